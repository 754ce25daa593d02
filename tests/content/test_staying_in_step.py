"""What a page shows of other things follows them: in the API's stored answer and in the search, without a publish."""

import pytest

from content.actions.disease_pages import sync_disease_pages
from content.models import PatientOrganisation, Person, ReferralCentre
from tests.content.trees import article, disease, leaflet
from vocabulary.models import Disease

pytestmark = pytest.mark.django_db


@pytest.fixture
def marfan():
    row = disease(558, "Marfan syndrome")
    sync_disease_pages()
    return row


def answer(client, address="/api/hub/v1/diseases/558"):
    return client.get(address).content.decode()


def test_an_organisation_is_shown_while_it_is_tagged_and_no_longer(client, marfan):
    organisation = PatientOrganisation.objects.create(name="Tall Families", url="https://tall.example")
    organisation.diseases.add(marfan)
    assert "Tall Families" in answer(client)
    organisation.diseases.remove(marfan)
    assert "Tall Families" not in answer(client)
    marfan.organisations.add(organisation)
    assert "Tall Families" in answer(client)
    organisation.diseases.clear()
    assert "Tall Families" not in answer(client)


def test_a_deleted_organisation_and_centre_leave_the_answer(client, marfan):
    organisation = PatientOrganisation.objects.create(name="Tall Families", url="https://tall.example")
    centre = ReferralCentre.objects.create(name="Aortic clinic", city="Cork", country="IE")
    for one in (organisation, centre):
        one.diseases.add(marfan)
    assert "Aortic clinic" in answer(client)
    organisation.delete()
    centre.delete()
    assert "Tall Families" not in answer(client)
    assert "Aortic clinic" not in answer(client)


def test_a_renamed_organisation_is_renamed_in_its_resources(client):
    organisation = PatientOrganisation.objects.create(name="Old name", url="https://old.example")
    page = leaflet()
    page.organisation = organisation
    page.save_revision().publish()
    organisation.name = "New name"
    organisation.save()
    assert "New name" in answer(client, f"/api/hub/v1/content/{page.pk}")
    assert "New name" in answer(client, "/api/hub/v1/content?kind=resource")


def test_a_renamed_author_is_renamed_and_a_deleted_one_leaves(client):
    person = Person.objects.create(name="slate-ibis-31")
    page = article()
    page.authors.set([person])
    page.save_revision().publish()
    person.name = "teal-curlew-18"
    person.save()
    for address in (f"/api/hub/v1/content/{page.pk}", "/api/hub/v1/content"):
        assert "teal-curlew-18" in answer(client, address)
    person.delete()
    for address in (f"/api/hub/v1/content/{page.pk}", "/api/hub/v1/content"):
        assert "teal-curlew-18" not in answer(client, address)


def test_an_unchanged_answer_is_not_sent_twice(client, marfan):
    first = client.get("/api/hub/v1/diseases/558")
    again = client.get("/api/hub/v1/diseases/558", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Disease.objects.filter(pk=marfan.pk).update(name="Marfan's syndrome")
    Disease.objects.get(pk=marfan.pk).save()
    changed = client.get("/api/hub/v1/diseases/558", headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200

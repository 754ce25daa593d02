import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from tests.factories.accounts import UserFactory
from vocabulary.models import CrossReference, Disease, DiseaseSign, Gene, LoadRun, Sign, SourceRelease
from vocabulary.wagtail_hooks import VocabularyGroup

MODELS = [Disease, Gene, Sign, DiseaseSign, CrossReference, SourceRelease, LoadRun]
each_model = pytest.mark.parametrize("model", MODELS)


def address(model, action: str, *args) -> str:
    return reverse(f"vocabulary_{model._meta.model_name}_modeladmin_{action}", args=args)


@pytest.fixture
def administrator(client, loaded):
    client.force_login(UserFactory(administrator=True))
    return client


@each_model
def test_every_table_is_listed_and_each_row_can_be_inspected(administrator, model):
    row = model.objects.first()

    assert administrator.get(address(model, "index")).status_code == 200
    assert administrator.get(address(model, "inspect", row.pk)).status_code == 200


@each_model
@pytest.mark.parametrize("action", ["edit", "delete"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_changes_a_row_not_even_an_administrator(administrator, model, action, method):
    row = model.objects.values().first()

    response = getattr(administrator, method)(address(model, action, row["id"]), {"name": "changed"})

    assert response.status_code == 404
    assert model.objects.values().get(id=row["id"]) == row


@each_model
def test_nobody_creates_a_row(administrator, model):
    before = model.objects.count()

    response = administrator.post(address(model, "create"), {"symbol": "NEW", "name": "New", "key": "ORPHA:1"})

    assert response.status_code == 404
    assert model.objects.count() == before


@pytest.mark.django_db
def test_no_permission_to_change_the_vocabulary_can_be_handed_out():
    offered = [p for item in VocabularyGroup().modeladmin_instances for p in item.get_permissions_for_registration()]

    assert offered == []


def test_an_editor_who_has_the_permission_to_view_may_look(client, loaded):
    editor = UserFactory(editor=True)
    group = Group.objects.create(name="May enter")
    group.permissions.set(Permission.objects.filter(codename__in=["access_admin", "view_disease"]))
    editor.groups.add(group)
    client.force_login(editor)

    assert client.get(address(Disease, "index")).status_code == 200


def test_a_physician_may_not_look(client, loaded):
    client.force_login(UserFactory(physician=True))

    assert client.get(address(Disease, "index")).status_code != 200


@pytest.mark.parametrize(
    ("listing", "found", "not_found"),
    [
        ((Disease, "q=CTX"), "Cerebrotendinous", "Marfan"),
        ((Disease, "is_disorder__exact=0"), "Lipid storage disease", "Cerebrotendinous"),
        ((Sign, "q=Epilepsy"), "HP:0001250", "HP:0001118"),
        ((Sign, "q=HP:0001275"), "HP:0001250", "HP:0001118"),
        ((Sign, "organ_system=HP:0000478"), "HP:0001118", "HP:0001250"),
        ((DiseaseSign, "q=seizure"), "12/30", "30–79%"),
        ((DiseaseSign, "q=OMIM:213700"), "12/30", "45%"),
        ((DiseaseSign, "q=HP:0001118"), "80–99%", "12/30"),
        ((DiseaseSign, "is_absent__exact=1"), "OMIM:100001", "OMIM:154700"),
        ((CrossReference, "q=E75.5"), "Cerebrotendinous", "Marfan"),
        ((CrossReference, "q=Marfan"), "610168", "E75.5"),
        ((LoadRun, "source__exact=mondo"), "Mondo", "Orphanet"),
    ],
)
def test_rows_are_found_by_what_an_editor_types(administrator, listing, found, not_found):
    model, query = listing

    rows = results(administrator.get(f"{address(model, 'index')}?{query}"))

    assert found in rows
    assert not_found not in rows


def results(response) -> str:
    """Return the table's rows as HTML, without the filters and menus around them."""
    html = response.content.decode()
    start = html.index('<table class="listing')
    return html[start : html.index("</table>", start)]


def test_a_search_for_nothing_lists_everything(administrator):
    response = administrator.get(f"{address(DiseaseSign, 'index')}?q=+%00")

    assert response.context["result_count"] == DiseaseSign.objects.count()


def test_the_long_table_is_listed_with_a_fixed_number_of_queries(administrator, django_assert_max_num_queries):
    with django_assert_max_num_queries(18):
        administrator.get(address(DiseaseSign, "index"))

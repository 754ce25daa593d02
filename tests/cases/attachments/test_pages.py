"""The pages and the API of pictures: what is sent to whom, and what a sender is told of each file."""

import re
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.attachments import limits
from cases.attachments.findings import hold_text
from cases.checking import scanned
from cases.states import State
from tests.factories.attachments import cleared_picture_of, picture_of
from tests.factories.cases import CaseFactory, OrganisationFactory, family, in_state, member, moderator, staff_of
from tests.factories.documents import pdf
from tests.factories.pictures import CANARY, archive, jpeg
from tests.privacy.test_files import traced

pytestmark = pytest.mark.django_db


def upload(content, name="picture.jpg"):
    return SimpleUploadedFile(name, content)


def send(client, case, *files):
    return client.post(reverse("case_attachments", args=[case.pk]), {"pictures": list(files)})


def file_of(attachment):
    return reverse("case_file", args=[attachment.pk])


def body(answer):
    return b"".join(answer.streaming_content)


def test_a_picture_is_sent_with_headers_that_keep_it_where_it_is(client):
    attachment = cleared_picture_of(in_state(State.OPEN), file=traced())
    client.force_login(member())
    answer = client.get(file_of(attachment))
    assert answer["Content-Type"] == "image/jpeg"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"] == f'inline; filename="{attachment.file.name}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    sent = body(answer)
    assert CANARY not in sent and sent.startswith(b"\xff\xd8")


def bare(answer, key):
    """Return a page without what differs each time it is asked for."""
    text = re.sub(r'(csrfmiddlewaretoken" value=")[^"]*', r"\1", answer.content.decode())
    return text.replace(str(key), "")


def test_who_may_not_see_a_picture_gets_the_answer_for_one_that_is_not_there(client):
    case = in_state(State.OPEN)
    waiting = picture_of(case)
    unknown = reverse("case_file", args=[uuid.uuid4()])
    for reader in (None, member(), family(), moderator()):
        if reader:
            client.force_login(reader)
        hidden, absent = client.get(file_of(waiting)), client.get(unknown)
        assert hidden.status_code == absent.status_code == 404
        assert bare(hidden, waiting.pk) == bare(absent, unknown.split("/")[-2])
        assert dict(hidden.headers) == dict(absent.headers)


def test_hidden_and_absent_cost_the_same_questions(client):
    waiting = picture_of(in_state(State.OPEN))
    client.force_login(member())
    counts = []
    for address in (file_of(waiting), reverse("case_file", args=[uuid.uuid4()])):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("name", ["case_file_look", "case_file_caption", "case_file_remove", "case_file_cover"])
def test_acting_on_a_picture_of_others_answers_as_if_it_were_not_there(client, name):
    attachment = cleared_picture_of(in_state(State.OPEN))
    client.force_login(member())
    assert client.post(reverse(name, args=[attachment.pk])).status_code == 404


def test_several_files_are_sent_and_each_that_fails_is_named_to_its_sender_only(client):
    case = CaseFactory()
    client.force_login(case.owner)
    answer = send(client, case, upload(jpeg()), upload(archive(), "Anna Beispiel.zip"), upload(pdf(2), "letter.pdf"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<b>Anna Beispiel.zip</b>: This is an archive" in page
    assert "<b>letter.pdf</b>: Added." in page
    assert case.attachments.count() == 3
    again = client.get(reverse("case_attachments", args=[case.pk])).content.decode()
    assert "Beispiel" not in again and "letter.pdf" not in again
    assert "Beispiel" not in repr(list(Path(settings.PRIVATE_ROOT).iterdir()))


def test_files_that_all_fit_lead_back_to_the_page(client):
    case = CaseFactory()
    client.force_login(case.owner)
    answer = send(client, case, upload(jpeg()), upload(jpeg(), "Dr Quokkina.jpg"))
    assert answer.status_code == 302
    page = client.get(answer["Location"])
    assert "no-store" in page["Cache-Control"]
    assert "may say who the patient is" in page.content.decode()
    assert "Quokkina" not in page.content.decode()


def test_no_file_and_too_many_tries_are_told_at_the_field(client, monkeypatch):
    case = CaseFactory()
    client.force_login(case.owner)
    assert "Choose a picture" in send(client, case).content.decode()
    monkeypatch.setattr(limits, "FILES_A_DAY", 1)
    assert send(client, case, upload(jpeg())).status_code == 302
    assert "since yesterday" in send(client, case, upload(jpeg())).content.decode()
    assert case.attachments.count() == 1


def test_a_caption_that_tells_stays_in_the_field_with_its_reason(client):
    case = CaseFactory()
    attachment = picture_of(case)
    client.force_login(case.owner)
    address = reverse("case_file_caption", args=[attachment.pk])
    page = client.post(address, {"caption": "Ask a.b@example.org"})
    assert page.status_code == 422
    assert page.content.decode().count("a.b@example.org") >= 3
    assert client.post(address, {"caption": "The left hand"}).status_code == 302
    assert 'alt="The left hand"' in client.get(reverse("case_attachments", args=[case.pk])).content.decode()


def test_the_page_of_pictures_is_the_owners_only(client):
    case = in_state(State.OPEN)
    for reader in (member(), family(), moderator()):
        client.force_login(reader)
        assert client.get(reverse("case_attachments", args=[case.pk])).status_code == 404
    client.force_login(case.owner)
    page = client.get(reverse("case_attachments", args=[case.pk]))
    assert page.status_code == 200
    assert "Add pictures" not in page.content.decode()


def test_a_screener_looks_and_covers_without_a_script(client):
    case = in_state(State.SUBMITTED)
    attachment = picture_of(case)
    client.force_login(moderator())
    address = reverse("case_file_look", args=[attachment.pk])
    page = client.get(address).content.decode()
    assert "It can be shown" in page and 'name="boxes-0-left"' in page
    form = {"boxes-TOTAL_FORMS": 4, "boxes-INITIAL_FORMS": 0, "boxes-0-left": 5, "boxes-0-top": 5, "boxes-0-width": 50}
    cover = reverse("case_file_cover", args=[attachment.pk])
    assert "Fill in all four numbers" in client.post(cover, form).content.decode()
    assert client.post(cover, form | {"boxes-0-height": 40}).status_code == 302
    for unseen in ({}, {"seen": ""}, {"seen": "another"}):
        assert client.post(address, {"verdict": "show"} | unseen).status_code == 422
    assert client.post(address, {"verdict": "perhaps"}).status_code == 422
    attachment.refresh_from_db()
    seen = attachment.file.name.removesuffix(".jpg")
    assert client.post(address, {"verdict": "show", "seen": seen}).status_code == 302
    assert "A second person" in client.get(address).content.decode()


def test_each_screener_gets_back_to_the_desk_and_the_owner_to_the_case(client):
    organisation = OrganisationFactory()
    owner, colleague = staff_of(organisation), staff_of(organisation)
    case = in_state(State.SUBMITTED, owner=owner, origin="organisation", organisation=organisation)
    address = reverse("case_file_look", args=[picture_of(case).pk])
    desk, own = reverse("case_screen", args=[case.pk]), reverse("case_status", args=[case.pk])
    for who, back in ((moderator(), desk), (colleague, desk), (owner, own)):
        client.force_login(who)
        assert f'href="{back}"' in client.get(address).content.decode()
        assert client.get(back).status_code == 200


def test_a_finding_in_a_document_is_cleared_by_whoever_looks_at_its_page(client):
    case = in_state(State.SUBMITTED)
    attachment = picture_of(case)
    text = "Write to a.b@example.org"
    hold_text(attachment, text, scanned([text]))
    client.force_login(moderator())
    page = client.get(reverse("case_file_look", args=[attachment.pk])).content.decode()
    [hold] = case.holds.all()
    clear = reverse("case_hold_clear", args=[case.pk, hold.pk])
    assert clear in page and "example.org" not in page
    client.post(clear)
    hold.refresh_from_db()
    assert hold.cleared_at


def test_pictures_can_be_removed_one_by_one_or_as_a_document(client):
    case = CaseFactory()
    client.force_login(case.owner)
    send(client, case, upload(pdf(3)), upload(jpeg()))
    first = case.attachments.filter(page=1).first()
    client.post(reverse("case_file_remove", args=[first.pk]))
    assert case.attachments.count() == 3
    second = case.attachments.get(page=2)
    client.post(reverse("case_file_remove", args=[second.pk]), {"with_document": "yes"})
    assert case.attachments.count() == 1


API = "/api/hub/v1/cases"


def test_the_api_adds_lists_sends_and_removes(client):
    case = CaseFactory()
    client.force_login(case.owner)
    made = client.post(f"{API}/{case.pk}/attachments", {"file": upload(jpeg()), "caption": "The left hand"})
    assert made.status_code == 201
    [one] = made.json()["items"]
    assert one["caption"] == "The left hand" and one["looks"] == "waiting" and made.json()["warning"] == ""
    assert client.get(f"{API}/{case.pk}/attachments").json()["items"] == [one]
    sent = client.get(one["file"])
    assert sent["Content-Type"] == "image/jpeg" and "no-store" in sent["Cache-Control"]
    assert body(sent).startswith(b"\xff\xd8")
    assert client.delete(f"{API}/{case.pk}/attachments/{one['id']}").status_code == 204
    assert client.get(one["file"]).status_code == 404


def test_the_api_answers_about_others_cases_as_about_none(client):
    case = CaseFactory()
    attachment = picture_of(case)
    client.force_login(member())
    hidden = [
        client.get(f"{API}/{case.pk}/attachments"),
        client.post(f"{API}/{case.pk}/attachments", {"file": upload(jpeg())}),
        client.delete(f"{API}/{case.pk}/attachments/{attachment.pk}"),
        client.get(f"{API}/attachments/{attachment.pk}/file"),
    ]
    absent = client.get(f"{API}/{uuid.uuid4()}/attachments")
    assert {answer.status_code for answer in hidden} == {404}
    assert {answer.content for answer in hidden} == {absent.content}


def test_the_api_says_which_field_was_refused(client):
    case = CaseFactory()
    client.force_login(case.owner)
    refused = client.post(f"{API}/{case.pk}/attachments", {"file": upload(archive(), "x.zip")})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "file"

"""Cases as somebody's own and as others', their drafts, texts and pictures: whose they are decides as much as the role."""

from contextlib import closing

from django.utils import timezone

from cases.desk.actions.flagging import flag
from cases.models import Case, Origin
from cases.states import HELD, State
from tests.contract.role_doors.visitors import API, refused
from tests.factories.attachments import cleared_picture_of
from tests.factories.cases import OrganisationFactory, in_state, member, staff_of

WORD = "Wombatic gait"
TEXTS = {"title": WORD, "question": f"{WORD}: which test comes next?", "story": f"{WORD} since school age."}
PHYSICIANS = ("VP", "Li", "Au")
ONCE_PHYSICIANS = ("La", "Su")  # what was theirs stays theirs
JSON = {"content_type": "application/json"}


def case_of(who, own, state, **fields):
    """Return a case that is the visitor's own in the way of the role, or somebody else's; None where none can be.

    A family brings it, staff are of its organisation, the liaison looks after it unless it is not paired yet.
    """
    fields = {"signs": 0, "texts": dict(TEXTS)} | fields
    if not own:
        return in_state(state, organisation=OrganisationFactory(), **fields)
    if who.short == "Fa":
        return in_state(state, owner=who.user, **fields)
    if who.short == "PO":
        organisation = OrganisationFactory()
        organisation.staff.add(who.user)
        brought = {"origin": Origin.ORGANISATION, "owner": staff_of(organisation)}
        return in_state(state, organisation=organisation, **brought, **fields)
    if who.short == "Li" and state in HELD | {State.CLOSED}:
        return in_state(state, liaison=who.user, organisation=OrganisationFactory(), **fields)
    if who.short in (*PHYSICIANS, *ONCE_PHYSICIANS):
        return in_state(state, origin=Origin.PHYSICIAN, owner=who.user, **fields)
    return None


def attempt_on(state, act, **made):
    """Return an attempt: make the case, and say whether `act` on it worked."""

    def attempt(who, own):
        case = case_of(who, own, state, **made)
        return None if case is None else act(who, case)

    return attempt


def any_shows(who, addresses, text=WORD):
    """Say whether one of the addresses shows it; where none does, each has to refuse or say nothing of it."""
    answers = [who.client.get(address) for address in addresses]
    if any(text in answer.content.decode() for answer in answers):
        return True
    for answer in answers:
        if answer.status_code not in (200, 302):
            refused(answer)
    return False


# A draft.


def start_on_page(who, own):
    if not own:
        return None
    if who.short == "PO":
        OrganisationFactory().staff.add(who.user)
    answers = [who.client.post("/cases/new/start/"), who.client.post("/cases/ask/", {"title": WORD, "revision": 1})]
    return made_by(who, answers[0])


def start_by_api(who, own):
    if not own:
        return None
    if who.short == "PO":
        OrganisationFactory().staff.add(who.user)
    answer = who.client.post(f"{API}/cases", {}, **JSON)
    return made_by(who, answer)


def made_by(who, answer):
    if who.user and Case.objects.filter(owner=who.user, state=State.DRAFT).exists():
        return True
    to_start = answer.status_code == 302 and answer["Location"] == "/cases/new/"  # with a sentence why not
    return False if to_start else refused(answer)


def draft_pages(case):
    if case.origin == Origin.PHYSICIAN:
        return [f"/cases/{case.pk}/ask/"]
    return [f"/cases/{case.pk}/write/2/", f"/cases/{case.pk}/write/3/"]


def read_draft_page(who, case):
    return any_shows(who, [*draft_pages(case), f"/cases/{case.pk}/status/", f"/cases/{case.pk}/"])


def read_draft_api(who, case):
    return any_shows(who, [f"{API}/cases/{case.pk}/draft", f"{API}/me/cases/{case.pk}", f"{API}/cases/{case.pk}"])


def change_draft_page(who, case):
    sent = {"revision": case.revision + 1, "title": "Changed by hand", "question": "Which test?", "key_words": ""}
    answer = who.client.post(draft_pages(case)[0], sent)
    return title_of(case) == "Changed by hand" or refused(answer)


def change_draft_api(who, case):
    sent = {"revision": case.revision + 1, "texts": {"title": "Changed by hand"}}
    answer = who.client.patch(f"{API}/cases/{case.pk}/draft", sent, **JSON)
    return title_of(case) == "Changed by hand" or refused(answer)


def title_of(case):
    return Case.objects.get(pk=case.pk).title


def withdraw_page(who, case):
    return is_withdrawn(case, who.client.post(f"/cases/{case.pk}/withdraw/"))


def withdraw_api(who, case):
    return is_withdrawn(case, who.client.post(f"{API}/cases/{case.pk}/withdraw"))


def is_withdrawn(case, answer):
    return Case.objects.get(pk=case.pk).state == State.WITHDRAWN or refused(answer)


def drafts(start, read, change, withdraw):
    on = State.DRAFT
    return {
        "C": start,
        "R": attempt_on(on, read),
        "U": attempt_on(on, change),
        "D": attempt_on(on, withdraw),
    }


# The text and the pictures of a case that was sent.


def text_pages(case):
    names = ("", "status/", "screen/", "hidden/", "correct/", "rewriting/", "attachments/", "advice/", "lead/")
    return [f"/cases/{case.pk}/{name}" for name in names]


def text_operations(case):
    names = ("", "/draft", "/screening", "/hidden", "/phenopacket")
    return [f"{API}/cases/{case.pk}{name}" for name in names]


def reads_case(state, addresses, file_address, *, prepare=lambda case: None, **made):
    """Text and picture go together: whoever reads one sees the other."""

    def act(who, case):
        picture = cleared_picture_of(case)
        prepare(case)
        text = any_shows(who, addresses(case))
        with closing(who.client.get(file_address(picture))) as answer:
            b"".join(answer)
        seen = answer.status_code == 200 and answer["Content-Type"] == "image/jpeg"
        assert seen == text, f"text {text}, picture {seen}"
        return text or refused(answer)

    return {"R": attempt_on(state, act, **made)}


def picture_page(picture):
    return f"/cases/files/{picture.pk}/"


def picture_operation(picture):
    return f"{API}/cases/attachments/{picture.pk}/file"


def report_case(case):
    return flag(case=case, by=member(), reason="off_topic", now=timezone.now())


def hide(case):
    Case.objects.filter(pk=case.pk).update(quarantined_at=timezone.now())


def at(suffix):
    """Return the address of a page of a case."""
    return lambda case: f"/cases/{case.pk}/{suffix}"


def operation(suffix):
    return lambda case: f"{API}/cases/{case.pk}{suffix}"

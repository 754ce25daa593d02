"""What is answered to a case, the advice made of it, whom it goes to, and what became of it."""

from django.utils import timezone

from cases.models import Outcome, Reply, Synthesis
from cases.states import State
from cases.treating import Treating, name_treating
from cases.versions import version_of_reply
from tests.contract.role_doors.cases import JSON, ONCE_PHYSICIANS, PHYSICIANS, TEXTS, any_shows, attempt_on
from tests.contract.role_doors.visitors import API, refused, shows
from tests.factories.cases import member, open_case, reply_to
from tests.factories.vocabulary import DiseaseFactory


def no_opinion_first(who, case):
    """Choose just to read, as a reader does before the replies are shown."""
    who.client.post(f"/cases/{case.pk}/just-read/")


def read_replies(address):
    def act(who, case):
        reply_to(case, text="Seen twice in wallabies")
        no_opinion_first(who, case)
        return any_shows(who, [address(case)], "Seen twice in wallabies")

    return act


def send_reply_page(who, case):
    no_opinion_first(who, case)
    sent = {"kind": "experience", "text": "Two such wallabies", "patients_seen": 2}
    return replied(who, case, who.client.post(f"/cases/{case.pk}/replies/", sent))


def send_reply_api(who, case):
    no_opinion_first(who, case)
    sent = {"kind": "experience", "text": "Two such wallabies", "patients_seen": 2}
    return replied(who, case, who.client.post(f"{API}/cases/{case.pk}/replies", sent, **JSON))


def answers_case(send):
    """Whoever brought a case about a patient of their own answers questions only: that is not tried here."""
    act = attempt_on(State.OPEN, send)
    return lambda who, own: None if own and who.short in ("VP", "Au") else act(who, own)


def replied(who, case, answer):
    author = who.user and who.user.pk
    return Reply.objects.filter(case=case, author=author, is_draft=False).exists() or refused(answer)


def on_reply(act):
    """Try it on a reply of the visitor's, which only a physician has, and on a colleague's."""

    def attempt(who, own):
        if own and who.short not in (*PHYSICIANS, *ONCE_PHYSICIANS):
            return None
        case = open_case(signs=0, texts=dict(TEXTS))
        reply = reply_to(case, author=who.user if own else member(), text="As it was")
        no_opinion_first(who, case)
        return act(who, case, reply)

    return attempt


def change_reply_page(who, case, reply):
    sent = {"kind": "experience", "text": "Changed by hand", "patients_seen": 2}
    return changed(reply, who.client.post(f"/cases/{case.pk}/replies/{reply.pk}/change/", sent))


def change_reply_api(who, case, reply):
    sent = {"kind": "experience", "text": "Changed by hand", "patients_seen": 2}
    return changed(reply, who.client.put(f"{API}/cases/{case.pk}/replies/{reply.pk}", sent, **JSON))


def changed(reply, answer):
    return Reply.objects.get(pk=reply.pk).text == "Changed by hand" or refused(answer)


def delete_reply_page(who, case, reply):
    answer = who.client.post(f"/cases/{case.pk}/replies/{reply.pk}/delete/")
    if not Reply.objects.filter(pk=reply.pk).exists():
        return True
    is_told = answer.status_code == 302 and answer["Location"].startswith(f"/cases/{case.pk}/")  # a sentence says why
    return False if is_told else refused(answer)


def delete_reply_api(who, case, reply):
    answer = who.client.delete(f"{API}/cases/{case.pk}/replies/{reply.pk}")
    return not Reply.objects.filter(pk=reply.pk).exists() or refused(answer)


# A reply that is kept back: a moderator's.


def kept(act):
    def attempt(who, own):
        if own:
            return None
        case = open_case(signs=0, texts=dict(TEXTS))
        return act(who, reply_to(case, text="Kept back for now", held_at=timezone.now()))

    return attempt


def read_kept_page(who, reply):
    return shows(who.client.get(f"/cases/desk/replies/{reply.pk}/"), "Kept back for now")


def read_kept_api(who, reply):
    return shows(who.client.get(f"{API}/cases/replies/kept"), "Kept back for now")


def release_kept_page(who, reply):
    said = {"what": "show", "seen": version_of_reply(reply)}
    return released(reply, who.client.post(f"/cases/desk/replies/{reply.pk}/", said))


def release_kept_api(who, reply):
    told = {"data": {"seen": version_of_reply(reply)}, "content_type": "application/json"}
    return released(reply, who.client.post(f"{API}/cases/replies/{reply.pk}/return", **told))


def released(reply, answer):
    return Reply.objects.get(pk=reply.pk).held_at is None or refused(answer)


# The advice, its way, and who treats the patient.


def with_advice(case, *, ready=True):
    said = {
        "hypotheses": [],
        "next_tests": ["Wallaby test"],
        "red_flags": "",
        "references": [],
        "dissent": "",
        "letter": "",
    }
    return case.syntheses.create(number=1, author=case.liaison, said=said, is_ready=ready, made_at=timezone.now(),
                                 plain_summary="In plain words")  # fmt: skip


def read_advice(address):
    def act(who, case):
        with_advice(case, ready=False)
        return any_shows(who, [address(case)], "Wallaby test")

    return act


def write_advice_page(who, case):
    reply_to(case)
    answer = who.client.post(f"/cases/{case.pk}/advice/", {"next_tests": "Wallaby test", "act": "draft"})
    return wrote(case, answer)


def write_advice_api(who, case):
    reply_to(case)
    sent = {"advice": {"next_tests": ["Wallaby test"]}, "plain_summary": ""}
    return wrote(case, who.client.post(f"{API}/cases/{case.pk}/advice", sent, **JSON))


def wrote(case, answer):
    return Synthesis.objects.filter(case=case).exists() or refused(answer)


def attest_page(who, case):
    return attested(case, who.client.post(f"/cases/{case.pk}/relay/", {"act": "attest", "way": "letter"}))


def attest_api(who, case):
    return attested(case, who.client.post(f"{API}/cases/{case.pk}/relay/attestation", {"way": "letter"}, **JSON))


def attested(case, answer):
    return case.links.filter(attested=True).exists() or refused(answer)


def sends_advice(act):
    def with_it(who, case):
        with_advice(case)
        return act(who, case)

    return attempt_on(State.ADVICE_READY, with_it)


def receipt_by_api(who, case):
    """Whether it has arrived, and when: of no use to whoever has no part in the case."""
    return any_shows(who, [f"{API}/cases/{case.pk}/relay"], "has_arrived")


def receipt_on_page(who, case):
    """Where the case stands, or for the liaison how the advice goes."""
    return any_shows(who, [f"/cases/{case.pk}/status/", f"/cases/{case.pk}/relay/"], "dvice")


DOCTOR = "Dr Quokkina Wombatson"


def named_doctor(act):
    def with_one(who, case):
        name_treating(case=case, details=Treating(DOCTOR, "quokkina@example.org", "+44 20 7946 0000"), by=case.owner)
        return act(who, case)

    return attempt_on(State.OPEN, with_one)


def doctor_on_own_page(who, case):
    return any_shows(who, [f"/cases/{case.pk}/treating/", f"/cases/{case.pk}/status/", f"/cases/{case.pk}/"], DOCTOR)


def doctor_on_page(who, case):
    return shows(who.client.post(f"/cases/{case.pk}/lead/", {"act": "address"}), DOCTOR)


def doctor_by_api(who, case):
    return shows(who.client.post(f"{API}/cases/{case.pk}/treating/read"), DOCTOR)


# The outcome.


def read_outcome(address):
    def act(who, case):
        Outcome.objects.create(case=case, kind="suspected", disease=DiseaseFactory(name="Wallaby disease"), party="hub",
                               at=timezone.now())  # fmt: skip
        return any_shows(who, [address(case)], "Wallaby disease")

    return attempt_on(State.RELAYED, act)


def tell_outcome(send):
    def act(who, case):
        answer = send(who, case)
        return Outcome.objects.filter(case=case, kind="no_change").exists() or refused(answer)

    return attempt_on(State.RELAYED, act)


def outcome_page(who, case):
    return who.client.post(f"/cases/{case.pk}/outcome/", {"kind": "no_change", "disease": ""})


def outcome_api(who, case):
    return who.client.post(f"{API}/cases/{case.pk}/outcomes", {"kind": "no_change"}, **JSON)

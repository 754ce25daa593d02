"""Offers, reports, consents, events and organisations of cases."""

from datetime import timedelta

from django.utils import timezone

from audit.kinds import Action
from cases.events import log
from cases.models import Consent, Flag, Layer, Offer, Organisation, PairingRound
from cases.states import State
from tests.contract.role_doors.cases import JSON, TEXTS, WORD, any_shows, attempt_on, report_case
from tests.contract.role_doors.visitors import API, refused, shows
from tests.factories.cases import OrganisationFactory, in_state, member, open_case


def offers(read, decline):
    def offered(who, own):
        hero = who.user if own else member()
        if own and who.user is None:
            return None
        case = in_state(State.SCREENED, signs=0)
        made = PairingRound.objects.create(case=case, number=1, seed="s", ranking={}, at=timezone.now())
        due = timezone.now() + timedelta(hours=2)
        return Offer.objects.create(case=case, hero=hero, round=made, made_at=timezone.now(), due_at=due)

    def reads(who, own):
        offer = offered(who, own)
        return None if offer is None else read(who, offer)

    def declines(who, own):
        offer = offered(who, own)
        if offer is None:
            return None
        answer = decline(who, offer)
        return Offer.objects.get(pk=offer.pk).answer == Offer.Answer.DECLINED or refused(answer)

    return {"R": reads, "U": declines}


def offers_page(who, offer):
    answer = who.client.get("/cases/offers/")
    return str(offer.pk) in answer.content.decode() if answer.status_code == 200 else refused(answer)


def offers_api(who, offer):
    answer = who.client.get(f"{API}/me/offers")
    return str(offer.pk) in answer.content.decode() if answer.status_code == 200 else refused(answer)


def decline_page(who, offer):
    return who.client.post(f"/cases/offers/{offer.pk}/", {"answer": "decline"})


def decline_api(who, offer):
    return who.client.post(f"{API}/me/offers/{offer.pk}", {"answer": "decline"}, **JSON)


def reads_report(address):
    def attempt(who, own):
        if own:
            return None
        answer = who.client.get(address)
        return answer.status_code == 200 or refused(answer)

    return {"R": attempt}


# Reports of what should not be there.


def flags(send, read, answer_it):
    def create(who, own):
        if own:
            return None
        case = open_case(signs=0)
        answer = send(who, case)
        return Flag.objects.filter(case=case).exists() or refused(answer)

    def of_others(act):
        def attempt(who, own):
            return None if own else act(who, report_case(open_case(signs=0, texts=dict(TEXTS))))

        return attempt

    def answers(who, report):
        answer = answer_it(who, report)
        return Flag.objects.get(pk=report.pk).answer == Flag.Answer.DISMISSED or refused(answer)

    return {"C": create, "R": of_others(read), "U": of_others(answers)}


def flag_page(who, case):
    return who.client.post(f"/cases/{case.pk}/flag/", {"reason": "off_topic"})


def flag_api(who, case):
    return who.client.post(f"{API}/cases/{case.pk}/flags", {"reason": "off_topic"}, **JSON)


def read_flag_page(who, report):
    return shows(who.client.get(f"/cases/desk/reports/{report.pk}/"), WORD)


def read_flag_api(who, report):
    return shows(who.client.get(f"{API}/cases/flags/{report.pk}"), WORD)


def answer_flag_page(who, report):
    return who.client.post(f"/cases/desk/reports/{report.pk}/", {"measure": "dismiss"})


def answer_flag_api(who, report):
    return who.client.post(f"{API}/cases/flags/{report.pk}/answer", {"measure": "dismiss"}, **JSON)


# Consents.


def consents(give, read, end):
    def creates(who, case):
        answer = give(who, case)
        return is_given(case, Layer.TEACHING) or refused(answer)

    def ends(who, case):
        Consent.objects.create(case=case, layer=Layer.TEACHING, given_at=timezone.now())
        answer = end(who, case)
        return not is_given(case, Layer.TEACHING) or refused(answer)

    open_one = State.OPEN
    return {"C": attempt_on(open_one, creates), "R": attempt_on(open_one, read), "D": attempt_on(open_one, ends)}


def is_given(case, layer):
    return Consent.objects.filter(case=case, layer=layer, ended_at=None).exists()


def give_page(who, case):
    return who.client.post(f"/cases/{case.pk}/consent/", {"layer": "teaching", "give": "1"})


def end_page(who, case):
    return who.client.post(f"/cases/{case.pk}/consent/", {"layer": "teaching"})


def read_consent_page(who, case):
    return any_shows(who, [f"/cases/{case.pk}/status/"], Layer.TEACHING.label)


def give_api(who, case):
    return who.client.put(f"{API}/cases/{case.pk}/consents/teaching")


def end_api(who, case):
    return who.client.delete(f"{API}/cases/{case.pk}/consents/teaching")


def read_consent_api(who, case):
    return any_shows(who, [f"{API}/cases/{case.pk}/consents"], '"layer"')


# Events and organisations.


def events_of_case(address):
    def act(who, case):
        log(Action.CONSENT_GIVEN, case=case, by=None)
        return any_shows(who, [address(case)], "Consent was given")

    return {"R": attempt_on(State.OPEN, act)}


def organisation_form(**changes):
    return {"name": "Wombat Alliance", "country": "IE", "takes_cases": "on"} | changes


def create_organisation(who, own):
    if own:
        return None
    answer = who.client.post("/admin/case_organisations/new/", organisation_form())
    return Organisation.objects.filter(name="Wombat Alliance").exists() or refused(answer)


def read_organisation(who, own):
    if own:
        return None
    one = OrganisationFactory(name="Quokka Alliance")
    return shows(who.client.get(f"/admin/case_organisations/edit/{one.pk}/"), one.name)


def update_organisation(who, own):
    if own:
        return None
    one = OrganisationFactory()
    answer = who.client.post(f"/admin/case_organisations/edit/{one.pk}/", organisation_form(name="Numbat Alliance"))
    return Organisation.objects.get(pk=one.pk).name == "Numbat Alliance" or refused(answer)


def delete_organisation(who, own):
    if own:
        return None
    one = OrganisationFactory()
    answer = who.client.post(f"/admin/case_organisations/delete/{one.pk}/")
    return not Organisation.objects.filter(pk=one.pk).exists() or refused(answer)

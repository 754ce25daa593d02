"""Who hears of what happens to a case. The news is that there is news: no word of the case is in it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from cases.models import AnsweringBan, Case, Flag, Offer, Origin, Reply
from cases.readers import key_of_ban, may_coordinate, may_decide, may_know, may_know_offer, may_know_suspension
from cases.reasons import PHI
from cases.states import State
from notices.actions import pulse, take_back, tell, tell_followers
from notices.models import Kind
from notices.subjects import Subject, register

CASE_WORDS = {
    "moved": "One of your cases has moved on.",
    "opened": "There is a new case with something that you follow.",
    "news": "A case you follow has news.",
    "reply": "A case you look after has news.",
    "question": "A question waits for an answer through you.",
    "mention": "A colleague named you.",
    "hidden": "One of your cases is hidden for now.",
    "shown": "One of your cases is shown again.",
    "rewrite_asked": "One of your cases has to be written anew in one place.",
    "read_and_open": "A case waits for you to read and open it.",
    "advice_due": "A case waits for your advice.",
    "no_receipt": "Advice was sent, and nobody has confirmed that it arrived.",
    "outcome_asked": "Please tell what became of one of your cases.",
    "screening": "A case waits to be screened.",
    "screening_late": "A case has waited for two days to be screened.",
    "flagged": "Something was reported and waits for you.",
    "quarantined": "A case was hidden for now and waits for two moderators, within four hours.",
    "rewritten": "A hidden case was written anew and waits for you.",
}
TASK_WORDS = {
    "no_reply": "A case has had no answer for two days.",
    "second_liaison": "A case has waited for advice for a week.",
    "no_volunteer": "Nobody has taken a case for two days.",
}
REPLY_WORDS = {"held": "A reply waits for you to look at it."}
OFFER_WORDS = {
    "offer": "Somebody asks whether you can look after a case.",
    "thanks": "A colleague has taken the case. Thank you for being there.",
}
SUSPENSION_WORDS = {"decided": "There is a decision about your part in the cases."}


def register_subjects() -> None:
    """Tell the notices what cases, tasks of coordinators, kept replies, offers and suspensions are; called at start."""
    register("case", Subject(may_know, lambda key: reverse("case", args=[key]), CASE_WORDS))
    register("task", Subject(may_coordinate, lambda key: reverse("case_pairing_report"), TASK_WORDS))
    register("reply", Subject(may_decide, lambda key: reverse("case_kept_reply", args=[key]), REPLY_WORDS))
    register("offer", Subject(may_know_offer, lambda key: reverse("case_offers"), OFFER_WORDS))
    register("suspension", Subject(may_know_suspension, lambda key: reverse("cases"), SUSPENSION_WORDS))


def tell_of_step(case: Case, *, by: User | None, now: datetime) -> None:
    """Tell those with a part in the case that it moved on; of a case that opens, who follows one of its signs too."""
    hear(case, owners(case), Kind.OWN_CASES, "moved", by=by, now=now)
    hear(case, followers(case), Kind.CASES, "news", by=by, now=now)
    if case.state == State.SUBMITTED:
        hear(case, screeners(case), Kind.MODERATION, "screening", by=by, now=now)
    else:
        take_back(about(case), ("screening", "screening_late"), now=now)
    if case.state == State.OPEN:
        signs = list(case.signs.filter(is_absent=False).values_list("sign_id", flat=True))
        tell_followers(
            diseases=(), signs=signs, subject=about(case), happened="opened", now=now, but=[by] if by else ()
        )
    touch(case, now=now)


def tell_of_reply(case: Case, *, reply: Reply, by: User | None, now: datetime) -> None:
    """Tell the liaison and those who follow the case that a reply is there; of a question the liaison as such."""
    happened = "question" if reply.kind == Reply.Kind.QUESTION else "reply"
    hear(case, leaders(case), Kind.OWN_CASES, happened, by=by, now=now)
    hear(case, followers(case), Kind.CASES, "news", by=by, now=now)
    touch(case, now=now)


def tell_of_mention(case: Case, *, reply: Reply, named: User, by: User | None, now: datetime) -> None:
    """Tell a colleague that a reply names them."""
    hear(case, [named], Kind.MENTIONS, "mention", by=by, now=now)


def tell_of_opinions(case: Case, *, by: User, now: datetime) -> None:
    """Tell those who gave an opinion, and the liaison, that the fifth is in: the opinions are pooled and all is shown."""
    hear(case, leaders(case), Kind.OWN_CASES, "reply", by=by, now=now)
    hear(case, followers(case), Kind.CASES, "news", by=by, now=now)
    touch(case, now=now)


def tell_of_reply_shown(case: Case, *, reply_id: object, now: datetime) -> None:
    """A reply that was held or hidden is shown: whoever looks at the case hears of it as of any new reply."""
    hear(case, followers(case), Kind.CASES, "news", by=None, now=now)
    touch(case, now=now)


def tell_of_reply_held(reply: Reply, *, now: datetime) -> None:
    """Ask the moderators to look at a reply that could name somebody; of the case around it they know nothing."""
    tell(users=moderators(), kind=Kind.MODERATION, subject=("reply", reply.pk), happened="held", now=now)


def tell_of_reply_hidden(reply: Reply, *, now: datetime) -> None:
    """Tell the author, who reads the reason where the reply stood."""
    hear(reply.case, [reply.author] if reply.author else (), Kind.CASES, "news", by=None, now=now)


def tell_of_correction(case: Case, *, by: User, now: datetime) -> None:
    """Tell the physicians of a case that its owner added something; of a hidden one nobody hears by this."""
    if case.quarantined_at:
        return
    hear(case, leaders(case), Kind.OWN_CASES, "reply", by=by, now=now)
    hear(case, followers(case), Kind.CASES, "news", by=by, now=now)
    touch(case, now=now)


def tell_of_treating(case: Case, *, by: User, now: datetime) -> None:
    """Tell the liaison that somebody else treats the patient now, so that what was sent has to be sent again."""
    hear(case, leaders(case), Kind.OWN_CASES, "reply", by=by, now=now)


def tell_of_synthesis(case: Case, *, by: User | None, now: datetime) -> None:
    """Tell those who answered and those who follow that the advice is in writing."""
    hear(case, followers(case), Kind.CASES, "news", by=by, now=now)
    touch(case, now=now)


def tell_of_outcome(case: Case, *, by: User | None, now: datetime) -> None:
    """Tell those who answered and those who follow that it is known what became of the case."""
    hear(case, followers(case), Kind.CASES, "news", by=by, now=now)
    hear(case, owners(case), Kind.OWN_CASES, "moved", by=by, now=now)


def tell_of_flag(flag: Flag, *, now: datetime) -> None:
    """Ask the moderators to look at a report. Where it hid the case they were asked at once: `tell_of_hiding`."""
    if flag.case.quarantined_at:
        return
    is_urgent = flag.reason in PHI  # and hides nothing yet, because its reporter is suspended
    hear(flag.case, moderators(), Kind.MODERATION, "flagged", by=flag.by, now=now, is_urgent=is_urgent)


def tell_of_flag_answer(flag: Flag, *, now: datetime) -> None:
    """Tell who reported something that it was looked at, and not by whom."""
    if flag.by:
        tell(users=[flag.by], kind=Kind.CASES, subject=None, happened="news", now=now)


def tell_of_hiding(case: Case, *, by: User | None, now: datetime) -> None:
    """Tell the owner and the liaison that a case is hidden for now, and call the moderators at once."""
    hear(case, [*owners(case), *leaders(case)], Kind.OWN_CASES, "hidden", by=by, now=now)
    hear(case, moderators(), Kind.MODERATION, "quarantined", by=by, now=now, is_urgent=True)
    touch(case, now=now)


def tell_of_showing(case: Case, *, now: datetime) -> None:
    """Tell the owner and the liaison that a case is shown again."""
    hear(case, [*owners(case), *leaders(case)], Kind.OWN_CASES, "shown", by=None, now=now)
    touch(case, now=now)


def tell_of_rewriting_asked(case: Case, *, now: datetime) -> None:
    """Ask the owner to write anew what could show who the patient is."""
    hear(case, owners(case), Kind.OWN_CASES, "rewrite_asked", by=None, now=now)


def tell_of_rewriting(case: Case, *, now: datetime) -> None:
    """Tell the moderators that the owner of a hidden case has written it anew."""
    hear(case, moderators(), Kind.MODERATION, "rewritten", by=None, now=now)


def tell_of_suspension(ban: AnsweringBan, *, now: datetime) -> None:
    """Tell a physician that there is something to read on the list of cases: by the kind that nobody can turn off."""
    tell(users=[ban.user], kind=Kind.MEMBERSHIP, subject=about_ban(ban), happened="decided", now=now)


def tell_liaison(case: Case, *, happened: str, now: datetime) -> None:
    """Remind the physician who looks after a case of what comes next."""
    hear(case, leaders(case), Kind.OWN_CASES, happened, by=None, now=now)


def tell_owner(case: Case, *, happened: str, now: datetime) -> None:
    """Tell the family and the organisation that something is asked of them."""
    hear(case, [*owners(case), *staff(case)], Kind.OWN_CASES, happened, by=None, now=now)


def tell_moderators(case: Case, *, happened: str, now: datetime) -> None:
    """Ask the moderators to look at a case."""
    hear(case, moderators(), Kind.MODERATION, happened, by=None, now=now)


def tell_coordinators(case: Case, *, happened: str, now: datetime) -> None:
    """Ask the moderators to help a case on that they may not read: the news is a task, and leads to no case."""
    tell(users=moderators(), kind=Kind.MODERATION, subject=("task", case.pk), happened=happened, now=now)


def tell_of_offer(offer: Offer, *, now: datetime) -> None:
    """Tell a volunteer that somebody asks for them."""
    tell(users=[offer.hero], kind=Kind.OFFERS, subject=("offer", offer.pk), happened="offer", now=now)


def tell_thanks(offers: Iterable[Offer], *, now: datetime) -> None:
    """Thank those who were asked too: a colleague was faster, and nothing is to be done."""
    for offer in offers:
        tell(users=[offer.hero], kind=Kind.OFFERS, subject=("offer", offer.pk), happened="thanks", now=now)


def tell_of_pause(user: User, *, now: datetime) -> None:
    """Tell a volunteer that no more offers come until they say so, as the last ones had no answer."""
    tell(users=[user], kind=Kind.OFFERS, subject=None, happened="news", now=now)


def hear(
    case: Case,
    users: Iterable[User],
    kind: Kind,
    happened: str,
    *,
    by: User | None,
    now: datetime,
    is_urgent: bool = False,
) -> None:
    """Tell everybody but the one who did it; the notices leave out who may not know of the case."""
    told = {user.pk: user for user in users if by is None or user.pk != by.pk}
    if told:
        tell(users=told.values(), kind=kind, subject=about(case), happened=happened, now=now, is_urgent=is_urgent)


def touch(case: Case, *, now: datetime) -> None:
    """Let open pages of the case know that there is something new."""
    pulse(subject=about(case), users=(), now=now)


def about(case: Case) -> tuple[str, UUID]:
    return "case", case.pk


def about_ban(ban: AnsweringBan) -> tuple[str, UUID]:
    return "suspension", key_of_ban(ban.pk)


def owners(case: Case) -> list[User]:
    """Return who acts for a case, the twin of `owned`: of one that an organisation brought, its staff."""
    if case.origin == Origin.ORGANISATION:
        return staff(case)
    return [case.owner] if case.owner else []


def staff(case: Case) -> list[User]:
    return list(case.organisation.staff.filter(role=Role.ORGANISATION)) if case.organisation else []


def leaders(case: Case) -> list[User]:
    return [case.liaison] if case.liaison else []


def moderators() -> QuerySet[User]:
    return User.objects.filter(role=Role.MODERATOR, is_active=True)


def screeners(case: Case) -> list[User]:
    return [*staff(case), *moderators()]


def followers(case: Case) -> QuerySet[User]:
    """Return who follows a case, answered it or gave an opinion on it."""
    replies = Reply.objects.filter(case=case, is_draft=False).values("author")
    named = Q(pk__in=case.follows.values("reader")) | Q(pk__in=replies) | Q(pk__in=case.opinions.values("author"))
    return User.objects.filter(named, is_active=True)

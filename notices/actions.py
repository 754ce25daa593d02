"""What readers choose, and what they are told. Reading a notice is no event: the log is for what somebody decides."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.events import log
from accounts.models import User
from audit.actions import audited
from audit.kinds import Action
from notices.choices import FIXED, choices_among, choices_of, kinds_for
from notices.models import Choice, Follow, Frequency, Kind, Notice, Pulse
from notices.subjects import Whose, check_known, readable
from vocabulary.models import Disease, Sign

About = tuple[str, UUID]
FOLLOWS_MOST = 200
BATCH = 1000
READ_KEPT, UNREAD_KEPT, PULSES_KEPT = timedelta(days=90), timedelta(days=365), timedelta(hours=1)
QUICKEST = (Frequency.IMMEDIATE, Frequency.DAILY, Frequency.WEEKLY)
FULL = f"You follow {FOLLOWS_MOST} diseases and signs, and more cannot be kept. Take one off the list first."
NOT_YOURS = "There is no such news for your account."
STAYS = "News of your own membership is always sent at once."


@transaction.atomic
def follow(
    *, thing: Disease | Sign, by: User, now: datetime, frequency: Frequency | None = None
) -> tuple[Follow, bool]:
    """Follow a disease or a sign; return what is followed, and False if it was before (then `frequency` changes nothing).

    Raises ValidationError at the bound.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # one at a time, so that the bound holds
    named = {"disease": thing} if isinstance(thing, Disease) else {"sign": thing}
    own = Follow.objects.of(by)
    if same := own.filter(**named).first():
        return same, False
    if own.count() >= FOLLOWS_MOST:
        raise ValidationError(FULL)
    return Follow.objects.create(user=by, since=now, frequency=frequency or "", **named), True


def unfollow(*, follow_id: int, by: User) -> str:
    """Follow it no longer; return its name. Raises DoesNotExist for what somebody else follows."""
    follow = Follow.objects.of(by).get(pk=follow_id)
    follow.delete()
    return follow.name


@audited
def choose_of_follow(*, follow_id: int, frequency: Frequency | None, by: User) -> Follow:
    """Say how often `by` is told of one thing it follows; None: as of all. Raises DoesNotExist for another's."""
    follow = Follow.objects.of(by).select_for_update(of=("self",), no_key=True).get(pk=follow_id)
    wanted = frequency or ""
    if follow.frequency != wanted:
        follow.frequency = wanted
        follow.save(update_fields=["frequency"])
        log(
            Action.PROFILE_CHANGED, by=by, owner=by, details={"notices.follow": True}
        )  # not of what: the log is for ever
    return follow


@audited
def choose(*, chosen: Mapping[Kind, Frequency], by: User) -> bool:
    """Say how often `by` is told of some kinds; return False if nothing changed.

    Raises ValidationError for what is fixed, and for what is no news to this account.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # one at a time
    before = choices_of(by)
    changed = {kind: frequency for kind, frequency in chosen.items() if before[kind] != frequency}
    refused = {kind.value: NOT_YOURS for kind in changed.keys() - set(kinds_for(by))}
    refused |= {kind.value: STAYS for kind in changed.keys() & FIXED}
    if refused:
        raise ValidationError(refused)
    for kind, frequency in changed.items():
        Choice.objects.update_or_create(user=by, kind=kind, defaults={"frequency": frequency})
    if changed:
        log(Action.PROFILE_CHANGED, by=by, owner=by, details={f"notices.{kind.value}": True for kind in changed})
    return bool(changed)


def tell(
    *,
    users: Iterable[User],
    kind: Kind,
    subject: About | None,
    happened: str,
    now: datetime,
    is_urgent: bool = False,
) -> None:
    """Tell accounts what happened to a subject that they may read; who chose never to hear of the kind is left out.

    What is urgent is mailed with the next run, also to who gets the kind as a digest.
    Five queries, and one more for each thousand. Raises ValueError for what nobody registered a sentence for.
    """
    keys = {user.pk for user in users}
    chosen = choices_among(keys)
    frequency = Frequency.IMMEDIATE.value if is_urgent else ""
    wanting = {key: frequency for key in keys if chosen(key, kind) != Frequency.OFF}
    _write_notices(wanting, kind=kind, subject=subject, happened=happened, now=now)


def tell_followers(
    *,
    diseases: Collection[int],
    signs: Collection[int],
    subject: About,
    happened: str,
    now: datetime,
    but: Iterable[User] = (),
) -> None:
    """Tell who follows any of these diseases or signs (primary keys) and may read the subject, but not whom else is told."""
    follows = Follow.objects.about(diseases, signs).exclude(user__in=[user.pk for user in but])
    rows = list(follows.values_list("user_id", "frequency"))
    chosen = choices_among({user for user, _ in rows})
    wanting: dict[int, str] = {}
    for user, own in rows:
        frequency = own or chosen(user, Kind.FOLLOWED)
        if frequency != Frequency.OFF:
            wanting[user] = quicker(own, wanting[user]) if user in wanting else own
    _write_notices(wanting, kind=Kind.FOLLOWED, subject=subject, happened=happened, now=now)


def quicker(one: str, other: str) -> str:
    """Return the quicker of two frequencies; "" (what the kind says, read when mails go out) gives way to a chosen one."""
    return min(one, other, key=lambda each: QUICKEST.index(Frequency(each)) if each else len(QUICKEST))


@transaction.atomic
def _write_notices(
    frequencies: Mapping[int, str], *, kind: Kind, subject: About | None, happened: str, now: datetime
) -> None:
    about, key = subject or ("", None)
    check_known(about, happened)
    told = sorted(one.user_id for one in readable(Whose(user, about, key) for user in frequencies))
    rows = [
        Notice(
            user_id=user,
            kind=kind,
            subject_kind=about,
            subject=key,
            happened=happened,
            frequency=frequencies[user],
            at=now,
        )
        for user in told
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
    _pulse_users(told, now)


def seen(user: User, subject: About, *, now: datetime | None = None) -> int:
    """Mark what an account was told of a subject as read, because it opens it; return how many notices that were."""
    return _mark_read(Notice.objects.about(subject).filter(user=user), user, now or timezone.now())


def seen_all(user: User, kind: str, subjects: Collection[UUID], *, now: datetime) -> int:
    """Do for several subjects of one kind what `seen` does for one, at once."""
    return _mark_read(Notice.objects.filter(user=user, subject_kind=kind, subject__in=subjects), user, now)


def read(*, notice_id: int, by: User, now: datetime) -> Notice:
    """Mark one notice as read and return it; raise DoesNotExist for another's, and for what may not be read any more."""
    notice = Notice.objects.filter(user=by).get(pk=notice_id)
    if notice.whose not in readable([notice.whose]):
        raise Notice.DoesNotExist
    _mark_read(Notice.objects.filter(pk=notice.pk), by, now)
    return notice


def read_all(*, by: User, now: datetime) -> int:
    """Mark all that an account may read as read; return how many notices that were."""
    return _mark_read(Notice.objects.readable_by(by), by, now)


@transaction.atomic
def _mark_read(notices: QuerySet[Notice], by: User, now: datetime) -> int:
    marked = notices.filter(read_at=None).update(read_at=now)
    if marked:
        _pulse_users([by.pk], now)
    return marked


@transaction.atomic
def withdraw(subject: About, *, now: datetime | None = None) -> int:
    """Delete what anybody was told of a subject that nobody may read any more; return how many notices that were."""
    now = now or timezone.now()
    about = Notice.objects.about(subject)
    users = sorted(set(about.unread().values_list("user_id", flat=True)))
    deleted, _ = about.delete()
    pulse(subject=subject, users=(), now=now)  # open streams of the subject end
    _pulse_users(users, now)
    return deleted


@transaction.atomic
def take_back(subject: About, happened: Collection[str], *, now: datetime) -> None:
    """Delete what asked for something that is done: nobody has to read any more that it waits."""
    asked = Notice.objects.about(subject).filter(happened__in=happened)
    users = sorted(set(asked.unread().values_list("user_id", flat=True)))
    asked.delete()
    _pulse_users(users, now)


@transaction.atomic
def pulse(*, subject: About | None, users: Iterable[User], now: datetime) -> None:
    """Let open streams know, when this transaction is over, that a subject has changed, or what these accounts have unread."""
    if subject:
        Pulse.objects.create(subject_kind=subject[0], subject=subject[1], at=now)
    _pulse_users([user.pk for user in users], now)


def _pulse_users(users: Iterable[int], now: datetime) -> None:
    Pulse.objects.bulk_create([Pulse(user_id=user, at=now) for user in users], batch_size=BATCH)


def prune(now: datetime) -> int:
    """Delete what is past keeping, a bounded part of it at a time; return how many rows that were."""
    notices = Notice.objects.order_by()
    ended = (
        notices.filter(read_at__lte=now - READ_KEPT),
        notices.filter(read_at=None, at__lte=now - UNREAD_KEPT),
        Pulse.objects.order_by().filter(at__lte=now - PULSES_KEPT),
    )
    return sum(_delete_some(rows) for rows in ended)


def _delete_some(rows: QuerySet) -> int:
    keys = list(rows.values_list("pk", flat=True)[: 5 * BATCH])
    return rows.model._default_manager.filter(pk__in=keys).delete()[0] if keys else 0

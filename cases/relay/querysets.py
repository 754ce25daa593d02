"""What is read of the way back: the advice, whom it went to, and what became of it."""

from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import Reader
from cases.models import Case, Outcome, RelayLink, Reply, Synthesis


def syntheses_for(case: Case, *, is_liaison: bool) -> QuerySet[Synthesis]:
    """Return the versions of the advice, the newest first; drafts are the liaison's own until they are ready."""
    versions = case.syntheses.all()
    return versions if is_liaison else versions.filter(is_ready=True)


def last_link(case: Case) -> RelayLink | None:
    return case.links.first()


def outcomes_for(case: Case, reader: Reader) -> QuerySet[Outcome]:
    """Return what was reported, the newest first, to whoever may know where the case stands."""
    if not Case.objects.known_to(reader).filter(pk=case.pk).exists():
        return Outcome.objects.none()
    return case.outcomes.select_related("disease")


def replies_to_choose(case: Case, by: User) -> QuerySet[Reply]:
    """Return the answers that can be named as the one that helped: what colleagues of `by` wrote and all may read."""
    others = case.replies.shown().exclude(author=by)
    return others.select_related("disease").prefetch_related("mentions__named")

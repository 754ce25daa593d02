from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from search.health import sends_changes
from search.models import NAME_LIMIT, PARAMS_LIMIT, SavedSearch
from search.moments import whole_second
from search.query import SearchQuery, clean
from search.querysets import lag
from search.saved.questions import name_for, question_in

SAVED_MOST = 50
FULL = f"You have {SAVED_MOST} saved searches, and more cannot be kept. Delete one that you no longer use."
TOO_LONG = "This search is too long to be saved. Take out some words or filters."
UNREADABLE = "This search can no longer be read. It can only be deleted."


@transaction.atomic
def save_search(*, params: str, name: str, by: User, now: datetime) -> tuple[SavedSearch, bool]:
    """Keep the search of these parameters; return it, and False if `by` had saved the same one before.

    Without a name it is called after what it asks. Raises ValidationError for what cannot be read or kept.
    """
    query = question_in(params)
    kept = query.as_params()
    if len(kept) > PARAMS_LIMIT:
        raise ValidationError({"query": TOO_LONG})
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # one at a time, so that the bound holds
    own = SavedSearch.objects.of(by)
    if same := own.filter(params=kept).first():
        return same, False
    if own.count() >= SAVED_MOST:
        raise ValidationError(FULL)
    name, now = usable_name(clean(name) or name_for(query)), whole_second(now)
    return SavedSearch.objects.create(reader=by, name=name, params=kept, saved_at=now, seen_at=now), True


def rename_search(*, saved_id: int, name: str, by: User) -> None:
    """Raises DoesNotExist for what somebody else saved, as all of these do."""
    saved = SavedSearch.objects.of(by).get(pk=saved_id)
    question_again(saved)
    saved.name = usable_name(name)
    saved.save(update_fields=["name"])


def open_search(*, saved_id: int, by: User, now: datetime | None) -> tuple[SearchQuery, datetime]:
    """Return what it asks and when `by` last opened it; what came before now is no longer new.

    Without `now` nothing is noted. What still waits for the search engine has not been seen.
    """
    saved = SavedSearch.objects.of(by).get(pk=saved_id)
    query, before = question_again(saved), saved.seen_at
    if now is not None:
        saved.seen_at = whole_second(now - lag(now)) if sends_changes() else whole_second(now)
        saved.save(update_fields=["seen_at"])
    return query, before


def delete_search(*, saved_id: int, by: User) -> str:
    """Delete it and return the name it had."""
    saved = SavedSearch.objects.of(by).get(pk=saved_id)
    saved.delete()
    return saved.name


def question_again(saved: SavedSearch) -> SearchQuery:
    try:
        return question_in(saved.params)
    except ValidationError:
        raise ValidationError(UNREADABLE) from None


def usable_name(text: str) -> str:
    name = clean(text)
    if not name:
        raise ValidationError({"name": "Give it a name."})
    if len(name) > NAME_LIMIT:
        raise ValidationError({"name": f"A name has at most {NAME_LIMIT} characters."})
    return name

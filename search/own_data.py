from typing import Any

from accounts.models import User
from common.own_data import rows
from search.models import ReaderVisit, SavedSearch


def own_data(user: User) -> dict[str, Any]:
    return {
        "saved_searches": rows(SavedSearch.objects.of(user), "name", "params", "saved_at", "seen_at"),
        "visits": rows(ReaderVisit.objects.filter(reader=user), "current_at", "previous_at"),
    }

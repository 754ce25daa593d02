from typing import Any

from accounts.models import User
from common.own_data import MOST, rows
from notices.models import Choice, Follow


def own_data(user: User) -> dict[str, Any]:
    follows = Follow.objects.of(user)[:MOST]
    return {
        "notices": rows(Choice.objects.filter(user=user), "kind", "frequency"),
        "follows": [{"code": one.code, "name": one.name, "since": one.since} for one in follows],
    }

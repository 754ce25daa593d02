from typing import Any

from accounts.models import User
from common.own_data import MOST, rows
from notices.models import Choice, Follow, Notice

INBOX = ("kind", "subject_kind", "subject", "happened", "at", "read_at", "mailed_at")


def own_data(user: User) -> dict[str, Any]:
    follows = Follow.objects.of(user)[:MOST]
    return {
        "notices": rows(Choice.objects.filter(user=user), "kind", "frequency"),
        "inbox": rows(Notice.objects.filter(user=user), *INBOX),
        "follows": [
            {"code": one.code, "name": one.name, "since": one.since, "frequency": one.frequency} for one in follows
        ],
    }

"""What an account was told: its own list, and nobody else's."""

from django.utils import timezone

from notices.actions import tell
from notices.models import Kind, Notice
from tests.contract.role_doors.visitors import API, refused
from tests.factories.accounts import UserFactory


def own_notices(read, mark):
    """Try both with a notice of the visitor's, and with another's."""

    def told(who, own):
        user = who.user if own else UserFactory()
        tell(users=[user], kind=Kind.FOLLOWED, subject=None, happened="news", now=timezone.now())
        return Notice.objects.get(user=user)

    def reads(who, own):
        return None if own and who.user is None else read(who, told(who, own))

    def marks(who, own):
        if own and who.user is None:
            return None
        notice = told(who, own)
        answer = mark(who, notice)
        worked = Notice.objects.filter(pk=notice.pk, read_at__isnull=False).exists()
        return worked or refused(answer)

    return {"R": reads, "U": marks}


def inbox_page(who, notice):
    answer = who.client.get("/inbox/")
    return notice in answer.context["listing"] if answer.status_code == 200 else refused(answer)


def mark_on_page(who, notice):
    return who.client.post(f"/inbox/{notice.pk}/read/")


def inbox_by_api(who, notice):
    answer = who.client.get(f"{API}/me/inbox")
    if answer.status_code != 200:
        return refused(answer)
    return notice.pk in [row["id"] for row in answer.json()["items"]]


def mark_by_api(who, notice):
    return who.client.post(f"{API}/me/inbox/{notice.pk}/read")

"""The audit log and the events of one account."""

from accounts.events import log
from audit.actions import record
from audit.kinds import Action, Area
from audit.models import Event
from tests.contract.role_doors.visitors import API, refused
from tests.factories.accounts import UserFactory


def happened(area):
    record(Action.PAGE_PUBLISHED if area == Area.CONTENT else Action.ROLE_GIVEN, area=area, actor=None)


def log_by_api(area):
    def attempt(who, own):
        if own:
            return None
        happened(area)
        answer = who.client.get(f"{API}/audit/events")
        return (
            any(row["area"] == area for row in answer.json()["items"]) if answer.status_code == 200 else refused(answer)
        )

    return {"R": attempt}


def log_in_admin(area):
    def attempt(who, own):
        if own:
            return None
        happened(area)
        answer = who.client.get("/admin/audit/")
        if answer.status_code != 200:
            return refused(answer)
        return any(row.area == area for row in answer.context_data["object_list"])

    def never(who, own):
        happened(area)
        before = list(Event.objects.order_by("number").values())
        for name in ("create/", "edit/1/", "delete/1/", "1/", "inspect/1/"):
            refused(who.client.post(f"/admin/audit/{name}", {"action": "page_deleted"}))
        return list(Event.objects.order_by("number").values())[: len(before)] != before

    return {"R": attempt, "never": never}


def own_events(read):
    """The list of one's own account holds what concerns it, and nothing of anybody else's."""

    def attempt(who, own):
        if own and who.user is None:
            return None
        log(Action.KEYS_ROTATED, by=None, owner=who.user if own else UserFactory())
        return read(who)

    return {"R": attempt}


def events_on_page(who):
    answer = who.client.get("/accounts/events/")
    if answer.status_code != 200:
        return refused(answer)
    return any(row.action == Action.KEYS_ROTATED for row in answer.context["rows"])


def events_by_api(who):
    answer = who.client.get(f"{API}/me/events")
    if answer.status_code != 200:
        return refused(answer)
    return any(row["action"] == "keys_rotated" for row in answer.json()["items"])

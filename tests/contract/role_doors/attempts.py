"""Which attempt stands for which letter: for each object and door of the matrix."""

from audit.kinds import Area
from common.audience import Audience
from content.models import ArticlePage, ResourcePage
from tests.contract.role_doors.administration import (
    change_group,
    create_token,
    create_user,
    delete_user,
    read_site,
    read_token,
    read_user,
    revoke_token,
    update_site,
    update_user,
)
from tests.contract.role_doors.case_attempts import ATTEMPTS_ON_CASES
from tests.contract.role_doors.content import (
    PageDoors,
    content_address,
    members_article,
    page_address,
    public_kinds,
    reads,
)
from tests.contract.role_doors.events import events_by_api, events_on_page, log_by_api, log_in_admin, own_events
from tests.contract.role_doors.membership import at_the_desk, open_vault, own_vault, sees_colleague
from tests.contract.role_doors.notices import inbox_by_api, inbox_page, mark_by_api, mark_on_page, own_notices
from tests.contract.role_doors.visitors import API, Attempt, shows
from tests.contract.role_doors.voting import (
    ballots,
    create_poll,
    delete_poll,
    poll,
    poll_page,
    read_poll,
    result_of_api,
    result_on_page,
    update_poll,
    vote_by_api,
    vote_on_page,
)

CLOSED_POLL = {"closed": True}
OPEN_POLL: dict[str, object] = {}
DRAFT = PageDoors(Audience.PUBLIC, live=False, model=ArticlePage)
RESOURCE_DRAFT = PageDoors(Audience.PUBLIC, live=False, model=ResourcePage)
ATTEMPTS: dict[tuple[str, str], dict[str, Attempt]] = {
    ("Public disease page, article, video, resource", "page"): reads(public_kinds, page_address),
    ("Public disease page, article, video, resource", "API"): reads(public_kinds, content_address),
    ("Public disease page, article, video, resource", "admin"): PageDoors(Audience.PUBLIC, live=True).letters(),
    ("Members’ article", "page"): reads(members_article, page_address),
    ("Members’ article", "API"): reads(members_article, content_address),
    ("Members’ article", "admin"): PageDoors(Audience.MEMBERS, live=True, model=ArticlePage).letters(),
    ("Members’ poll", "page"): {
        "R": lambda who, own: None if own else shows(who.client.get(poll_page(poll(question="Wombat?"))), "Wombat?")
    },
    ("Members’ poll", "API"): read_poll(f"{API}/polls/"),
    ("Members’ poll", "admin"): {"C": create_poll, "U": update_poll, "D": delete_poll},
    ("Result of a closed members’ poll", "page"): {"R": result_on_page(CLOSED_POLL)},
    ("Result of a closed members’ poll", "API"): {"R": result_of_api(CLOSED_POLL)},
    ("Result of an open poll, before one’s own vote", "page"): {"R": result_on_page(OPEN_POLL)},
    ("Result of an open poll, before one’s own vote", "API"): {"R": result_of_api(OPEN_POLL)},
    ("Single ballot", "page"): ballots(vote_on_page),
    ("Single ballot", "API"): ballots(vote_by_api),
    ("Article in workflow", "page"): DRAFT.from_outside(page_address),
    ("Article in workflow", "API"): DRAFT.from_outside(content_address),
    ("Article in workflow", "admin"): DRAFT.letters(),
    ("Resource in workflow", "page"): RESOURCE_DRAFT.from_outside(page_address),
    ("Resource in workflow", "API"): RESOURCE_DRAFT.from_outside(content_address),
    ("Resource in workflow", "admin"): RESOURCE_DRAFT.letters(),
    ("Application for membership, at the desk", "admin"): {"R": at_the_desk},
    ("Identity vault: one’s own", "page"): own_vault(lambda who: who.client.post("/accounts/export/")),
    ("Identity vault: one’s own", "API"): own_vault(lambda who: who.client.get(f"{API}/me/export")),
    ("Identity vault: an applicant’s", "admin"): {"R": open_vault},
    ("Pseudonym profile", "page"): sees_colleague("/physicians/amber-heron-52/"),
    ("Pseudonym profile", "API"): sees_colleague(f"{API}/physicians/amber-heron-52"),
    ("Audit log: content", "API"): log_by_api(Area.CONTENT),
    ("Audit log: content", "admin"): log_in_admin(Area.CONTENT),
    ("Audit log: accounts and membership", "API"): log_by_api(Area.MEMBERSHIP),
    ("Audit log: accounts and membership", "admin"): log_in_admin(Area.MEMBERSHIP),
    ("Events of an account", "page"): own_events(events_on_page),
    ("Events of an account", "API"): own_events(events_by_api),
    ("Notices of an account", "page"): own_notices(inbox_page, mark_on_page),
    ("Notices of an account", "API"): own_notices(inbox_by_api, mark_by_api),
    ("Users and their roles", "admin"): {"C": create_user, "R": read_user, "U": update_user, "D": delete_user},
    ("Groups and single permissions", "admin"): {"never": change_group},
    ("Settings of the site", "admin"): {"R": read_site, "U": update_site},
    ("API tokens", "page"): {"C": create_token, "R": read_token, "D": revoke_token},
    **ATTEMPTS_ON_CASES,
}

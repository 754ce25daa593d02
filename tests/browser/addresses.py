"""Every kind of page by a name, so that a test of the whole site reads as a list."""

from collections.abc import Callable

from tests.factories.content import Library

ADDRESSES: dict[str, Callable[[Library], str]] = {
    "home": lambda library: library.home.url,
    "diseases": lambda library: "/diseases/",
    "diseases, nothing fits": lambda library: "/diseases/?letter=Q",
    "disease, curated": lambda library: library.curated.url,
    "disease, facts only": lambda library: library.facts_only.url,
    "disease, nothing known": lambda library: library.bare.url,
    "articles": lambda library: "/articles/",
    "article": lambda library: library.article.url,
    "article for members": lambda library: library.members_article.url,
    "demonstration": lambda library: library.demonstration.url,
    "research": lambda library: library.research.url,
    "resource": lambda library: library.resource.url,
    "videos": lambda library: "/videos/",
    "video": lambda library: library.video.url,
    "collection": lambda library: library.collection.url,
    "standard page": lambda library: library.standard.url,
    "polls": lambda library: "/polls/",
    "poll, open": lambda library: library.open_poll.get_absolute_url(),
    "poll, closed": lambda library: library.closed_poll.get_absolute_url(),
    "search": lambda library: "/search/?q=tendon",
    "search, saved already": lambda library: "/search/?q=tendon&kind=article",
    "search, everything": lambda library: "/search/",
    "search, nothing found": lambda library: "/search/?q=qqqqqqqqqq&kind=video",
    "search, unreadable": lambda library: "/search/?page=x",
    "not found": lambda library: "/nothing-here/",
    "sign in": lambda library: "/accounts/login/",
    "join": lambda library: "/accounts/signup/",
    "password reset": lambda library: "/accounts/password/reset/",
    "membership, introduction": lambda library: "/membership/",
}
STATUS = {"not found": 404, "search, unreadable": 400}  # all others answer 200
FOR_VISITORS = {"sign in", "join", "password reset", "membership, introduction"}  # a member is sent away from these
SIGNED_IN: dict[str, Callable[[Library], str]] = {
    "own account": lambda library: "/accounts/",
    "own profile": lambda library: "/accounts/profile/",
    "own pseudonym": lambda library: "/accounts/profile/pseudonym/",
    "own follows": lambda library: "/accounts/follows/",
    "own inbox": lambda library: "/inbox/",
    "own notices": lambda library: "/accounts/notices/",
    "own data": lambda library: "/accounts/export/",
    "own end": lambda library: "/accounts/delete/",
    "colleague": lambda library: "/physicians/amber-heron-52/",
    "own address": lambda library: "/accounts/email/",
    "own password": lambda library: "/accounts/password/change/",
    "own events": lambda library: "/accounts/events/",
    "own saved searches": lambda library: "/search/saved/",
    "own second factors": lambda library: "/accounts/2fa/",
    "own passkeys": lambda library: "/accounts/2fa/webauthn/",
    "second factor wanted": lambda library: "/accounts/second-factor/",
    "own sessions": lambda library: "/accounts/sessions/",
    "who are you": lambda library: "/accounts/reauthenticate/",
    "own tokens": lambda library: "/accounts/tokens/",
    "sign out": lambda library: "/accounts/logout/",
    "membership": lambda library: "/membership/",
    "membership, vouch": lambda library: "/membership/vouch/",
}
# Pages that members have left behind: of somebody who begins, and of somebody who has to prove a licence.
BEGINNING: dict[str, Callable[[Library], str]] = {
    "welcome": lambda library: "/accounts/welcome/",
    "membership, none yet": lambda library: "/membership/",
    "membership, country": lambda library: "/membership/details/",
    "membership, details": lambda library: "/membership/details/?country=US",
}
APPLYING: dict[str, Callable[[Library], str]] = {
    "membership, on the way": lambda library: "/membership/",
    "membership, evidence": lambda library: "/membership/evidence/",
    "membership, withdraw": lambda library: "/membership/withdraw/",
}

"""The hub's API, put together: one instance, one default for who may call, one form of error."""

from ninja import NinjaAPI

from accounts.audit_log.api import router as audit_log
from accounts.authentication import Anonymous, SessionAuth, TokenAuth
from accounts.physicians.api import router as physicians
from accounts.profile.api import router as profile
from accounts.verification.api import router as membership
from cases.api import router as cases
from common.problems import register
from content.api import router as content
from hubsite.own_api import router as own
from notices.api import router as notices
from notices.inbox.api import router as inbox
from polls.api import router as polls
from search.api import router as search
from search.saved.api import router as saved_searches
from search.visits.api import router as visits

api = NinjaAPI(
    title="Rare Disease Hub API",
    version="1.0.0",
    description=(
        "Public content needs no sign-in. What is for members needs a session of the site or a token; "
        "to anybody else it answers 404, as if it did not exist. Errors are application/problem+json."
    ),
    urls_namespace="hub_v1",
    auth=[TokenAuth(), SessionAuth(), Anonymous()],
    docs_url="/docs",
    openapi_url="/openapi.json",
)
register(api)
api.add_router("", search)
api.add_router("", saved_searches)
api.add_router("", visits)
api.add_router("", content)
api.add_router("", polls)
api.add_router("", cases)
api.add_router("", membership)
api.add_router("", profile)
api.add_router("", notices)
api.add_router("", inbox)
api.add_router("", own)
api.add_router("", physicians)
api.add_router("", audit_log)

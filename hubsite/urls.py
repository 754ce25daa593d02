from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from accounts import views as account_views
from accounts.audit_log import views as audit_views
from accounts.email_change import views as email_change_views
from accounts.physicians import views as physician_views
from accounts.sessions import views as session_views
from content import outlets
from content import views as content_views
from hubsite import health, metrics, views
from hubsite.api import api
from hubsite.wagtail_api import router as wagtail_api
from notices.streams import views as streams

handler400 = "hubsite.uploads.bad_request"
urlpatterns = [
    path("admin/login/", account_views.admin_login, name="admin_login"),
    path("admin/", include(wagtailadmin_urls)),
    path("accounts/tokens/", account_views.tokens, name="account_tokens"),
    path("accounts/tokens/<int:token_id>/revoke/", account_views.token_revoke, name="account_token_revoke"),
    path("accounts/second-factor/", account_views.second_factor, name="account_second_factor"),
    path("accounts/email/", email_change_views.address, name="account_email"),
    path("accounts/email/cancel/", email_change_views.cancel, name="account_email_cancel_change"),
    path("accounts/email/confirm/<str:text>/", email_change_views.confirm, name="account_email_confirm_change"),
    path("accounts/events/", audit_views.events, name="account_events"),
    path("accounts/sessions/", session_views.sessions, name="account_sessions"),
    path("accounts/sessions/end-others/", session_views.end_others, name="account_sessions_end_others"),
    path("accounts/sessions/<int:session_id>/end/", session_views.end, name="account_session_end"),
    # In place of allauth's, which lets the last second factor go where the role asks for one.
    path("accounts/2fa/webauthn/keys/<int:pk>/remove/", account_views.passkey_remove, name="mfa_remove_webauthn"),
    path("accounts/inactive/", account_views.inactive, name="account_inactive"),
    path("accounts/export/", views.export, name="account_export"),
    path("accounts/delete/", views.deletion, name="account_delete"),
    path("accounts/", include("accounts.profile.urls")),
    path("accounts/", include("notices.urls")),
    path("accounts/", include("allauth.urls")),
    path("inbox/", include("notices.inbox.urls")),
    path("events/", streams.events, name="events"),
    path("physicians/<str:pseudonym>/", physician_views.profile, name="physician"),
    path("api/v2/", wagtail_api.urls),
    path("api/hub/v1/", api.urls),
    path("search/", include("search.urls")),
    path("polls/", include("polls.urls")),
    path("cases/", include("cases.urls")),
    path("membership/", include("accounts.verification.urls")),
    path("media/<path:path>", content_views.media, name="media"),
    path("documents/", include(wagtaildocs_urls)),
    path("videos/<slug:slug>/captions/<slug:language>.vtt", content_views.captions, name="captions"),
    path("robots.txt", outlets.robots),
    path("sitemap.xml", outlets.sitemap_index),
    path("sitemap-<slug:section>.xml", outlets.sitemap, name="sitemap"),
    path("feeds/", outlets.feeds, name="feeds"),
    path("feeds/<slug:name>/", outlets.feed, name="feed"),
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("metrics", metrics.metrics),
    # Wagtail's own sign-in form knows no confirmed addresses and no limit of tries.
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("", include(wagtail_urls)),
]

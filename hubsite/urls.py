from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from accounts import views as account_views
from content import views as content_views
from hubsite import health, metrics
from hubsite.api import api
from hubsite.wagtail_api import router as wagtail_api

urlpatterns = [
    path("admin/login/", account_views.admin_login, name="admin_login"),
    path("admin/", include(wagtailadmin_urls)),
    path("accounts/tokens/", account_views.tokens, name="account_tokens"),
    path("accounts/tokens/<int:token_id>/revoke/", account_views.token_revoke, name="account_token_revoke"),
    path("accounts/", include("allauth.urls")),
    path("api/v2/", wagtail_api.urls),
    path("api/hub/v1/", api.urls),
    path("search/", include("search.urls")),
    path("polls/", include("polls.urls")),
    path("media/<path:path>", content_views.media, name="media"),
    path("documents/", include(wagtaildocs_urls)),
    path("videos/<slug:slug>/captions/<slug:language>.vtt", content_views.captions, name="captions"),
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("metrics", metrics.metrics),
    # Wagtail's own sign-in form knows no confirmed addresses and no limit of tries.
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("", include(wagtail_urls)),
]

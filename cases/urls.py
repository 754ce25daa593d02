"""Addresses of the case forum; the first that fits wins, so that words come before a case's own key."""

from django.urls import include, path

urlpatterns = [
    path("", include("cases.pairing.urls")),
    path("", include("cases.attachments.urls")),
    path("", include("cases.phenopackets.urls")),
    path("", include("cases.desk.urls")),
    path("", include("cases.writing.urls")),
    path("", include("cases.relay.urls")),
    path("", include("cases.thread.urls")),
]

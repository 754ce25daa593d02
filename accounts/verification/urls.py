from django.urls import path

from accounts.verification import views

app_name = "verification"
urlpatterns = [
    path("", views.status, name="status"),
    path("details/", views.details, name="details"),
    path("evidence/", views.evidence, name="evidence"),
    path("renewal/", views.renewal, name="renewal"),
    path("withdraw/", views.withdrawal, name="withdraw"),
    path("vouch/", views.vouching, name="vouch"),
]

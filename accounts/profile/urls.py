from django.urls import path

from accounts.physicians import views as physicians
from accounts.profile import views

urlpatterns = [
    path("", views.overview, name="account_overview"),
    path("welcome/", views.welcome, name="account_welcome"),
    path("profile/", views.profile, name="account_profile"),
    path("profile/pseudonym/", physicians.pseudonym_change, name="account_pseudonym"),
]

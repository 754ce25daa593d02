from django.urls import path

from notices import views

urlpatterns = [
    path("follows/", views.follows, name="account_follows"),
    path("follows/<int:follow_id>/end/", views.follow_end, name="account_unfollow"),
    path("follows/<int:follow_id>/frequency/", views.follow_frequency, name="account_follow_frequency"),
    path("notices/", views.notices, name="account_notices"),
]

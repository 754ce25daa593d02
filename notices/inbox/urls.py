from django.urls import path

from notices.inbox import views

urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("read/", views.mark_all, name="inbox_read_all"),
    path("<int:notice_id>/read/", views.mark, name="inbox_read"),
]

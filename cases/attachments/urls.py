from django.urls import path

from cases.attachments import views

urlpatterns = [
    path("files/<uuid:attachment_id>/", views.file, name="case_file"),
    path("files/<uuid:attachment_id>/caption/", views.caption, name="case_file_caption"),
    path("files/<uuid:attachment_id>/remove/", views.removal, name="case_file_remove"),
    path("files/<uuid:attachment_id>/look/", views.looking, name="case_file_look"),
    path("files/<uuid:attachment_id>/cover/", views.covering, name="case_file_cover"),
    path("<uuid:case_id>/attachments/", views.attachments, name="case_attachments"),
]

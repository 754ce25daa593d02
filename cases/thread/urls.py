from django.urls import path

from cases.thread import buttons, views

urlpatterns = [
    path("", views.index, name="cases"),
    path("<uuid:case_id>/", views.case, name="case"),
    path("<uuid:case_id>/opinion/", buttons.opinion, name="case_opinion"),
    path("<uuid:case_id>/just-read/", buttons.just_read, name="case_just_read"),
    path("<uuid:case_id>/follow/", buttons.follow, name="case_follow"),
    path("<uuid:case_id>/replies/", buttons.reply, name="case_reply"),
    path("<uuid:case_id>/replies/<uuid:reply_id>/answer/", buttons.answer, name="case_answer"),
    path("<uuid:case_id>/replies/<uuid:reply_id>/change/", buttons.change, name="case_reply_change"),
    path("<uuid:case_id>/replies/<uuid:reply_id>/delete/", buttons.delete, name="case_reply_delete"),
    path("<uuid:case_id>/replies/<uuid:reply_id>/helpful/", buttons.helpful, name="case_helpful"),
]

from django.urls import path
from django.urls.resolvers import URLPattern

from cases.writing import asking, steps, views

urlpatterns: list[URLPattern] = [
    path("new/", views.new, name="case_new"),
    path("new/join/", views.join, name="case_join"),
    path("new/start/", views.start, name="case_start"),
    path("mine/", views.mine, name="case_mine"),
    path("signs/", steps.signs, name="case_signs"),
    path("ask/", asking.ask, name="case_ask"),
    path("<uuid:pk>/ask/", asking.ask_write, name="case_ask_write"),
    path("<uuid:pk>/write/", steps.write, name="case_write"),
    path("<uuid:pk>/write/<int:number>/", steps.step, name="case_write_step"),
    path("<uuid:pk>/autosave/", steps.autosave, name="case_autosave"),
    path("<uuid:pk>/status/", views.status, name="case_status"),
    path("<uuid:pk>/consent/", views.consent, name="case_consent"),
    path("<uuid:pk>/treating/", views.treating, name="case_treating"),
    path("<uuid:pk>/correct/", views.correction, name="case_correct"),
    path("<uuid:pk>/withdraw/", views.withdrawal, name="case_withdraw"),
]

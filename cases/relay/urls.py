from django.urls import path

from cases.relay import views

urlpatterns = [
    path("relay/<str:key>/", views.relay_open, name="case_relay_open"),
    path("told/<str:key>/", views.outcome_told, name="case_outcome_told"),
    path("figures/", views.response_times, name="case_figures"),
    path("<uuid:case_id>/lead/", views.lead, name="case_lead"),
    path("<uuid:case_id>/advice/", views.advice, name="case_advice"),
    path("<uuid:case_id>/relay/", views.relay, name="case_relay"),
    path("<uuid:case_id>/outcome/", views.outcome, name="case_outcome"),
    path("<uuid:case_id>/summary/release/", views.summary_release, name="case_summary_release"),
]

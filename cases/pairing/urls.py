from django.urls import path

from cases.pairing import views

urlpatterns = [
    path("offers/", views.offers, name="case_offers"),
    path("offers/return/", views.offers_return, name="case_offers_return"),
    path("offers/<uuid:offer_id>/", views.offer_answer, name="case_offer_answer"),
    path("<uuid:case_id>/take-on/", views.case_take_on, name="case_take_on"),
    path("pairing/", views.pairing_report, name="case_pairing_report"),
]

from django.urls import path

from cases.phenopackets import views

urlpatterns = [
    path("import/", views.importing, name="case_import"),
    path("<uuid:pk>/imported/", views.imported, name="case_imported"),
]

from django.urls import path

from search import views
from search.saved import views as saved

app_name = "search"
urlpatterns = [
    path("", views.page, name="page"),
    path("suggest/", views.suggest, name="suggest"),
    path("saved/", saved.index, name="saved"),
    path("saved/add/", saved.add, name="save"),
    path("saved/<int:saved_id>/", saved.run, name="open_saved"),
    path("saved/<int:saved_id>/new/", saved.run, {"only_new": True}, name="open_new"),
    path("saved/<int:saved_id>/rename/", saved.rename, name="rename_saved"),
    path("saved/<int:saved_id>/delete/", saved.delete, name="delete_saved"),
]

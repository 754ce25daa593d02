"""Polls in the admin: their questions, never their ballots. Counts are shown once a poll has closed."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from polls.forms import PollForm
from polls.models import Poll, State
from polls.permissions import when
from vocabulary.widgets import DiseasesWidget

FEWEST_OPTIONS, MOST_OPTIONS = 2, 12


class PollFilterSet(WagtailFilterSet):
    state = ChoiceFilter(label="State", choices=[(state, state.capitalize()) for state in State], method="in_state")

    class Meta:
        model = Poll
        fields = ("state", "audience")

    def in_state(self, polls: Any, name: str, value: str) -> Any:
        return getattr(polls, value)(timezone.now())


class PollEditView(EditView):
    @method_decorator(transaction.atomic)
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Hold check and saving in one transaction: see PollForm."""
        return super().post(request, *args, **kwargs)


def closing(poll: Poll) -> str:
    return when(poll.closes_at) if poll.closes_at else "Never"


class ReadablePolls:
    """Authors place polls in their articles; of those that open later only editors know."""

    request: HttpRequest

    def get_object_list(self) -> QuerySet[Poll]:
        return Poll.objects.readable_by(self.request.user, timezone.now())


class ChoosePollView(ReadablePolls, ChooseView):
    pass


class ChoosePollResultsView(ReadablePolls, ChooseResultsView):
    pass


class ChosenPollView(SnippetChosenView):
    def get_object(self, pk: Any) -> Poll:
        return Poll.objects.readable_by(self.request.user, timezone.now()).get(pk=pk)


class ChosenPollsView(SnippetChosenMultipleView):
    def get_objects(self, pks: list[Any]) -> QuerySet[Poll]:
        return Poll.objects.readable_by(self.request.user, timezone.now()).filter(pk__in=pks)


class PollChooserViewSet(SnippetChooserViewSet):
    choose_view_class = ChoosePollView
    choose_results_view_class = ChoosePollResultsView
    chosen_view_class = ChosenPollView
    chosen_multiple_view_class = ChosenPollsView


class PollViewSet(SnippetViewSet):
    model = Poll
    icon = "tick-inverse"
    menu_label = "Polls"
    menu_order = 250
    add_to_admin_menu = True
    copy_view_enabled = False  # a copy of an answered poll reads like the poll itself
    search_fields = ("question",)
    search_backend_name = None  # filter the table: polls are not in Wagtail's index
    filterset_class = PollFilterSet
    edit_view_class = PollEditView
    chooser_viewset_class = PollChooserViewSet
    list_display = (
        "question",
        Column("state", label="State", accessor=lambda poll: poll.state(timezone.now()).capitalize()),
        Column("opens_at", label="Opens", accessor=lambda poll: when(poll.opens_at), sort_key="opens_at"),
        Column("closes_at", label="Closes", accessor=closing, sort_key="closes_at"),
        Column("answers", label="Answers, once closed"),
    )
    edit_handler = ObjectList(
        (
            FieldPanel("question"),
            FieldPanel("explanation"),
            InlinePanel("options", label="Answer", heading="Answers", min_num=FEWEST_OPTIONS, max_num=MOST_OPTIONS),
            FieldPanel("offers_not_sure"),
            MultiFieldPanel(
                (FieldRowPanel((FieldPanel("opens_at"), FieldPanel("closes_at"))), FieldPanel("audience")), "Time"
            ),
            FieldPanel("diseases", widget=DiseasesWidget),
            FieldPanel("is_demonstration"),
        ),
        base_form_class=PollForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Poll]:
        return Poll.objects.with_answers_once_closed(timezone.now())


register_snippet(PollViewSet)

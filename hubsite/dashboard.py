"""The first screen of the editors' area: what is due, what readers want curated, what failed."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import RecentEditsPanel

from content.querysets import due_for_review, uncurated_but_read
from content.reads import flush_reads
from search.health import health
from search.querysets import failed_entries
from vocabulary.models import LoadRun

ROWS = 8
READ_DAYS = 90


class DuePanel(Component):
    order = 110
    template_name = "hubsite/admin/due.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"pages": due_for_review(timezone.now().date(), ROWS)}


class WantedPanel(Component):
    order = 120
    template_name = "hubsite/admin/wanted.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        flush_reads()
        since = timezone.now().date().replace(day=1) - timedelta(days=READ_DAYS)
        return {"rows": uncurated_but_read(since, ROWS), "days": READ_DAYS}


class OwnEditsPanel(RecentEditsPanel):
    """What somebody edited last, of their own pages only: who was an editor once may have edited others'."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        user = parent_context["request"].user
        context["last_edits"] = [(at, page) for at, page in context["last_edits"] if page.owner_id == user.pk]
        return context


class FailedPanel(Component):
    order = 130
    template_name = "hubsite/admin/failed.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        runs = LoadRun.objects.filter(outcome=LoadRun.Outcome.FAILED)[:ROWS]
        return {
            "runs": [run for run in runs if is_latest(run)],
            "entries": failed_entries(ROWS),
            "search": health(),
        }


def is_latest(run: LoadRun) -> bool:
    """A failure is shown until the same source was loaded after it."""
    return not LoadRun.objects.filter(source=run.source, started_at__gt=run.started_at).exists()

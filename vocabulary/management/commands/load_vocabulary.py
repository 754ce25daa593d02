from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from vocabulary.actions import Outcome, Plan, load_all, plans
from vocabulary.sources.errors import SourceError
from vocabulary.sources.releases import CASES_FILE, HPO_FROM_PACKAGE, MONDO_FILE, ORPHANET_FILE


class Command(BaseCommand):
    help = "Load diseases, signs, codes and solved cases. Files that are loaded already are passed over."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--hpo",
            default=HPO_FROM_PACKAGE,
            help="Folder with hp.obo and phenotype.hpoa; the default is the package's.",
        )
        parser.add_argument("--orphanet", type=Path, default=ORPHANET_FILE, help="Orphanet's entities, JSON lines.")
        parser.add_argument("--mondo", type=Path, default=MONDO_FILE, help="Mondo's mapping table.")
        parser.add_argument("--cases", type=Path, default=CASES_FILE, help="Solved cases, JSON lines.")

    def handle(self, *args: Any, **options: Any) -> None:
        names = ("hpo", "orphanet", "mondo", "cases")
        try:
            sources = plans(**{name: options[name] for name in names})
            with self._progress() as progress:
                for outcome in load_all(sources=sources, on_progress=bars(progress)):
                    self._say(described(outcome), progress)
        except SourceError as error:
            raise CommandError(str(error)) from error

    def _say(self, text: str, progress: Progress) -> None:
        """Write above the bars where there are bars, so that they don't end up in one line."""
        if progress.disable:
            self.stdout.write(text)
        else:
            progress.console.print(text, markup=False, highlight=False)

    def _progress(self) -> Progress:
        """Draw bars on a terminal only: in a log they would be noise."""
        return Progress(
            TextColumn("{task.description:<28}"), BarColumn(), TimeElapsedColumn(),
            console=Console(), transient=True, disable=not self.stdout.isatty(),
        )  # fmt: skip


def bars(progress: Progress) -> Callable[[Plan], Callable[[int], None]]:
    def bar(plan: Plan) -> Callable[[int], None]:
        task = progress.add_task(str(plan.source.label), total=plan.path.stat().st_size)
        return lambda read: progress.update(task, completed=read)

    return bar


def described(outcome: Outcome) -> str:
    if not outcome.is_changed:
        return f"{outcome.source.label}: nothing changed."
    remark = f" {outcome.message}." if outcome.message else ""
    return f"{outcome.source.label}: {outcome.rows:,} rows loaded.{remark}"

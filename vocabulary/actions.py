"""Loading the vocabulary: one source, one transaction, one `LoadRun`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from vocabulary.loading.cases import load_cases
from vocabulary.loading.hpoa import load_annotations
from vocabulary.loading.mondo import load_mappings
from vocabulary.loading.orphanet import load_entities
from vocabulary.loading.report import Loaded
from vocabulary.loading.signs import load_terms
from vocabulary.models import LoadRun, Source, SourceRelease
from vocabulary.sources import releases
from vocabulary.sources.lines import OnProgress, silent
from vocabulary.sources.releases import Release, checksum_of

LOADER_VERSION = "2"
"""Raised whenever the loaders write other rows from the same files, so that the next run writes them."""

Load = Callable[[Path, OnProgress], Loaded]


@dataclass(frozen=True, slots=True)
class Plan:
    """One source to load. `checksum` covers the plans before it too, since each builds on the rows of those."""

    source: Source
    path: Path
    load: Load
    release: Callable[[Path], Release]


@dataclass(frozen=True, slots=True)
class Outcome:
    source: Source
    is_changed: bool
    rows: int
    message: str


def plans(*, hpo: str, orphanet: Path, mondo: Path, cases: Path) -> tuple[Plan, ...]:
    """Return the sources in the order in which they build on each other.

    HPO's annotations come after Orphanet, whose entries they share, and before Mondo, which adds codes to both.
    """
    folder = releases.hpo_folder(hpo)
    return (
        Plan(Source.HPO, folder / "hp.obo", load_terms, releases.hpo_release),
        Plan(Source.ORPHANET, orphanet, load_entities, releases.orphanet_release),
        Plan(Source.HPOA, folder / "phenotype.hpoa", load_annotations, releases.hpoa_release),
        Plan(Source.MONDO, mondo, load_mappings, releases.mondo_release),
        Plan(Source.CASES, cases, load_cases, releases.cases_release),
    )


def load_all(
    *, sources: tuple[Plan, ...], on_progress: Callable[[Plan], OnProgress] = lambda _: silent
) -> Iterator[Outcome]:
    """Load what changed, source by source. The first that fails stops the rest; those before it are kept."""
    checksum = LOADER_VERSION
    is_changed = False
    for plan in sources:
        started_at = timezone.now()
        try:
            checksum = checksum_of(plan.path, before=[checksum])
            outcome = load_source(plan=plan, checksum=checksum, on_progress=on_progress(plan))
        except Exception as error:
            # After the rollback, or the note would be rolled back too.
            _note(plan.source, LoadRun.Outcome.FAILED, str(error) or type(error).__name__, started_at)
            raise
        result = LoadRun.Outcome.LOADED if outcome.is_changed else LoadRun.Outcome.UNCHANGED
        _note(plan.source, result, outcome.message, started_at)
        is_changed = is_changed or outcome.is_changed
        yield outcome
    if is_changed:
        measure_tables()


@transaction.atomic
def load_source(*, plan: Plan, checksum: str, on_progress: OnProgress = silent) -> Outcome:
    """Load one source, unless the tables hold exactly these files already."""
    held = SourceRelease.objects.filter(source=plan.source).first()
    if held and held.checksum == checksum:
        return Outcome(plan.source, False, held.rows, "")
    release = plan.release(plan.path)
    loaded = plan.load(plan.path, on_progress)
    SourceRelease.objects.update_or_create(
        source=plan.source,
        defaults={
            "version": release.version,
            "released": release.released,
            "licence": release.licence,
            "credit": release.credit,
            "checksum": checksum,
            "rows": loaded.rows,
            "loaded_at": timezone.now(),
        },
    )
    return Outcome(plan.source, True, loaded.rows, "; ".join(loaded.remarks))


def measure_tables() -> None:
    """Let the database count its rows: without that, SQLite guesses, and guesses wrong for joins over the signs."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _note(source: Source, outcome: LoadRun.Outcome, message: str, started_at: datetime) -> None:
    LoadRun.objects.create(
        source=source, outcome=outcome, message=message[:500], started_at=started_at, finished_at=timezone.now()
    )

"""Mondo's mappings: the codes of other systems, and Mondo's own label where it is another name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from vocabulary.loading.diseases import disease_ids
from vocabulary.loading.names import KnownNames
from vocabulary.loading.report import Loaded
from vocabulary.loading.rows import delete_rows, insert_rows
from vocabulary.models import CrossReference, DiseaseName, Relation, Source, System
from vocabulary.sources.lines import OnProgress
from vocabulary.sources.mondo import MondoMapping, read_mappings


def load_mappings(path: Path, on_progress: OnProgress) -> Loaded:
    """Replace all that Mondo states.

    A class belongs to the diseases whose ORPHA codes it names, and only where it names none, to those of its OMIM ids.
    Labels that start with 'obsolete' are kept, since somebody may type them; `querysets` leaves them out of what is shown.
    """
    delete_rows(DiseaseName, source=Source.MONDO)
    delete_rows(CrossReference, source=Source.MONDO)
    classes: dict[str, list[MondoMapping]] = defaultdict(list)
    for mapping in read_mappings(path, on_progress):
        classes[mapping.mondo].append(mapping)
    targets = _targets(classes)
    codes = dict.fromkeys(row for mondo, diseases in targets.items() for row in _code_rows(classes[mondo], diseases))
    insert_rows(CrossReference, ["disease", "system", "code", "relation", "source"], codes)
    insert_rows(DiseaseName, ["disease", "text", "source"], _name_rows(classes, targets))
    return Loaded(sum(len(classes[mondo]) for mondo in targets))


def _targets(classes: Mapping[str, list[MondoMapping]]) -> dict[str, list[int]]:
    """Return the diseases of each class; a class that means none of ours is left out."""
    ids = disease_ids()
    found = {}
    for mondo, mappings in classes.items():
        for system in (System.ORPHA, System.OMIM):
            keys = [f"{m.system}:{m.code}" for m in mappings if m.system == system]
            if diseases := list(dict.fromkeys(ids[key] for key in keys if key in ids)):
                found[mondo] = diseases
                break
    return found


def _code_rows(mappings: Iterable[MondoMapping], diseases: Iterable[int]) -> Iterator[tuple[int, str, str, str, str]]:
    codes = [(m.system, m.code) for m in mappings if m.system != System.ORPHA]
    codes += [(System.MONDO.value, m.mondo.removeprefix("MONDO:")) for m in mappings]
    for disease in diseases:
        for system, code in codes:
            yield disease, system, code, Relation.EXACT.value, Source.MONDO.value


def _name_rows(
    classes: Mapping[str, list[MondoMapping]], targets: Mapping[str, list[int]]
) -> Iterator[tuple[int, str, str]]:
    known = KnownNames()
    for mondo, diseases in targets.items():
        label = classes[mondo][0].label
        for disease in diseases:
            if known.take(disease, label):
                yield disease, label, Source.MONDO.value

from collections import defaultdict

from vocabulary.models import Disease, DiseaseName


class KnownNames:
    """The names that each disease has already, so that another source's label is written only where it is new."""

    def __init__(self) -> None:
        self._names: dict[int, set[str]] = defaultdict(set)
        for model, pk, text in ((Disease, "pk", "name"), (DiseaseName, "disease_id", "text")):
            for disease, name in model._default_manager.values_list(pk, text).iterator():
                self._names[disease].add(name.casefold())

    def take(self, disease: int, name: str) -> bool:
        """Tell whether the name is new to the disease, upper or lower case aside, and remember it."""
        folded = name.casefold()
        is_new = folded not in self._names[disease]
        self._names[disease].add(folded)
        return is_new

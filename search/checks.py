"""What would only fail at the first publish or search, said at start."""

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from content.querysets import hub_page_types
from content.representations import FULL, SUMMARY
from search.engines import engine
from search.kinds import kind_labels


@register()
def check_engine(**kwargs: Any) -> list[CheckMessage]:
    try:
        engine()
    except ImproperlyConfigured as error:
        return [Error(str(error), id="search.E001")]
    return []


@register()
def check_page_types(**kwargs: Any) -> list[CheckMessage]:
    """A page type that is listed has to say what the API and the search tell of it."""
    kinds = {model.kind for model in hub_page_types() if model.kind}
    missing = {kind for kind in kinds if not (kind in SUMMARY and kind in FULL and kind in kind_labels())}
    return [
        Error(f"The page kind “{kind}” has no summary, full list or label.", id="search.E002")
        for kind in sorted(missing)
    ]

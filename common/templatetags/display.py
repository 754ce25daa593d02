"""How the site writes numbers, times, icons and page numbers. Plain values in, text out."""

from functools import cache
from typing import Any

from django import template
from django.forms import BoundField
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

NARROW_SPACE = "\u202f"  # does not break, so a number never splits over two lines


@register.filter
def thousands(number: int) -> str:
    """Write 7724 as 7 724, with a narrow space that does not break."""
    return f"{number:,}".replace(",", NARROW_SPACE)


@register.filter
def timecode(seconds: float) -> str:
    """Write 761 as 12:41 and 3725 as 1:02:05, as players do."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


@register.filter
def turn(number: int) -> int:
    """Choose one of the four turns of an avatar's stripes."""
    return number % 4 + 1


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Point to a symbol of components/icons.html; a word always stands beside it."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="#i-{}" /></svg>', name)


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: Context, number: int, last: int, label: str = "Pages", *, parameter: str = "page") -> dict[str, Any]:
    """Link to the pages of a list: the first, the last, two on either side; the rest of the query string stays."""

    def address(page: int | None) -> str:
        asked = context["request"].GET.copy()
        asked[parameter] = str(page)
        return f"?{asked.urlencode()}"

    return {
        "number": number,
        "last": last,
        "previous": address(number - 1),
        "next": address(number + 1),
        "pages": [(page, address(page)) for page in pages_around(number, last)],
        "label": label,
    }


def pages_around(number: int, last: int) -> list[int | None]:
    """Return page numbers with None for each gap: around 10 of 386 gives 1 … 8 9 10 11 12 … 386."""
    shown = sorted({1, last, *range(max(1, number - 2), min(last, number + 2) + 1)})
    pages: list[int | None] = []
    for page in shown:
        if pages and page - (pages[-1] or 0) > 1:
            pages.append(None)
        pages.append(page)
    return pages


@register.filter
def as_input(field: BoundField) -> SafeString:
    """Render a form field's widget with the class of our stylesheet; Django adds the ARIA attributes itself."""
    css = "" if field.widget_type in {"checkbox", "radioselect"} else "input"
    return field.as_widget(attrs={"class": css} if css else None)

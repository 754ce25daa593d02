"""Choosing diseases in the editors' area: 17,000 rows are searched, not listed."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.urls import reverse_lazy

from vocabulary.models import Disease


class DiseasesWidget(forms.SelectMultiple):
    """The chosen diseases as chips, and a field that finds more by name, synonym or code."""

    template_name = "vocabulary/diseases_widget.html"

    class Media:
        js = ("vocabulary/diseases_widget.js",)
        css = {"all": ("vocabulary/diseases_widget.css",)}  # noqa: RUF012  Django's own form of it

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Offer only the chosen rows; the parent class would render every disease there is."""
        context = forms.Widget.get_context(self, name, value, attrs)
        context["widget"]["chosen"] = chosen(value or ())
        context["widget"]["find_url"] = reverse_lazy("find_diseases")
        return context


def chosen(values: Iterable[Any]) -> list[Disease]:
    keys = [value for value in values if str(value).isdigit()]
    return list(Disease.objects.filter(pk__in=keys).order_by("name"))

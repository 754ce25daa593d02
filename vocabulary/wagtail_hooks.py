"""The vocabulary in the editors' admin: to look up, never to change. HPO's licence forbids it, and a load would undo it."""

from typing import Any, ClassVar

from django.contrib.admin import SimpleListFilter
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from wagtail_modeladmin.helpers import DjangoORMSearchHandler
from wagtail_modeladmin.options import ModelAdminGroup, modeladmin_register

from vocabulary.models import CrossReference, Disease, DiseaseSign, Gene, LoadRun, Sign, SourceRelease
from vocabulary.organ_systems import NAMES
from vocabulary.read_only import ReadOnlyAdmin

Rows = QuerySet[Any]


class RowSearch(DjangoORMSearchHandler):
    """Find rows by their disease or sign. The names are looked up first, in their small tables: joined, each of the half
    million rows would be compared."""

    def search_queryset(self, queryset: Rows, search_term: str, **kwargs: Any) -> Rows:
        term = search_term.strip().replace("\x00", "")
        if not term:
            return queryset
        system, _, code = term.rpartition(":")
        diseases = Disease.objects.filter(
            Q(name__icontains=term) | Q(references__system=system.upper(), references__code=code)
        )
        found = Q(disease__in=diseases.values("pk"))
        fields = {field.name for field in queryset.model._meta.get_fields()}
        if "sign" in fields:
            found |= Q(sign__in=Sign.objects.filter(Q(name__icontains=term) | Q(hpo_id__iexact=term)).values("pk"))
        if "code" in fields:
            found |= Q(code__iexact=code)
        return queryset.filter(found)


class OrganSystemFilter(SimpleListFilter):
    title = "organ system"
    parameter_name = "organ_system"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return sorted(NAMES.items(), key=lambda item: item[1])

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        return queryset.filter(system__hpo_id=self.value()) if self.value() else queryset


class DiseaseAdmin(ReadOnlyAdmin):
    model = Disease
    menu_icon = "form"
    list_display = ("name", "key", "kind")
    list_filter = ("is_disorder", "kind")
    search_fields = ("name", "key", "names__text")
    inspect_view_fields: ClassVar[list[str]] = [
        "key", "name", "kind", "names", "references", "parents", "modes", "onsets", "disease_genes", "prevalences",
    ]  # fmt: skip


class GeneAdmin(ReadOnlyAdmin):
    model = Gene
    menu_icon = "code"
    list_display = ("symbol", "hgnc_id")
    search_fields = ("symbol", "hgnc_id")
    inspect_view_fields: ClassVar[list[str]] = ["symbol", "hgnc_id", "disease_genes"]


class SignAdmin(ReadOnlyAdmin):
    model = Sign
    menu_icon = "list-ul"
    list_display = ("name", "hpo_id", "system")
    list_select_related = ("system",)
    list_filter = (OrganSystemFilter,)
    search_fields = ("name", "hpo_id", "names__text", "aliases__hpo_id")
    inspect_view_fields: ClassVar[list[str]] = [
        "hpo_id", "name", "definition", "system", "parents", "names", "aliases", "information",
    ]  # fmt: skip


class DiseaseSignAdmin(ReadOnlyAdmin):
    model = DiseaseSign
    menu_icon = "table"
    menu_label = "Signs of diseases"
    list_display = ("sign", "disease", "source_id", "often", "is_absent", "reference")
    list_select_related = ("disease", "sign")
    list_filter = ("source", "kind", "is_absent")
    ordering = ("pk",)
    search_fields = ("disease", "sign")
    search_handler_class = RowSearch

    def often(self, row: DiseaseSign) -> str:
        """Return the frequency as it stands in the source."""
        if row.patients is not None:
            return f"{row.patients_with}/{row.patients}"
        if row.low is None:
            return ""
        return f"{row.low:g}%" if row.low == row.high else f"{row.low:g}–{row.high:g}%"

    often.short_description = "how often"  # type: ignore[attr-defined]


class CrossReferenceAdmin(ReadOnlyAdmin):
    model = CrossReference
    menu_icon = "link"
    menu_label = "Codes"
    list_display = ("code", "system", "relation", "disease", "source")
    list_select_related = ("disease",)
    list_filter = ("system", "relation", "source")
    ordering = ("pk",)
    search_fields = ("code", "disease")
    search_handler_class = RowSearch


class SourceReleaseAdmin(ReadOnlyAdmin):
    model = SourceRelease
    menu_icon = "download"
    menu_label = "Releases"
    list_display = ("source", "version", "released", "rows", "loaded_at", "licence")


class LoadRunAdmin(ReadOnlyAdmin):
    model = LoadRun
    menu_icon = "history"
    menu_label = "Loads"
    list_display = ("started_at", "source", "outcome", "message")
    list_filter = ("source", "outcome")
    search_fields = ("message",)


@modeladmin_register
class VocabularyGroup(ModelAdminGroup):
    menu_label = "Vocabulary"
    menu_icon = "openquote"
    menu_order = 700
    items = (
        DiseaseAdmin, SignAdmin, DiseaseSignAdmin, GeneAdmin, CrossReferenceAdmin, SourceReleaseAdmin, LoadRunAdmin,
    )  # fmt: skip

from django.conf import settings
from django.db import models
from django.utils import timezone

from common.audience import Audience
from search.saved.querysets import SavedSearchQuerySet

NAME_LIMIT, PARAMS_LIMIT = 80, 2000  # characters of a saved search


STILL_THERE = "still there: "  # an error begins so if the engine did not take out what is no longer open


class SearchEntry(models.Model):
    """Everything a reader can find: index source, list read model and outbox in one table (docs/adr/0003-search-entry.md).

    A row whose `indexed_version` is behind `version` waits for the engine; `deleted` rows are tombstones. `digest` is over
    everything the app said, so that what did not change is neither written nor indexed again.
    """

    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    title_key = models.CharField(
        max_length=120, help_text="The title without accents and signs: the order of lists by name."
    )
    url = models.CharField(max_length=400)
    audience = models.CharField(max_length=10, choices=Audience.choices)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    names = models.JSONField(default=list)  # [[text, kind], …]
    lines = models.JSONField(default=list)  # [[seconds, text], …]
    signs = models.JSONField(default=list)  # [[HPO id, weight], …], ancestors included
    notes = models.JSONField(default=list)
    tags = models.JSONField(default=list)  # the few codes and genes a hit shows
    facets = models.JSONField(default=list)  # [[name, value], …], the same as the rows of SearchFacet
    card = models.TextField(
        default="{}", help_text="The API's summary, already JSON: answers are joined, not serialised."
    )
    language = models.CharField(max_length=8, default="en")
    date = models.DateField(null=True)
    day = models.PositiveIntegerField(
        default=0, help_text="The date as a number, 0 without one: the order of lists by age."
    )
    curated = models.BooleanField(default=False)
    digest = models.CharField(max_length=32)
    version = models.PositiveBigIntegerField(default=1)
    indexed_version = models.PositiveBigIntegerField(default=0)
    deleted = models.BooleanField(default=False)
    error = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0, help_text="How often the engine refused this version.")
    retry_at = models.DateTimeField(null=True, help_text="Not before this is a refused entry sent again.")
    added_at = models.DateTimeField(default=timezone.now, help_text="When it could first be found.")
    changed_at = models.DateTimeField(default=timezone.now, help_text="When this version was written.")

    class Meta:
        verbose_name_plural = "search entries"
        constraints = (
            models.UniqueConstraint(fields=["kind", "key"], name="search_entry_once"),
            models.CheckConstraint(
                condition=models.Q(audience__in=Audience.values), name="search_entry_known_audience"
            ),
        )
        indexes = (
            models.Index(fields=["added_at"], name="search_entry_by_arrival"),
            # The audience comes last, so that a list finds its rows and its total in the index alone.
            models.Index(fields=["kind", "deleted", "title_key", "id", "audience"], name="search_entry_by_title"),
            models.Index(fields=["deleted", "-day", "-id", "kind", "audience"], name="search_entry_by_day"),
            models.Index(fields=["kind", "deleted", "-day", "-id", "audience"], name="search_entry_by_kind_and_day"),
            models.Index(
                fields=["changed_at"],
                condition=models.Q(version__gt=models.F("indexed_version")),
                name="search_entry_pending_since",
            ),
            models.Index(
                fields=["id"],
                condition=models.Q(version__gt=models.F("indexed_version"), error__gt=""),
                name="search_entry_refused",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class SearchFacet(models.Model):
    """One value of one facet of a live entry: `disease` facets carry the primary key of a vocabulary.Disease, `gene` facets
    a symbol. Kind and audience are the entry's, so that counting a value opens no entry.
    """

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=12)
    value = models.CharField(max_length=80)
    kind = models.CharField(max_length=12)
    audience = models.CharField(max_length=10, choices=Audience.choices)

    class Meta:
        indexes = (models.Index(fields=["name", "value", "kind", "audience", "entry"], name="search_facet_by_value"),)

    def __str__(self) -> str:
        return f"{self.name}={self.value}"


class SearchTotal(models.Model):
    """How many live entries there are of a kind and audience, kept by search.actions: a list need not count itself."""

    kind = models.CharField(max_length=12)
    audience = models.CharField(max_length=10, choices=Audience.choices)
    number = models.IntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["kind", "audience"], name="search_total_once"),)

    def __str__(self) -> str:
        return f"{self.number} {self.kind} ({self.audience})"


class SavedSearch(models.Model):
    """A search that a reader keeps: `params` is read by `search.saved.questions`, `seen_at` is when it was last opened.

    Wagtail's reference index stays away, as from ballots: no screen of the editors' area tells who keeps what.
    """

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=NAME_LIMIT)
    params = models.CharField(max_length=PARAMS_LIMIT, blank=True)
    saved_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    wagtail_reference_index_ignore = True
    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "saved searches"
        ordering = ("-saved_at", "-pk")
        constraints = (models.UniqueConstraint(fields=["reader", "params"], name="search_saved_once_a_reader"),)

    def __str__(self) -> str:
        return self.name


class ReaderVisit(models.Model):
    """When a reader was last here, and when the visit before this one ended; None before the second visit."""

    reader = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    current_at = models.DateTimeField()
    previous_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"visit {self.pk}"

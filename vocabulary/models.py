"""Facts about rare diseases as their sources state them. Nothing here is edited by hand: `load_vocabulary` writes it all."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from vocabulary.managers import DiseaseQuerySet, SignQuerySet


class Source(models.TextChoices):
    """Who states a fact. HPOA is a release of its own; the rows that it brings carry HPO, whose word they are."""

    HPO = "hpo", "Human Phenotype Ontology"
    ORPHANET = "orphanet", "Orphanet"
    HPOA = "hpoa", "HPO disease annotations"
    MONDO = "mondo", "Mondo"
    CASES = "cases", "Published solved cases"


class Relation(models.TextChoices):
    """How the other side relates to this disease: `broader` means that the other side covers more.

    `related` stands where Orphanet names a code but has not decided how it relates.
    """

    EXACT = "exact", "exactly the same"
    BROADER = "broader", "broader"
    NARROWER = "narrower", "narrower"
    RELATED = "related", "related, not decided how"


class System(models.TextChoices):
    ORPHA = "ORPHA", "ORPHA"
    OMIM = "OMIM", "OMIM"
    OMIMPS = "OMIMPS", "OMIM phenotypic series"
    MONDO = "MONDO", "Mondo"
    ICD10CM = "ICD10CM", "ICD-10-CM"
    ICD11 = "ICD11", "ICD-11 Foundation"
    MESH = "MESH", "MeSH"
    UMLS = "UMLS", "UMLS"
    GARD = "GARD", "GARD"
    NORD = "NORD", "NORD"


class SourceRelease(models.Model):
    """The release of a source that the tables hold now; its credit line stands on every page that uses it."""

    source = models.CharField(max_length=10, choices=Source.choices, unique=True)
    version = models.CharField(max_length=60)
    released = models.CharField(max_length=20, help_text="As the source writes it: 2025-01-16 or December 2025.")
    licence = models.CharField(max_length=80)
    credit = models.CharField(max_length=300)
    checksum = models.CharField(max_length=64, help_text="SHA-256 over the files and the loader's version.")
    rows = models.PositiveIntegerField()
    loaded_at = models.DateTimeField()

    class Meta:
        ordering = ("source",)

    def __str__(self) -> str:
        return f"{self.get_source_display()} {self.version}"


class LoadRun(models.Model):
    """One attempt to load a source: what the operator asks when something looks wrong."""

    class Outcome(models.TextChoices):
        LOADED = "loaded", "loaded"
        UNCHANGED = "unchanged", "nothing changed"
        FAILED = "failed", "failed"

    source = models.CharField(max_length=10, choices=Source.choices)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    message = models.CharField(max_length=500, blank=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()

    class Meta:
        ordering = ("-started_at",)

    def __str__(self) -> str:
        return f"{self.source} {self.outcome} {self.started_at:%Y-%m-%d %H:%M}"


class Mode(models.Model):
    """A mode of inheritance, worded as Orphanet words it."""

    name = models.CharField(max_length=60, unique=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Onset(models.Model):
    """An age of onset, worded as Orphanet words it; `rank` orders them from before birth to old age."""

    name = models.CharField(max_length=60, unique=True)
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("rank",)

    def __str__(self) -> str:
        return self.name


class Gene(models.Model):
    symbol = models.CharField(max_length=40, unique=True)
    hgnc_id = models.CharField(max_length=12, blank=True, help_text="Number without prefix.")

    class Meta:
        ordering = ("symbol",)

    def __str__(self) -> str:
        return self.symbol


class Disease(models.Model):
    """A disease, subtype or group. An OMIM entry that Orphanet calls exactly the same shares the row with it."""

    key = models.CharField(
        max_length=20, unique=True, help_text="ORPHA:558, or OMIM:154700 where Orphanet has no entry."
    )
    orpha_code = models.PositiveIntegerField(unique=True, null=True, blank=True)
    name = models.CharField(max_length=300, db_index=True)
    kind = models.CharField(max_length=70, help_text="Orphanet's type, or 'OMIM entry'.")
    is_disorder = models.BooleanField(help_text="An Orphanet disorder or subtype: it gets a page.")
    parents = models.ManyToManyField("self", symmetrical=False, related_name="children", blank=True)
    modes = models.ManyToManyField(Mode, related_name="diseases", blank=True)
    onsets = models.ManyToManyField(Onset, related_name="diseases", blank=True)

    objects = DiseaseQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        indexes = (
            models.Index(fields=["name", "id"], condition=Q(is_disorder=True), name="vocabulary_disorder_by_name"),
            models.Index(Lower("name"), name="vocabulary_disease_lower_name"),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.key})"


class DiseaseName(models.Model):
    """Another name of a disease: a synonym, or the label another source gives it."""

    disease = models.ForeignKey(Disease, on_delete=models.CASCADE, related_name="names")
    text = models.CharField(max_length=400)
    source = models.CharField(max_length=10, choices=Source.choices)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["disease", "text", "source"], name="vocabulary_one_name_a_source"),
        )

    def __str__(self) -> str:
        return self.text


class CrossReference(models.Model):
    """A code of this disease in another system. `relation` broader: the code covers more than this disease."""

    disease = models.ForeignKey(Disease, on_delete=models.CASCADE, related_name="references")
    system = models.CharField(max_length=8, choices=System.choices)
    code = models.CharField(max_length=30)
    relation = models.CharField(max_length=8, choices=Relation.choices)
    source = models.CharField(max_length=10, choices=Source.choices)

    class Meta:
        ordering = ("system", "code")
        constraints = (
            models.UniqueConstraint(
                fields=["disease", "system", "code", "source"], name="vocabulary_one_code_a_source"
            ),
        )
        indexes = (models.Index(fields=["system", "code"]),)

    def __str__(self) -> str:
        return f"{self.system}:{self.code}"


class DiseaseLink(models.Model):
    """An Orphanet entry and an OMIM entry with a row of its own: `other` is broader or narrower than `disease`."""

    disease = models.ForeignKey(Disease, on_delete=models.CASCADE, related_name="links")
    other = models.ForeignKey(Disease, on_delete=models.CASCADE, related_name="linked_from")
    relation = models.CharField(max_length=8, choices=Relation.choices)
    source = models.CharField(max_length=10, choices=Source.choices)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["disease", "other", "source"], name="vocabulary_one_link_a_source"),
        )

    def __str__(self) -> str:
        return f"{self.other.key} is {self.relation} than {self.disease.key}"


class DiseaseGene(models.Model):
    disease = models.ForeignKey(Disease, on_delete=models.CASCADE, related_name="disease_genes")
    gene = models.ForeignKey(Gene, on_delete=models.CASCADE, related_name="disease_genes")
    association = models.CharField(max_length=120, help_text="As Orphanet words it.")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["disease", "gene", "association"], name="vocabulary_one_gene_association"),
        )

    def __str__(self) -> str:
        return f"{self.gene} in {self.disease.key}"


class Prevalence(models.Model):
    """One epidemiological row: prevalence at birth, point prevalence, incidence, or a count of cases or families."""

    disease = models.ForeignKey(Disease, on_delete=models.CASCADE, related_name="prevalences")
    kind = models.CharField(max_length=40)
    band = models.CharField(max_length=30, blank=True, help_text="Orphanet's class: 1-9 / 100 000.")
    mean_per_100000 = models.FloatField(null=True, blank=True)
    where = models.CharField(max_length=80)
    reference = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.kind} {self.band} ({self.where})"


class Sign(models.Model):
    """A term of the Human Phenotype Ontology, word for word as released; its licence forbids altering it."""

    hpo_id = models.CharField(max_length=10, unique=True, help_text="HP:0001250")
    name = models.CharField(max_length=300, db_index=True)
    definition = models.TextField(blank=True)
    parents = models.ManyToManyField("self", symmetrical=False, related_name="children", blank=True)
    system = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The organ system it is listed under: the nearest child of 'Phenotypic abnormality', lowest id first.",
    )
    information = models.FloatField(
        default=0,
        db_default=0,
        help_text="Ours, not HPO's: ln(diseases with signs / diseases with this sign or a finer one); 0 if none has it.",
    )

    objects = SignQuerySet.as_manager()

    class Meta:
        ordering = ("hpo_id",)

    def __str__(self) -> str:
        return f"{self.name} ({self.hpo_id})"


class SignName(models.Model):
    sign = models.ForeignKey(Sign, on_delete=models.CASCADE, related_name="names")
    text = models.CharField(max_length=400)
    scope = models.CharField(max_length=10, help_text="EXACT, RELATED, NARROW or BROAD.")
    is_lay = models.BooleanField(help_text="Marked as a layperson's term by HPO.")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.text


class SignAlias(models.Model):
    """An id that is no longer used: an alternative id, or an obsolete one with its replacement."""

    hpo_id = models.CharField(max_length=10, unique=True)
    sign = models.ForeignKey(Sign, on_delete=models.CASCADE, related_name="aliases")

    class Meta:
        verbose_name_plural = "sign aliases"

    def __str__(self) -> str:
        return f"{self.hpo_id} is now {self.sign.hpo_id}"


class DiseaseSign(models.Model):
    """One row of a source: how often a disease shows a sign, or that it does not (`is_absent`).

    The frequency is `patients_with` of `patients` where the source counted, else the band from `low` to `high` in per cent;
    a count fills `low` = `high` = its share too. All four are null where the source says nothing.
    """

    class Kind(models.TextChoices):
        PHENOTYPE = "P", "phenotypic abnormality"
        INHERITANCE = "I", "inheritance"
        COURSE = "C", "clinical course"
        MODIFIER = "M", "clinical modifier"
        HISTORY = "H", "past medical history"

    disease = models.ForeignKey(Disease, on_delete=models.CASCADE, related_name="disease_signs")
    sign = models.ForeignKey(Sign, on_delete=models.CASCADE, related_name="disease_signs")
    source = models.CharField(max_length=10, choices=Source.choices)
    source_id = models.CharField(max_length=20, help_text="The disease as the row names it: OMIM:154700.")
    kind = models.CharField(max_length=1, choices=Kind.choices)
    is_absent = models.BooleanField()
    patients_with = models.PositiveIntegerField(null=True, blank=True)
    patients = models.PositiveIntegerField(null=True, blank=True)
    low = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)
    reference = models.CharField(max_length=500, blank=True, help_text="As the source writes it; several by semicolon.")
    evidence = models.CharField(max_length=3, blank=True)
    onset = models.CharField(max_length=10, blank=True, help_text="HPO id of the onset.")
    sex = models.CharField(max_length=6, blank=True)
    modifier = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.sign.hpo_id} in {self.source_id}"


class SolvedCase(models.Model):
    """A published case whose diagnosis is known: HPO ids present and absent, no free text."""

    case_id = models.CharField(max_length=200, unique=True)
    disease = models.ForeignKey(Disease, null=True, on_delete=models.SET_NULL, related_name="solved_cases")
    omim = models.CharField(max_length=20)
    label = models.CharField(max_length=300)
    pmid = models.CharField(max_length=20, blank=True)
    gene = models.CharField(max_length=40, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    onset = models.CharField(max_length=10, blank=True, help_text="HPO id of the onset.")
    onset_years = models.FloatField(
        null=True, blank=True, help_text="Age at onset, where the source gives it as an age."
    )
    age_years = models.FloatField(null=True, blank=True, help_text="Age when examined.")
    present = models.JSONField(default=list)
    absent = models.JSONField(default=list)

    class Meta:
        ordering = ("case_id",)

    def __str__(self) -> str:
        return self.case_id

"""What the hub knows about one disease, as plain frozen values: the page, the API and the search entry all read these."""

from dataclasses import dataclass

EXACT = "exact"
WIDE_PLACES = ("Worldwide", "Europe")
HOW_RELATED = {
    "broader": "covers more than this entry",
    "narrower": "covers less than this entry",
    "related": "is related to this entry, not decided how",
}


@dataclass(frozen=True, slots=True)
class Code:
    """A code of the disease. `relation` is exact, broader (it covers more than the disease), narrower or related."""

    system: str
    system_label: str
    code: str
    text: str  # OMIM:154700
    relation: str

    @property
    def how_related(self) -> str:
        """Say how a code that is not exact relates to the disease."""
        return HOW_RELATED.get(self.relation, "")


@dataclass(frozen=True, slots=True)
class GeneFact:
    symbol: str
    hgnc_id: str  # number without prefix; empty where the source gives none
    association: str


@dataclass(frozen=True, slots=True)
class GeneGroup:
    """The genes of a disease that do the same in it."""

    words: str  # modifying genes; in the singular for one
    symbols: tuple[str, ...]
    is_causal: bool


@dataclass(frozen=True, slots=True)
class PrevalenceFact:
    """`band` is empty where the source only says that there is no figure (cases or families are known)."""

    kind: str
    band: str  # 1–9 in 100 000, with narrow no-break spaces
    where: str
    reference: str
    mean_per_100000: float | None = None

    @property
    def is_local(self) -> bool:
        """Tell whether the figure is of one country or one population only."""
        return self.where not in WIDE_PLACES

    @property
    def text(self) -> str:
        """Return the figure, with its place where it does not hold beyond it."""
        return f"{self.where}: {self.band}" if self.is_local else self.band


@dataclass(frozen=True, slots=True)
class SignFact:
    """One sign of a disease, pooled over the rows of all sources; see `frequencies.py` for how.

    `low` and `high` are per cent, None where no source says how often. A sign that one source reports and another
    excludes gives two facts, the second with `is_absent`.
    """

    hpo_id: str
    name: str
    system: str  # the organ system as the hub words it: Nervous system
    low: float | None
    high: float | None
    label: str  # Very frequent, 80–99 %; 12 of 30 patients (40 %); 1 of 1 patient; Frequency not stated
    is_absent: bool
    patients_with: int | None
    patients: int | None
    sources: tuple[str, ...]  # Orphanet, PMID:12345678
    also: tuple[str, ...]  # what other rows say differently: Occasional, 5–29 % (Orphanet)
    information: float  # how much the sign tells: 0 for one that every disease has
    weight: float  # expected share of patients, 0 to 1; orders the signs

    @property
    def is_pooled(self) -> bool:
        """Tell whether patients were counted, not merely classed."""
        return self.patients is not None


@dataclass(frozen=True, slots=True)
class GroupFact:
    """A group of diseases, or a broader disease, that this one belongs to in Orphanet's classification."""

    id: int
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class LinkFact:
    """A disease that overlaps with this one: `relation` broader means that the other covers more."""

    id: int
    key: str
    name: str
    relation: str

    @property
    def how_related(self) -> str:
        return HOW_RELATED.get(self.relation, "")


@dataclass(frozen=True, slots=True)
class Credit:
    """The line that a source's licence asks for, with the release that the tables hold."""

    source: str
    name: str
    version: str
    released: str
    licence: str
    text: str


@dataclass(frozen=True, slots=True)
class DiseaseFacts:
    id: int
    key: str
    orpha_code: int | None
    name: str
    kind: str
    synonyms: tuple[str, ...]  # to show: Orphanet's first, then the other sources', none twice
    labels: tuple[str, ...]  # to find by: every other source's name, odd ones ("obsolete ...") too
    codes: tuple[Code, ...]
    inheritance: tuple[str, ...]
    inheritance_note: str  # where Orphanet says only that it cannot say: Not applicable (Orphanet)
    onset: tuple[str, ...]
    onset_unknown: str  # the same for the onset: No data available (Orphanet)
    genes: tuple[GeneFact, ...]  # disease-causing first; a gene with two associations stands here twice
    gene_groups: tuple[GeneGroup, ...]  # the same by what they do, no symbol twice
    subtype_genes: tuple[GeneFact, ...]  # what causes the subtypes, where the disease has no genes of its own
    prevalence: PrevalenceFact | None
    spread: str  # how far the figures beside the headline lie apart; empty where they agree
    prevalences: tuple[PrevalenceFact, ...]
    signs: tuple[SignFact, ...]  # most frequent first, absent ones last
    telling: tuple[SignFact, ...]  # at most fifteen: frequent here and rare elsewhere
    parents: tuple[GroupFact, ...]
    links: tuple[LinkFact, ...]
    hpo_version: str  # shown wherever signs are shown, as HPO's licence asks

    @property
    def exact_codes(self) -> tuple[Code, ...]:
        """Return the codes that mean this disease, no more and no less."""
        return tuple(code for code in self.codes if code.relation == EXACT)

    @property
    def head_codes(self) -> tuple[Code, ...]:
        """Return the exact codes that people write down; an ICD-11 Foundation id is for machines and no ICD-11 code."""
        return tuple(code for code in self.exact_codes if code.system != "ICD11")

    @property
    def near_codes(self) -> tuple[Code, ...]:
        """Return the codes that cover more or less, without those whose own entry is among the links already."""
        linked = {link.key for link in self.links}
        return tuple(code for code in self.codes if code.relation != EXACT and code.text not in linked)

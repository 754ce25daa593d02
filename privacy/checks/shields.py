"""What looks like a finding and is none: citations, codes of catalogues, genetic variants. Only what lies wholly inside is passed over, and never a mail address."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from privacy.checks.windows import Span, spans_of, windows

NAME = r"(?:(?:van|von|de|der|den|du|la|le|di|da|dos|el|al|ter|ten)\s){0,3}(?:[A-Z][\w'’]{0,2})?[A-Z]?[^\W\d_][\w'’-]{1,30}"
CAPITAL_NAME = r"(?:(?:van|von|de|der|den|du|la|le|di|da|dos|el|al|ter|ten)\s){0,3}[A-Z][\w'’-]{1,30}"
AUTHOR = r"(?:(?:van|von|de|der|den|du|la|le|di|da|dos|el|al|ter|ten)\s){0,3}[A-Z][\w'’-]{0,30}[a-z]"
INITIALS = r"[A-Z]{1,3}"
YEAR = r"(?:19|20)\d{2}[a-d]?"
NO_MONTH = r"(?!(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:[a-z]{3,6})?\b)"
JOURNAL = r"(?:[A-Z&][\w.&]{0,20}[\s,:]{1,2}(?:of\s|the\s|and\s|in\s|on\s|for\s){0,2}){1,9}"
PAGES = r"(?:\s?\(\s?[\w .-]{1,12}\))?\s?[:,]\s?(?:pp?\.?\s?)?[eES]?\d{1,7}+(?!\s?(?:[AaPp]\.?[Mm]\b|:\d)|\s(?:[A-Z]{2,3}T|UTC)\b)(?:\s?[-–]\s?[eES]?\d{1,7})?"
VOLUME = rf"{YEAR}(?:\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?(?:\s\d{{1,2}})?)?\s?[;,](?!\s[012]?\d:[0-5]\d(?![\d-]))\s?\d{{1,4}}{PAGES}"

AMINO = "(?:Ala|Arg|Asn|Asp|Cys|Gln|Glu|Gly|His|Ile|Leu|Lys|Met|Phe|Pro|Ser|Thr|Trp|Tyr|Val)"
CODES = re.compile(
    r"\bdoi:?\s?10\.\d{4,9}/\S{1,200}|\b10\.\d{4,9}/[-._;()/:A-Za-z0-9]{3,200}"
    r"|\bhttps?://(?:www\.|dx\.)?(?:doi\.org|pubmed\.ncbi\.nlm\.nih\.gov|(?:www\.)?ncbi\.nlm\.nih\.gov|(?:www\.)?orpha\.net|(?:www\.)?omim\.org|hpo\.jax\.org|gnomad\.broadinstitute\.org|clinicaltrials\.gov|rarediseases\.org|ghr\.nlm\.nih\.gov|medlineplus\.gov|europepmc\.org)[^\s<>\"]{0,300}"
    r"|\b(?:PMC|PMC?IDs?)[\s:#]{0,3}(?:PMC)?\d{4,9}(?:\s?[,;]\s?\d{6,8}){0,10}\b|\bpubmed[\s:]{1,3}(?:id[\s:]{1,2})?\d{4,8}\b"
    r"|\bISBN(?:-1[03])?[\s:]{0,2}[\d -]{9,17}[\dXx]\b|\bISSN[\s:]{0,2}\d{4}-\d{3}[\dXx]\b"
    r"|\b(?:NCT|ISRCTN|ACTRN|EudraCT|CTRI|ChiCTR|UMIN|DRKS|PACTR|EU\s?CT)[\s:#]{0,2}[\d-]{6,16}\b"
    r"|\bEC\s?(?:no\.?\s)?\d{1,2}(?:\.\d{1,3}){1,3}\b|\b(?:HP|MP|GO|EC)[:_]\s?\d[\d.]{1,12}|\b(?:MONDO|DOID|CHEBI|EFO|UBERON|ORPHA(?:NET|code)?|MIM|OMIM|HGNC|UMLS|MESH|MeSH|SNOMED(?:[\s-]?CT)?|SCTID|LOINC|ICD(?:-?1[01]|-?9)?(?:-CM|-O)?|ATC|ClinVar|dbSNP|COSMIC|DECIPHER|LOVD|GARD|NORD|UniProt(?:KB)?|KEGG|RxCUI|DrugBank|CAS|Ensembl|Entrez(?:\sGene)?)\s?(?:ID|no\.?|number|code|variation|entry|Accession)?(?:[\s:#_*(]{1,4}[A-Z]{0,5})?\d[\w.:-]{0,20}"
    r"|\b(?:rs|ss|nsv|esv|COSV|COSM|RCV|SCV|VCV|CA|DB|CVCL_)\d{3,12}(?:\.\d+)?\b|\bENS[A-Z]{0,4}[GTPER]\d{6,15}(?:\.\d{1,3})?\b"
    r"|\b[NXL][MPCGRTW]_\d{4,12}(?:\.\d{1,3})?(?:\([A-Z0-9-]{1,15}\))?(?:\s?:\s?[cgpmn]\.[^\s,;]{1,80})?|\bLRG_\d{1,5}(?:[tp]\d)?\b|\b(?:GSE|GSM|SRR|SRP|PRJNA|EGAS|EGAD|phs|E-MTAB-)\d{3,12}\b"
    r"|\b[cgmnr]\.\(?[*-]?\d[\w.,*+?_=>()\[\];:-]{1,80}|\bp\.[\[(]?[A-Z][A-Za-z]{0,2}\*?\d[\w*=?>()\[\];]{0,60}"
    r"|\b[gG]RCh3[78](?:\.p\d{1,2})?[/:\s]|\b(?:hg19|hg38)\b|\bchr(?:omosome)?\s?(?:\d{1,2}|[XYM]T?)\s?[:-]\s?g?\.?\d[\d,_ -]{2,30}(?:\s?[ACGT]+[>/][ACGT]+)?|\b(?:\d{1,2}|X|Y)-\d{4,9}-[ACGT]{1,20}-[ACGT]{1,20}\b|\b(?:\d{1,2}|X|Y):\d{4,9}(?:[-_]\d{4,9}|\s?[ACGT]+>[ACGT]+)?"
    r"|\barr\s?(?:\[[^\]\s]{1,20}\])?\s?(?:\([^)\s]{1,15}\))?\s?[\dXY]{1,2}[pq][\d.]{1,7}(?:[pq][\d.]{1,7})?\s?\(?[\d,_x -]{5,60}\)?(?:x\d)?"
    r"|\b(?:\d{1,2}|X|Y)[pq](?:ter|cen|\d{1,2}(?:\.\d{1,3})?)(?:[-–]?(?:[pq])?\d{1,2}(?:\.\d{1,3})?)?\b|\b4[4-9],\s?[XY]{1,4}(?:,[^\s;.]{1,60})?"
    r"|\b(?:exon|intron|codon|residue|position|nucleotide|nt|aa|chr|bp)\s?\d{1,9}(?:[_-]\d{1,9})?\b|\b[A-Z]\d{2}(?:\.\d{1,2}[A-Z]?)?(?=\s?\(?ICD|\)|,\s?ICD)"
    rf"|\b{AMINO}\d{{1,4}}(?:{AMINO}|Ter|fs\w*|del|dup|ins|\*|=)"
    r"|\bHLA-[A-Z0-9]{1,5}(?:\*\d{2,3}(?::\d{2,3}){0,3})?|\bCAS\s?(?:no\.?)?\s?\d{2,7}-\d{2}-\d\b",
)
ET_AL = re.compile(
    rf"\b{NAME}(?:\s{INITIALS}\b)?(?:,?\s(?:and|&)\s{CAPITAL_NAME})?(?:,\s{CAPITAL_NAME}(?:\s{INITIALS}\b)?){{0,6}},?\s(?:et\s?al\b\.?|and (?:colleagues|co-?workers|others)\b)(?:\s?[,(]?\s?{YEAR}\)?)?(?:\s?[,.(]\s?(?:{JOURNAL})?{VOLUME})?"
)
YEAR_CITED = re.compile(
    rf"\b{NO_MONTH}{CAPITAL_NAME}(?:,?\s(?:and|&)\s{CAPITAL_NAME})?,?\s\(\s?{YEAR}(?:\s?[;,]\s?{YEAR})*\)|\((?:(?:e\.g\.|see|reviewed (?:in|by)|cf\.?),?\s)?{NO_MONTH}{CAPITAL_NAME}(?:,?\s(?:and|&)\s{CAPITAL_NAME})?,?\s{YEAR}(?:\s?;\s?{CAPITAL_NAME}(?:,?\s(?:and|&)\s{CAPITAL_NAME}|\set al\.?)?,?\s{YEAR})*\)"
)
SURNAME = r"[A-Z][\w'’-]{1,30}"
PLAIN_CITED = re.compile(
    rf"\b{SURNAME}(?:,\s{SURNAME}){{0,4}},?\s(?:&|and)\s{SURNAME},?\s{YEAR}\b|\b(?:[Ss]ee|[Pp]er|[Cc]f\.?|[Rr]ef\.?|[Aa]ccording to|[Aa]fter|[Ff]ollowing)\s{SURNAME},?\s{YEAR}\b"
    r"|\b(?:[A-Z]\w{0,10}\.?\s){1,5}(?:J|Med|Genet|Neurol|Pediatr|Paediatr|Surg|Dis|Res|Rev|Metab|Clin|Biol|Chem|Mutat|Sci|Rep|Acta|Haematol|Immunol|Rheumatol|Cardiol|Nephrol|Dermatol|Ophthalmol|Endocrinol)\.?\s\d{1,4}\s?(?:\(\d{1,3}\))?:\s?[eE]?\d{1,6}(?:-\d{1,6})?"
)
IN_JOURNAL = re.compile(
    rf"\b{AUTHOR}\s{INITIALS}\.?,?\s(?=(?:[\w&]+\.?\s){{0,6}}(?:J|Med|Genet|Neurol|Pediatr|Paediatr|Dis|Rare|Lancet|Nature|Brain|Neurology|BMJ|NEJM|JAMA|Blood|Chest|Gut|Rev|Res|Clin|Am|Eur|Ann|Arch|Br|Int|Mol|Hum)\b)(?:[A-Z&]\w{{0,14}}\.?\s){{1,7}}{YEAR}\b"
)
VOLUME_CITED = re.compile(rf"(?:{JOURNAL})?{VOLUME}")
JOURNAL_CITED = re.compile(
    rf"(?:{JOURNAL}){YEAR}\s?[;:](?!\d\d:\d\d)\s?\d|(?:{JOURNAL})\d{{1,4}}\s?(?:\(\d{{1,3}}\))?\s?[:,]\s?[eE]?\d{{1,6}}(?:-\d{{1,6}})?\s?\({YEAR}\)"
)
AUTHORS = re.compile(
    rf"(?:{AUTHOR}\s{INITIALS}(?:,\s|;\s|,?\s(?:and|&)\s)){{1,20}}(?:{AUTHOR}\s{INITIALS}\b\.?|et al\b\.?)"
)
SOURCE_AFTER = re.compile(rf"{VOLUME}|\bdoi|\bPMID|10\.\d{{4}}/")
REACH = 320
"""Signs after a list of authors within which its journal has to stand: otherwise the list is of people."""


AUTHORITY = re.compile(r"\bet\s?al\b|\band (?:colleagues|co-?workers|others)\b")
A_YEAR = re.compile(r"\b(?:19|20)\d{2}[a-d]?\s?(?:[A-Z][a-z]{2,8}\.?(?:\s\d{1,2})?\s?)?[;,:)]")


PLAIN_ANCHOR = re.compile(r"\s(?:19|20)\d\d\b|\d\)?:\s?[eE]?\d")
SOURCE = re.compile(r"\b(?:19|20)\d{2}[\s;,]|\bdoi|\bPMID|10\.\d{4}/")


class Shields:
    """Spans that are passed over, ordered."""

    def __init__(self, text: str) -> None:
        spans = [found.span() for found in CODES.finditer(text)]
        for start, end in windows(spans_of(A_YEAR, text), text, before=240, after=100):
            for pattern in (YEAR_CITED, VOLUME_CITED, JOURNAL_CITED):
                spans += spans_within(pattern, text, start, end)
        for start, end in windows(spans_of(AUTHORITY, text), text, before=260, after=260):
            spans += spans_within(ET_AL, text, start, end)
        for start, end in windows(spans_of(PLAIN_ANCHOR, text), text, before=140, after=12):
            spans += spans_within(PLAIN_CITED, text, start, end)
            spans += spans_within(IN_JOURNAL, text, start, end)
        if SOURCE.search(text):
            spans += self.authors(text)
        self.spans = joined(spans)
        self.starts = [start for start, _ in self.spans]

    @staticmethod
    def authors(text: str) -> list[Span]:
        """Return lists of authors that a journal follows."""
        return [
            found.span()
            for found in AUTHORS.finditer(text)
            if SOURCE_AFTER.search(text, found.end(), reach(text, found.end()))
        ]

    def cover(self, start: int, end: int) -> bool:
        at = bisect_right(self.starts, start) - 1
        return at >= 0 and self.spans[at][1] >= end

    def touch(self, start: int, end: int) -> bool:
        at = bisect_right(self.starts, end - 1) - 1
        return at >= 0 and self.spans[at][1] > start


def spans_within(pattern: "re.Pattern[str]", text: str, start: int, end: int) -> list[Span]:
    return [found.span() for found in pattern.finditer(text, start, end)]


def reach(text: str, start: int) -> int:
    line = text.find("\n\n", start)
    return min(start + REACH, line if line >= 0 else len(text))


def joined(spans: Sequence[Span]) -> list[Span]:
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result

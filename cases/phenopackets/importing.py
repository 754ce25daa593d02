"""From a phenopacket to a draft, with a report of everything that was not taken as it stood."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from accounts.models import User
from audit.actions import audited
from cases.bands import AgeBand, Onset, Sex
from cases.limits import spend_import
from cases.models import Case, Organisation
from cases.phenopackets.ages import age_band_of, onset_of_age, onset_of_class
from cases.phenopackets.dropping import is_accepted, named_left_out
from cases.phenopackets.reading import read
from cases.phenopackets.schemas import Feature, Phenopacket, Time
from cases.sections import SECTIONS
from cases.writing.actions.saving import save_draft
from cases.writing.actions.starting import check_start, start_case
from cases.writing.fields import SIGNS_MOST
from privacy.findings import blocking, rewrite
from privacy.scanner import scan
from vocabulary.models import CrossReference, Disease, Sign

HPO_ID = re.compile(r"HP:\d{7}")
CODE = re.compile(r"[A-Za-z][A-Za-z0-9.]{0,14}:[A-Za-z0-9_.-]{1,20}")  # to be looked up, never told
# What a report may name: the prefix of a known system and digits, so that no word passes for a code.
KNOWN_CODE = re.compile(
    r"(?:(?:HP|MP|MONDO|UBERON|PATO|GO):\d{7}|(?:ORPHA|OMIM|MIM|DOID|EFO):\d{1,7}"
    r"|(?:orphanet|ordo):(?:Orphanet_)?\d{1,7}|(?:NCIT|UMLS):C\d{1,7})",
    re.ASCII | re.IGNORECASE,
)
LEFT_OUT = "Left out, because a case has no place for it: {what}."
TORN = "{code} is named both as present and as absent; check it. It is taken as neither."
AGE_IS_DATE = "The age is given as a date. A case keeps no dates: choose the age in the form."
ONSET_IS_DATE = "The onset of some signs is given as a date. A case keeps no dates: choose the onset in the form."
NOT_ACCEPTED = "A diagnosis is left out: its interpretation is unsolved, or all its candidates are rejected."
NO_CODE = "an entry without a code"
SEXES = {
    "FEMALE": Sex.FEMALE, "MALE": Sex.MALE, "OTHER_SEX": Sex.OTHER, "UNKNOWN_SEX": Sex.UNTOLD,
    1: Sex.FEMALE, 2: Sex.MALE, 3: Sex.OTHER, 0: Sex.UNTOLD,
}  # fmt: skip


@dataclass
class Report:
    """What became of each part of a file. Codes and sentences of ours only: it holds no word of the file."""

    signs: int = 0
    absent: int = 0
    renamed: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def note(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)


def import_phenopacket(
    *, file: bytes, by: User, now: datetime, organisation: Organisation | None = None
) -> tuple[Case, Report]:
    """Make a draft of a phenopacket; raise ValidationError for what is none, PermissionDenied for who brings no cases.

    Raises TooOften as well. Right, bound and rate come first, and the file is read before anything is locked.
    """
    check_start(by, organisation)
    spend_import(by)
    packet, left_out = read(file)
    report = Report(notes=[LEFT_OUT.format(what=name) for name in [*left_out, *named_left_out(packet)]])
    changes = changes_of(packet, report)
    return keep_draft(changes, by=by, now=now, organisation=organisation), report


@audited
def keep_draft(changes: dict[str, Any], *, by: User, now: datetime, organisation: Organisation | None) -> Case:
    case = start_case(by=by, now=now, organisation=organisation)
    return save_draft(case=case, changes=changes, revision=1, by=by, now=now)


def changes_of(packet: Phenopacket, report: Report) -> dict[str, Any]:
    """Return what the draft says, by field; ids, names, birthdays and points in time are not among it."""
    signs = signs_of(packet, report)
    present = [row["onset"] for row in signs if row["onset"] and not row["is_absent"]]
    texts = texts_of(packet, report)
    return {
        "sex": sex_of(packet, report),
        "age_band": age_of(packet, report),
        "onset": min(present, key=Onset.values.index, default=""),
        "signs": signs,
        **texts,
    }


def sex_of(packet: Phenopacket, report: Report) -> str:
    said = packet.subject.sex if packet.subject else None
    if said is None:
        return ""
    if said not in SEXES:
        report.note("The sex is left out: it is none that a phenopacket knows.")
    return SEXES.get(said, "")


def age_of(packet: Phenopacket, report: Report) -> str:
    time = packet.subject.time_at_last_encounter if packet.subject else None
    if time is None:
        return ""
    band: AgeBand | None = None
    if time.age:
        band = age_band_of(time.age.iso8601duration)
    elif time.age_range:
        band = age_band_of(time.age_range.start.iso8601duration, time.age_range.end.iso8601duration)
    if time.is_date and band is None:
        report.note(AGE_IS_DATE)
    elif band is None:
        report.note("The age is left out: it fits none of our bands.")
    return band or ""


def onset_of(time: Time | None, report: Report) -> str:
    if time is None:
        return ""
    found: Onset | None = None
    if time.ontology_class:
        found = onset_of_class(time.ontology_class.id)
    elif time.age:
        found = onset_of_age(time.age.iso8601duration)
    elif time.age_range:
        found = onset_of_age(time.age_range.start.iso8601duration, time.age_range.end.iso8601duration)
    elif time.gestational_age is not None:
        found = Onset.ANTENATAL
    if found is None and time.is_date:
        report.note(ONSET_IS_DATE)
    elif found is None:
        report.note("The onset of some signs is left out: it fits none of our bands.")
    return found or ""


def signs_of(packet: Phenopacket, report: Report) -> list[dict[str, Any]]:
    """Return the signs that the ontology has, each once. Former ids are followed; what is unknown is reported."""
    known = current_ids(feature.type.id for feature in packet.phenotypic_features)
    rows: dict[str, dict[str, Any]] = {}
    for feature in packet.phenotypic_features:
        current = known.get(feature.type.id)
        if current is None:
            report.unknown.append(code_of(feature.type.id))
            continue
        if current != feature.type.id:
            report.renamed.append(f"{feature.type.id} is now {current}")
        keep(rows, current, feature, report)
    for code in torn_among(packet, known):
        report.note(TORN.format(code=code))
        del rows[code]
    kept = list(rows.values())
    if len(kept) > SIGNS_MOST:
        report.unknown += [row["id"] for row in kept[SIGNS_MOST:]]
        report.note(f"A case takes {SIGNS_MOST} signs. The others are listed with those that we do not know.")
    report.absent = sum(row["is_absent"] for row in kept[:SIGNS_MOST])
    report.signs = len(kept[:SIGNS_MOST]) - report.absent
    return kept[:SIGNS_MOST]


def keep(rows: dict[str, dict[str, Any]], current: str, feature: Feature, report: Report) -> None:
    """Add a sign, the first time that it is named."""
    row = {"id": current, "is_absent": feature.excluded, "onset": onset_of(feature.onset, report)}
    if current not in rows:
        rows[current] = row
    elif rows[current]["is_absent"] == feature.excluded:
        report.note(f"{current} is named more than once and kept once.")


def torn_among(packet: Phenopacket, known: dict[str, str]) -> list[str]:
    """Return the signs that a file names as present and as absent."""
    ways: dict[str, set[bool]] = {}
    for feature in packet.phenotypic_features:
        if feature.type.id in known:
            ways.setdefault(known[feature.type.id], set()).add(feature.excluded)
    return [code for code, said in ways.items() if len(said) > 1]


def current_ids(wanted: Iterable[str]) -> dict[str, str]:
    """Return today's id for each id that is known, also for one that was replaced."""
    ids = {one for one in wanted if HPO_ID.fullmatch(one)}
    former = Sign.objects.filter(aliases__hpo_id__in=ids).values_list("aliases__hpo_id", "hpo_id")
    return dict(former) | {one: one for one in Sign.objects.filter(hpo_id__in=ids).values_list("hpo_id", flat=True)}


def code_of(text: str) -> str:
    """Return a code as it may be shown; anything else in its place could be somebody's words."""
    return text if KNOWN_CODE.fullmatch(text) else NO_CODE


def texts_of(packet: Phenopacket, report: Report) -> dict[str, str]:
    """Return the sections: diseases by name, and what was written freely, through the scanner."""
    made = [one for one in packet.interpretations if one.diagnosis and one.diagnosis.disease]
    if not all(map(is_accepted, made)):
        report.note(NOT_ACCEPTED)
    diagnoses = [one.diagnosis.disease for one in made if is_accepted(one) and one.diagnosis and one.diagnosis.disease]
    thought = [one.term for one in packet.diseases if one.term and not one.excluded] + diagnoses
    excluded = [one.term for one in packet.diseases if one.term and one.excluded]
    written = [one.description for one in packet.phenotypic_features] + [one.summary for one in packet.interpretations]
    names = disease_names(term.id for term in [*thought, *excluded])
    sections = {
        "impression": [names.get(term.id, term.label) for term in thought],
        "excluded": [names.get(term.id, term.label) for term in excluded],
        "story": written,
    }
    return {name: section_of(name, lines, report) for name, lines in sections.items() if any(map(str.strip, lines))}


def section_of(name: str, lines: Iterable[str], report: Report) -> str:
    """Join lines to a text that has a place in a case. What could show who it is is written more generally, and told."""
    most = SECTIONS[name].most
    whole = "\n".join(dict.fromkeys(line.strip() for line in map(writable, lines) if line.strip()))
    text = whole[:most]  # before it is scanned: the scanner takes its time for every letter
    if found := blocking(scan(text)):
        text = rewrite(text, found)
        report.note("Parts of the free text could show who the patient is. They are taken out; read it again.")
    if len(whole) > most or len(text) > most:
        report.note("Free text is cut to what a section of a case can hold.")
    return text[:most]


def writable(text: str) -> str:
    """Return a line without what no text has: halves of characters, and controls."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def disease_names(wanted: Iterable[str]) -> dict[str, str]:
    """Return our names of diseases by the codes that a phenopacket uses for them."""
    keys = {code: spelt(code) for code in wanted if CODE.fullmatch(code)}
    names = dict(Disease.objects.filter(key__in=keys.values()).values_list("key", "name"))
    others = CrossReference.objects.filter(
        code__in=[key.partition(":")[2] for key in keys.values() if key not in names], relation="exact"
    )
    named = {
        f"{system}:{number}": name for system, number, name in others.values_list("system", "code", "disease__name")
    }
    found = named | names
    return {code: found[key] for code, key in keys.items() if key in found}


def spelt(code: str) -> str:
    """Return a code in our spelling: Orphanet's prefix has several, and MONDO's is in capitals."""
    system, _, number = code.partition(":")
    system = system.upper()
    return f"{'ORPHA' if system in {'ORPHANET', 'ORPHA', 'ORDO'} else system}:{number.removeprefix('Orphanet_')}"

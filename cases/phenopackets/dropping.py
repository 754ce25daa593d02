"""What a phenopacket names and a case has no place for, so that its owner is told of each."""

from collections.abc import Iterator

from cases.phenopackets.schemas import Interpretation, Phenopacket

# As names, and as the numbers that protobuf also writes.
NOT_SOLVED = frozenset({"UNSOLVED", "REJECTED", 4})
REJECTED = frozenset({"REJECTED", 1})


def named_left_out(packet: Phenopacket) -> list[str]:
    return list(dict.fromkeys([*of_signs(packet), *of_diseases(packet), *of_subject(packet)]))


def of_signs(packet: Phenopacket) -> Iterator[str]:
    for name, what in (
        ("severity", "severities of signs"),
        ("modifiers", "modifiers of signs"),
        ("resolution", "times when signs went away"),
    ):
        if any(getattr(feature, name) for feature in packet.phenotypic_features):
            yield what


def of_diseases(packet: Phenopacket) -> Iterator[str]:
    for name, what in (
        ("onset", "onsets of diseases"),
        ("resolution", "times when diseases went away"),
        ("disease_stage", "stages of diseases"),
    ):
        if any(getattr(disease, name) for disease in packet.diseases):
            yield what
    if any(one.diagnosis and one.diagnosis.genomic_interpretations for one in packet.interpretations):
        yield "variants and genes"


def of_subject(packet: Phenopacket) -> Iterator[str]:
    if packet.subject and packet.subject.vital_status:
        yield "vital status, that is whether the patient lives"
    if packet.subject and packet.subject.date_of_birth:
        yield "date of birth"


def is_accepted(interpretation: Interpretation) -> bool:
    """Say whether a diagnosis still stands: it is not unsolved, and not all of its candidates are rejected."""
    candidates = interpretation.diagnosis.genomic_interpretations if interpretation.diagnosis else []
    is_rejected = bool(candidates) and all(one.interpretation_status in REJECTED for one in candidates)
    return interpretation.progress_status not in NOT_SOLVED and not is_rejected

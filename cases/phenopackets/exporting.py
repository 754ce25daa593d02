"""An open case as a phenopacket: signs, bands and the versions of what names them; no text, no date, no way back."""

import uuid
from datetime import datetime
from typing import Any

from cases.bands import Onset, Sex
from cases.models import Case, CaseSign
from cases.phenopackets.ages import SPANS
from vocabulary.models import Source, SourceRelease

SEXES = {Sex.FEMALE: "FEMALE", Sex.MALE: "MALE", Sex.OTHER: "OTHER_SEX", Sex.UNTOLD: "UNKNOWN_SEX"}
SCHEMA_VERSION = "2.0"
# HPO's own names of the classes; ours are for families.
ONSET_LABELS = {
    Onset.ANTENATAL: "Antenatal onset",
    Onset.NEONATAL: "Neonatal onset",
    Onset.INFANTILE: "Infantile onset",
    Onset.CHILDHOOD: "Childhood onset",
    Onset.JUVENILE: "Juvenile onset",
    Onset.YOUNG_ADULT: "Young adult onset",
    Onset.MIDDLE_AGE: "Middle age onset",
    Onset.LATE: "Late onset",
}


def phenopacket_of(case: Case, *, now: datetime) -> dict[str, Any]:
    """Return a case in version 2 of the schema. Its ids are random and new each time; `created` is when it was asked for."""
    return {
        "id": str(uuid.uuid4()),
        "subject": subject_of(case),
        "phenotypicFeatures": [feature_of(row) for row in case.signs.select_related("sign")],
        "metaData": {
            "created": f"{now:%Y-%m-%dT%H:%M:%SZ}",
            "createdBy": "Rare Disease Hub",
            "resources": resources(),
            "phenopacketSchemaVersion": SCHEMA_VERSION,
        },
    }


def subject_of(case: Case) -> dict[str, Any]:
    subject: dict[str, Any] = {"id": str(uuid.uuid4())}
    if case.age_band:
        span = SPANS[case.age_band]
        start, end = {"iso8601duration": span.start}, {"iso8601duration": span.end}
        subject["timeAtLastEncounter"] = {"ageRange": {"start": start, "end": end}}
    if case.sex:
        subject["sex"] = SEXES[Sex(case.sex)]
    return subject


def feature_of(row: CaseSign) -> dict[str, Any]:
    feature: dict[str, Any] = {"type": {"id": row.sign.hpo_id, "label": row.sign.name}}
    if row.is_absent:
        feature["excluded"] = True
    if row.onset:
        feature["onset"] = {"ontologyClass": {"id": row.onset, "label": ONSET_LABELS[Onset(row.onset)]}}
    return feature


def resources() -> list[dict[str, str]]:
    version = SourceRelease.objects.filter(source=Source.HPO).values_list("version", flat=True).first()
    return [
        {
            "id": "hp",
            "name": "human phenotype ontology",
            "url": "http://purl.obolibrary.org/obo/hp.owl",
            "version": version or "unknown",
            "namespacePrefix": "HP",
            "iriPrefix": "http://purl.obolibrary.org/obo/HP_",
        }
    ]

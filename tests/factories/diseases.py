"""Diseases with everything a page can show of them; what a source says is set down as its rows."""

from vocabulary.models import (
    CrossReference,
    Disease,
    DiseaseGene,
    DiseaseName,
    DiseaseSign,
    Gene,
    Mode,
    Onset,
    Prevalence,
    Sign,
    Source,
)

SIGNS = [
    # HPO id, name, system, low, high, absent
    ("HP:0001118", "Juvenile cataract", "HP:0000478", 80, 99, False),
    ("HP:0001251", "Ataxia", "HP:0000707", 30, 79, False),
    ("HP:0001300", "Parkinsonism", "HP:0000707", 5, 29, False),
    ("HP:0002028", "Chronic diarrhea", "HP:0025031", None, None, False),
    ("HP:0000256", "Macrocephaly", "HP:0000152", 0, 0, True),
]
SYSTEMS = {
    "HP:0000478": "Abnormality of the eye",
    "HP:0000707": "Abnormality of the nervous system",
    "HP:0025031": "Abnormality of the digestive system",
    "HP:0000152": "Abnormality of head or neck",
}


def make_bare_disease(name: str, orpha_code: int) -> Disease:
    """Return a disease of which nothing is known but its name and code."""
    return Disease.objects.create(
        key=f"ORPHA:{orpha_code}", orpha_code=orpha_code, name=name, kind="Disease", is_disorder=True
    )


def make_disease(name: str = "Cerebrotendinous xanthomatosis", orpha_code: int = 909) -> Disease:
    disease = make_bare_disease(name, orpha_code)
    for text in ("CTX", "Sterol 27-hydroxylase deficiency", *(f"Old name {n}" for n in range(1, 7))):
        DiseaseName.objects.create(disease=disease, text=text, source=Source.ORPHANET)
    for system, relation in (("OMIM", "exact"), ("MONDO", "exact"), ("ICD10CM", "broader")):
        CrossReference.objects.create(
            disease=disease, system=system, code=str(orpha_code), relation=relation, source=Source.ORPHANET
        )
    for symbol in ("CYP27A1", "FBN1"):
        gene, _ = Gene.objects.get_or_create(symbol=symbol, defaults={"hgnc_id": "2605"})
        DiseaseGene.objects.create(disease=disease, gene=gene, association="Disease-causing germline mutation(s) in")
    for where in ("Worldwide", "Europe"):
        Prevalence.objects.create(
            disease=disease, kind="Point prevalence", band="1-9 / 100 000", where=where, reference="PMID"
        )
    disease.modes.add(Mode.objects.get_or_create(name="Autosomal recessive")[0])
    disease.onsets.add(Onset.objects.get_or_create(name="Infancy", defaults={"rank": 2})[0])
    disease.parents.add(make_group())
    add_signs(disease)
    return disease


def make_group() -> Disease:
    return Disease.objects.get_or_create(
        key="ORPHA:79213",
        defaults={"orpha_code": 79213, "name": "Lipid storage disease", "kind": "Category", "is_disorder": False},
    )[0]


def add_signs(disease: Disease) -> None:
    for hpo_id, name, system_id, low, high, is_absent in SIGNS:
        system, _ = Sign.objects.get_or_create(hpo_id=system_id, defaults={"name": SYSTEMS[system_id]})
        sign, _ = Sign.objects.get_or_create(hpo_id=hpo_id, defaults={"name": name, "system": system})
        DiseaseSign.objects.create(
            disease=disease, sign=sign, source=Source.ORPHANET, source_id=disease.key, kind="P",
            is_absent=is_absent, low=low, high=high,
        )  # fmt: skip

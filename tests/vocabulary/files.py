"""Source files of a dozen lines, written anew for each test, that show every case the loaders know."""

import gzip
import json
from dataclasses import dataclass
from pathlib import Path

from vocabulary.actions import Outcome, load_all, plans

OBO = """format-version: 1.2
data-version: hp/releases/2025-01-16

[Term]
id: HP:0000001
name: All

[Term]
id: HP:0000118
name: Phenotypic abnormality
is_a: HP:0000001 ! All

[Term]
id: HP:0000478
name: Abnormality of the eye
is_a: HP:0000118 ! Phenotypic abnormality

[Term]
id: HP:0000707
name: Abnormality of the nervous system
is_a: HP:0000118 ! Phenotypic abnormality

[Term]
id: HP:0001250
name: Seizure
alt_id: HP:0001275
def: "A \\"fit\\", as people say." [PMID:1]
synonym: "Epilepsy" RELATED layperson []
synonym: "Seizures" EXACT plural_form []
is_a: HP:0000707 ! Abnormality of the nervous system

[Term]
id: HP:0001118
name: Juvenile cataract
is_a: HP:0000478 ! Abnormality of the eye

[Term]
id: HP:0000006
name: Autosomal dominant inheritance
is_a: HP:0000001 ! All

[Term]
id: HP:0000057
name: obsolete Fit
is_obsolete: true
replaced_by: HP:0001250

[Typedef]
id: part_of
name: part of
"""
COLUMNS = (
    "database_id\tdisease_name\tqualifier\thpo_id\treference\tevidence\t"
    "onset\tfrequency\tsex\tmodifier\taspect\tbiocuration"
)
HPOA_TOP = ['#description: "HPO annotations [3: OMIM; 1: DECIPHER; 2 ORPHANET]"', "#version: 2025-01-16", COLUMNS]
HPOA_ROWS = [
    ("OMIM:213700", "Cholestanol storage disease", "", "HP:0001250", "PMID:1", "12/30", "P"),
    ("OMIM:213700", "Cholestanol storage disease", "", "HP:0000006", "OMIM:213700", "", "I"),
    ("OMIM:154700", "Marfan syndrome, OMIM", "", "HP:0000057", "PMID:2", "45%", "P"),
    ("OMIM:100001", "Known to OMIM only", "NOT", "HP:0001118", "PMID:3", "", "P"),
    ("ORPHA:909", "Cerebrotendinous xanthomatosis", "", "HP:0001118", "ORPHA:909", "HP:0040282", "P"),
    ("ORPHA:77777", "Withdrawn by Orphanet", "", "HP:0001118", "ORPHA:77777", "HP:0040281", "P"),
    ("DECIPHER:16", "22q11 deletion", "", "HP:0001250", "DECIPHER:16", "", "P"),
]
ORPHANET = [
    {
        "orpha": "909", "name": "Cerebrotendinous xanthomatosis", "type": "Disease",
        "synonyms": ["CTX", "Sterol 27-hydroxylase deficiency"], "parents": ["79213", "1"], "omim": [["213700", "exact"]],
        "inheritance": ["Autosomal recessive"], "onset": ["Infancy", "Neonatal"],
        "genes": [{"symbol": "CYP27A1", "hgnc": "2605", "association": "Disease-causing germline mutation(s) in"}],
        "prevalence": [{
            "type": "Point prevalence", "class": "1-9 / 1 000 000", "mean_per_100000": None, "where": "Worldwide",
            "source": "20301510[PMID]",
        }],
        "signs": [["HP:0001118", "80-99"], ["HP:0001275", "0"], ["HP:9999999", "1-4"]],
    },
    {"orpha": "558", "name": "Marfan syndrome", "type": "Disease",
     "omim": [["154700", "orpha_broader"], ["610168", "orpha_narrower"], ["600000", "other"]]},
    {"orpha": "79213", "name": "Lipid storage disease", "type": "Category"},
]  # fmt: skip
MONDO = [
    ("MONDO:0008948", "obsolete cerebrotendinous disease", "ORPHA", "909"),
    ("MONDO:0008948", "obsolete cerebrotendinous disease", "ICD10CM", "E75.5"),
    ("MONDO:0000002", "marfan SYNDROME", "ORPHA", "558"),
    ("MONDO:0000002", "marfan SYNDROME", "OMIM", "154700"),
    ("MONDO:0000003", "known by its OMIM id", "OMIM", "100001"),
    ("MONDO:0000004", "known to nobody else", "MESH", "D000001"),
]
CASES = [
    {"id": "case-1", "hpo": ["HP:0000057", "HP:0001118"], "no": ["HP:9999999"], "sex": "F", "onset": "HP:0003577",
     "age": 4.5, "disease": "OMIM:213700", "label": "CTX", "pmid": "PMID:1", "gene": "CYP27A1"},
    {"id": "case-2", "hpo": ["HP:0001250"], "no": [], "sex": None, "onset": 12.0, "age": None,
     "disease": "OMIM:999999", "label": "Newer than HPO", "pmid": None, "gene": None},
]  # fmt: skip


@dataclass
class Files:
    """The five files in one folder. Each `write_*` replaces one; without an argument, with what is above."""

    folder: Path

    @property
    def obo(self) -> Path:
        return self.folder / "hp.obo"

    @property
    def hpoa(self) -> Path:
        return self.folder / "phenotype.hpoa"

    @property
    def orphanet(self) -> Path:
        return self.folder / "orphanet.jsonl.gz"

    @property
    def mondo(self) -> Path:
        return self.folder / "mondo.tsv.gz"

    @property
    def cases(self) -> Path:
        return self.folder / "cases.jsonl.gz"

    def write_obo(self, text=OBO):
        self.obo.write_text(text)

    def write_hpoa(self, rows=HPOA_ROWS, top=HPOA_TOP):
        lines = [hpoa_line(*row) for row in rows]
        self.hpoa.write_text("\n".join([*top, *lines]) + "\n")

    def write_orphanet(self, entities=ORPHANET):
        write_json_lines(self.orphanet, entities)

    def write_mondo(self, rows=MONDO):
        lines = ["\t".join(row) for row in [("mondo", "label", "system", "code"), *rows]]
        self.mondo.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode()))

    def write_cases(self, cases=CASES):
        write_json_lines(self.cases, cases)

    def load(self) -> list[Outcome]:
        sources = plans(hpo=str(self.folder), orphanet=self.orphanet, mondo=self.mondo, cases=self.cases)
        return list(load_all(sources=sources))

    def arguments(self) -> list[str]:
        return [
            f"--hpo={self.folder}", f"--orphanet={self.orphanet}", f"--mondo={self.mondo}", f"--cases={self.cases}",
        ]  # fmt: skip


def hpoa_line(*cells, sex=""):
    database_id, name, qualifier, hpo_id, reference, frequency, aspect = cells
    row = (database_id, name, qualifier, hpo_id, reference, "PCS", "", frequency, sex, "", aspect, "HPO:x[2024-01-01]")
    return "\t".join(row)


def write_json_lines(path: Path, rows) -> None:
    path.write_bytes(gzip.compress("".join(f"{json.dumps(row)}\n" for row in rows).encode()))


def written(folder: Path) -> Files:
    files = Files(folder)
    for write in (files.write_obo, files.write_hpoa, files.write_orphanet, files.write_mondo, files.write_cases):
        write()
    return files

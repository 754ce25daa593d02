"""What the cases of the demonstration name of the vocabulary."""

from cases.demo.answers import codes_of
from cases.demo.load import case_records
from tests.factories.vocabulary import SignFactory


def orpha_codes_of_cases():
    """Return every disease that an opinion, a reply, an advice or an outcome names."""
    found = set()
    for record in case_records():
        told = [*record.get("advice", {}).get("hypotheses", ()), *([record["outcome"]] if "outcome" in record else [])]
        found |= codes_of(record) | {line["orpha_code"] for line in told}
    return found


def put_signs():
    for sign in sorted({sign for record in case_records() for sign in (*record["signs"], *record["absent"])}):
        SignFactory(hpo_id=sign)

import pytest

from tests.factories.cases import member, open_case
from tests.factories.vocabulary import DiseaseFactory
from tests.scenarios.browsing import Person

pytestmark = pytest.mark.django_db


def give(colleague, case, *named):
    """Open the case, give an opinion as its form asks for it, and return what the page says then."""
    visit = Person(colleague)
    before = visit.open(f"/cases/{case.pk}/")
    lines = {}
    for rank, (disease, confidence) in enumerate(named, start=1):
        lines |= {f"disease_{rank}": f"{disease.name} ({disease.key})", f"confidence_{rank}": confidence}
    return before, visit.press("Send and show replies", **lines), visit


def test_given_five_blind_opinions_all_appear_with_the_fifth_in_a_pooled_ranking_with_dissent_kept():
    case, late = open_case(), member()
    many, two, alone = DiseaseFactory(name="Manyosis"), DiseaseFactory(name="Twotosis"), DiseaseFactory(name="Alonosis")
    sheets = [
        [(many, "high"), (two, "low")],
        [(many, "middle")],
        [(alone, "low")],
        [(many, "high"), (two, "middle")],
        [(many, "low")],
    ]
    visits = []
    for number, sheet in enumerate(sheets):
        before, after, visit = give(member(), case, *sheet)
        visits.append(visit)
        assert not [name for name in ("Manyosis", "Twotosis", "Alonosis") if name in before], "opinions are blind"
        assert f"{number} of five colleagues gave an opinion" in before
        assert ("5 opinions, given blind" in after) == (number == 4)
        seen = Person(late).ask(f"/cases/{case.pk}")
        assert bool(seen["pool"]) == (number == 4), "nobody sees a pool before the fifth"
    for visit in [*visits, Person(late)]:
        told = visit.open(f"/cases/{case.pk}/")
        places = [told.index(name) for name in ("Manyosis", "Twotosis", "Alonosis")]
        assert places == sorted(places)
        assert "4 of 5, confidence high, high, middle, low" in told
        assert told.count("Dissent kept") == 1
        assert told.index("Alonosis") < told.index("Dissent kept")
        pool = visit.ask(f"/cases/{case.pk}")["pool"]
        assert [row["is_dissent"] for row in pool] == [False, False, True]

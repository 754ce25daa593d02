import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.models import Case
from cases.writing.actions.saving import AHEAD_MOST, Stale, save_draft
from cases.writing.actions.starting import start_case
from tests.cases.writing.filling import three_signs
from tests.factories.cases import OrganisationFactory, family, in_state, moderator

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return start_case(by=family(), now=timezone.now())


def save(case, revision=None, by=None, **changes):
    known = Case.objects.values_list("revision", flat=True).get(pk=case.pk)
    return save_draft(
        case=case, changes=changes, revision=revision or known + 1, by=by or case.owner, now=timezone.now()
    )


def texts(case):
    return Case.objects.get(pk=case.pk).texts


def test_a_save_keeps_the_fields_it_names_and_leaves_the_others():
    owner = family()
    case = start_case(by=owner, now=timezone.now())
    save(case, title="Unsteady walking", country="GB", key_words="cataract, walking , cataract")
    save(case, question="Which illness?")
    case.refresh_from_db()
    assert case.texts == {"title": "Unsteady walking", "question": "Which illness?"}
    assert (case.country, case.key_words, case.revision) == ("GB", ["cataract", "walking"], 2)


def test_an_older_save_changes_nothing_and_says_what_is_stored(case):
    save(case, revision=5, story="newer")
    with pytest.raises(Stale) as refusal:
        save(case, revision=4, story="older")
    assert refusal.value.case.texts == {"story": "newer"}
    assert texts(case) == {"story": "newer"}


def test_the_same_save_again_is_acknowledged_and_another_of_that_number_is_not(case):
    signs = [{"id": sign.hpo_id} for sign in reversed(three_signs())]
    save(case, revision=1, story="once", signs=signs)
    save(case, revision=1, story="once", signs=signs)
    with pytest.raises(Stale):
        save(case, revision=1, story="twice")
    with pytest.raises(Stale):
        save(case, revision=1, signs=signs[:2])
    assert texts(case) == {"story": "once"}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(list(range(1, 8))), repeated=st.lists(st.integers(1, 7), max_size=5))
def test_saves_in_any_order_end_with_the_newest(case, order, repeated):
    Case.objects.filter(pk=case.pk).update(revision=0, texts={})
    for revision in [*order, *repeated]:
        try:
            save(case, revision=revision, story=f"save {revision}")
        except Stale as stale:
            assert stale.case.revision >= revision
    assert texts(case) == {"story": "save 7"}


def test_a_number_far_ahead_or_none_is_refused(case):
    for revision in (-1, AHEAD_MOST + 1, 10**9):
        with pytest.raises(ValidationError):
            save(case, revision=revision, story="x")
    assert texts(case) == {}


REFUSED = [
    ("country", "DE"),
    ("age_band", "7 years"),
    ("sex", ["female"]),
    ("onset", "HP:0000001"),
    ("story", "x" * 8001),
    ("story", None),
    ("title", 5),
    ("key_words", "a,b,c,d,e,f"),
    ("key_words", ["x" * 41]),
    ("key_words", {"a": 1}),
    ("specialities", ["witchcraft"]),
    ("specialities", ["neurology", "cardiology", "dermatology", "geriatrics", "hepatology", "immunology"]),
    ("signs", [{"id": "HP:9999999"}]),
    ("signs", [{"id": "nonsense"}]),
    ("signs", "HP:0000001"),
    ("organisation", "none"),
    ("state", "open"),
    ("liaison", 1),
    ("owner", 1),
    ("quarantined_at", ""),
]


@pytest.mark.parametrize(("name", "value"), REFUSED)
def test_what_is_no_value_of_a_field_is_refused_by_its_name_and_nothing_is_kept(case, name, value):
    with pytest.raises(ValidationError) as refusal:
        save(case, **{"question": "Kept?", name: value})
    assert refusal.value.message_dict.keys() == {name}
    assert texts(case) == {}


def test_all_texts_together_are_bounded(case, monkeypatch):
    monkeypatch.setattr("cases.writing.fields.WORDS_MOST", 10_000)
    save(case, story="x" * 8000)
    with pytest.raises(ValidationError, match="All texts together"):
        save(case, tests="x" * 2001)
    assert texts(case).keys() == {"story"}


def test_line_ends_are_one_kind_and_no_control_characters_are_kept(case):
    save(case, story="one\r\ntwo\rthree\x00\x07")
    assert texts(case) == {"story": "one\ntwo\nthree"}


def test_an_emptied_text_is_gone(case):
    save(case, story="something")
    save(case, story="")
    assert texts(case) == {}


def test_signs_are_replaced_as_a_whole(case):
    one, two, three = three_signs()
    save(
        case,
        signs=[{"id": one.hpo_id, "onset": "HP:0003593"}, {"id": two.hpo_id, "is_absent": True}],
    )
    assert list(case.signs.values_list("sign_id", "is_absent", "onset")) == [
        (one.pk, False, "HP:0003593"),
        (two.pk, True, ""),
    ]
    save(case, signs=[{"id": three.hpo_id}])
    assert [row.sign_id for row in case.signs.all()] == [three.pk]


def test_a_sign_that_is_present_and_absent_is_refused_and_nothing_is_lost(case):
    one, two, _ = three_signs()
    save(case, signs=[{"id": one.hpo_id}], story="Before")
    with pytest.raises(ValidationError) as refusal:
        save(case, signs=[{"id": two.hpo_id}, {"id": two.hpo_id, "is_absent": True}], story="After")
    assert refusal.value.message_dict == {
        "signs": [f"“{two.name}” is chosen both as present and as absent. Keep one of the two."]
    }
    assert [row.sign for row in case.signs.all()] == [one]
    assert texts(case) == {"story": "Before"}


def test_nobody_but_the_owner_writes_and_only_before_it_is_sent(case):
    for other in (family(), moderator()):
        with pytest.raises(PermissionDenied):
            save(case, by=other, story="mine now")
    sent = in_state("submitted")
    with pytest.raises(PermissionDenied):
        save(sent, story="changed under the screeners")


def test_a_family_may_choose_an_organisation_that_takes_cases(case):
    takes, full = OrganisationFactory(), OrganisationFactory(takes_cases=False)
    save(case, organisation=str(takes.pk))
    case.refresh_from_db()
    assert case.organisation == takes
    with pytest.raises(ValidationError):
        save(case, organisation=str(full.pk))
    save(case, organisation="")
    case.refresh_from_db()
    assert case.organisation is None

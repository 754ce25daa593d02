import pytest

from vocabulary.frequencies import SignRow, merged, smoothed, telling

THIN = "\u202f"


def row(frequency=None, **changes) -> SignRow:
    """Return a row of HPO's file: `frequency` is None, a count (n, m) or a band [low, high]."""
    n, m = frequency if isinstance(frequency, tuple) else (None, None)
    low, high = (100 * n / m, 100 * n / m) if m else frequency or (None, None)
    values = {
        "hpo_id": "HP:0001250", "name": "Seizure", "system": "Nervous system", "information": 1.0, "is_orphanet": False,
        "source_id": "OMIM:154700", "is_absent": False, "patients_with": n, "patients": m, "low": low, "high": high,
        "reference": "PMID:1", "sex": "",
    }  # fmt: skip
    return SignRow(**(values | changes))


def orphanet(low, high, **changes) -> SignRow:
    changes = {
        "is_orphanet": True,
        "source_id": "ORPHA:558",
        "reference": "ORPHA:558",
        "is_absent": high == 0,
    } | changes
    return row([low, high], **changes)


def only(*rows):
    [fact] = merged(rows)
    return fact


@pytest.mark.parametrize(
    ("given", "label"),
    [
        (row((12, 30)), f"12 of 30 patients (40{THIN}%)"),
        (row((1, 1)), "1 of 1 patient"),
        (row((4, 4)), "4 of 4 patients"),
        (row((5, 5)), f"5 of 5 patients (100{THIN}%)"),
        (row((1, 300)), f"1 of 300 patients (0.3{THIN}%)"),
        (row((299, 300)), f"299 of 300 patients (99.7{THIN}%)"),
        (row([100, 100]), f"Obligate, 100{THIN}%"),
        (row([80, 99]), f"Very frequent, 80–99{THIN}%"),
        (row([30, 79]), f"Frequent, 30–79{THIN}%"),
        (row([5, 29]), f"Occasional, 5–29{THIN}%"),
        (row([1, 4]), f"Very rare, 1–4{THIN}%"),
        (row([45, 45]), f"45{THIN}%"),
        (row([12.5, 12.5]), f"12.5{THIN}%"),
        (row((1, 8)), f"1 of 8 patients (13{THIN}%)"),
        (row(), "Frequency not stated"),
        (row(is_absent=True), "Reported absent"),
        (orphanet(0, 0), f"Excluded, 0{THIN}%"),
    ],
)
def test_a_frequency_is_worded_as_a_clinician_would(given, label):
    assert only(given).label == label


def test_counts_are_added_up_over_papers():
    fact = only(row((3, 10)), row((9, 20), reference="PMID:2"))

    assert (fact.patients_with, fact.patients, fact.low, fact.high) == (12, 30, 40, 40)
    assert fact.sources == ("PMID:1", "PMID:2")
    assert fact.is_pooled


def test_the_same_count_of_one_paper_is_taken_once():
    assert only(row((2, 5)), row((2, 5))).patients == 5
    assert only(row((3, 3)), row((3, 3), sex="FEMALE")).patients == 3


def test_the_same_count_of_women_and_of_men_is_taken_twice():
    assert only(row((3, 3), sex="MALE"), row((3, 3), sex="FEMALE")).patients == 6


def test_counts_come_before_classes_and_the_class_is_named_where_it_differs():
    fact = only(row((12, 30)), orphanet(5, 29))

    assert fact.patients == 30
    assert fact.also == (f"Occasional, 5–29{THIN}% (Orphanet)",)
    assert fact.sources == ("Orphanet", "PMID:1")


def test_a_count_of_few_patients_does_not_outweigh_orphanets_class():
    fact = only(row((1, 4)), orphanet(80, 99))

    assert (fact.low, fact.patients) == (80, None)
    assert fact.also == ("1 of 4 patients (PMID:1)",)
    assert only(row((1, 5)), orphanet(80, 99)).patients == 5
    assert only(row((1, 4)), row([80, 99])).patients == 4


def test_a_class_that_agrees_with_the_count_is_not_named_again():
    assert only(row((12, 30)), orphanet(30, 79)).also == ()


def test_a_count_at_the_rounded_edge_of_a_class_agrees_with_it():
    assert only(row((119, 150)), orphanet(30, 79)).also == ()  # 79.3 %
    assert only(row((30, 30)), orphanet(80, 99)).also == ()


def test_neighbouring_classes_do_not_agree():
    assert only(row([30, 79]), orphanet(80, 99)).also == (f"Frequent, 30–79{THIN}% (PMID:1)",)


def test_orphanets_class_comes_before_that_of_another_source():
    fact = only(row([5, 29]), orphanet(80, 99))

    assert (fact.low, fact.high) == (80, 99)
    assert fact.also == (f"Occasional, 5–29{THIN}% (PMID:1)",)


def test_a_stated_frequency_comes_before_a_row_that_states_none():
    assert only(row(), row([5, 29])).low == 5


def test_orphanets_own_row_replaces_its_older_copy():
    copy = row([5, 29], source_id="ORPHA:558", reference="ORPHA:558")

    assert only(copy, orphanet(80, 99)).also == ()
    assert only(copy).sources == ("Orphanet",)


def test_an_older_copy_does_not_contradict_what_orphanet_excludes_now():
    assert only(row([5, 29], source_id="ORPHA:558"), orphanet(0, 0)).is_absent


def test_present_in_one_source_and_absent_in_another_are_both_shown():
    present, absent = merged([row(is_absent=True, reference="PMID:9"), orphanet(30, 79)])

    assert (present.is_absent, present.label) == (False, f"Frequent, 30–79{THIN}%")
    assert (absent.is_absent, absent.sources) == (True, ("PMID:9",))


def test_counts_of_nobody_mean_absent():
    fact = only(row((0, 4)), row((0, 8), reference="PMID:2"))

    assert (fact.is_absent, fact.label) == (True, f"0 of 12 patients (0{THIN}%)")


def test_counts_of_nobody_beside_a_class_do_not_hide_the_class():
    present, absent = merged([row((0, 4)), orphanet(80, 99)])

    assert present.low == 80
    assert absent.patients == 4


def test_a_count_of_nobody_still_lowers_the_share_of_others():
    assert only(row((0, 10)), row((5, 10), reference="PMID:2")).low == 25


def test_signs_are_ordered_by_frequency_then_unstated_then_absent():
    rows = [
        row(hpo_id="a", name="unstated"),
        row([5, 29], hpo_id="b", name="occasional"),
        row(is_absent=True, hpo_id="c", name="absent"),
        row((30, 30), hpo_id="d", name="all of thirty"),
        row((1, 1), hpo_id="e", name="one of one"),
        row([80, 99], hpo_id="f", name="very frequent"),
    ]

    assert [fact.name for fact in merged(rows)] == [
        "all of thirty", "very frequent", "one of one", "occasional", "unstated", "absent",
    ]  # fmt: skip


def test_telling_signs_are_frequent_here_and_rare_elsewhere():
    facts = merged(
        [
            row([80, 99], hpo_id="a", name="common everywhere", information=0.1),
            row([80, 99], hpo_id="b", name="telling", information=5),
            row([1, 4], hpo_id="c", name="rare here", information=5),
            row(hpo_id="d", name="absent", is_absent=True, information=9),
        ]
    )

    assert [fact.name for fact in telling(facts)] == ["telling", "rare here", "common everywhere"]


def test_at_most_fifteen_signs_are_telling():
    assert len(telling(merged(row(hpo_id=str(n)) for n in range(40)))) == 15


def test_what_few_patients_showed_gives_way_to_what_is_known_better():
    thin = [row((2, 2), hpo_id=f"thin {n}", information=9) for n in range(10)]
    known = [row((1, 3), hpo_id=f"known {n}", information=0.1) for n in range(10)]

    found = [fact.hpo_id[:5] for fact in telling(merged([*thin, *known]))]

    assert found == ["known"] * 10 + ["thin "] * 5


def test_one_of_one_weighs_less_than_a_class_frequent_and_more_than_nothing_stated():
    assert smoothed(0, 0) == 0.25 < smoothed(1, 1) < (0.30 + 0.79) / 2 < smoothed(30, 30)


def test_a_row_may_name_several_papers():
    assert only(row((1, 2), reference="PMID:1;PMID:2; OMIM:3")).sources == ("PMID:1", "PMID:2", "OMIM:3")

from vocabulary.naming import to_show


def test_synonyms_come_before_labels_and_none_twice():
    shown = to_show("Marfan syndrome", ["MFS", "mfs", "Marfan disease"], ["MARFAN SYNDROME", "Marfan DISEASE", "MFS 1"])

    assert shown == ("MFS", "Marfan disease", "MFS 1")


def test_withdrawn_labels_and_shouted_ones_are_not_shown():
    assert to_show("a", [], ["obsolete b", "GLYCINE DEFICIENCY", "CTX"]) == ("CTX",)


def test_what_names_another_entry_is_not_shown():
    assert to_show("Sickle cell anemia", ("HbSS",), ("sickle cell disease",), taken=["sickle cell disease"]) == (
        "HbSS",
    )


def test_a_label_that_is_one_of_a_series_with_a_narrower_entry_is_not_shown():
    labels = ("Niemann-pick disease, type C1", "Another disease, type C1")

    shown = to_show("Niemann-Pick disease type C", (), labels, parts=["Niemann-Pick disease, type C2", "No number"])

    assert shown == ("Another disease, type C1",)


def test_a_synonym_of_orphanets_stays_although_it_is_one_of_a_series():
    assert to_show("Whole", ("Disease type 1",), (), parts=["Disease type 2"]) == ("Disease type 1",)

"""What every engine answers. One subclass for each engine; see test_database.py and test_elasticsearch.py."""

from datetime import date

import pytest

from common.audience import Audience
from search.actions import remove
from search.engines import database_engine, engine, remote_engine
from search.models import SearchEntry
from tests.factories.diseases import make_bare_disease
from tests.factories.search import EVERYBODY, counts, find, make_entry, put, settle, titles
from tests.search.engines import searching_with

MARFAN = {
    "synonyms": ["MFS", "Marfan's syndrome"],
    "labels": ["contractural arachnodactyly, classic"],
    "codes": ["ORPHA:558", "OMIM:154700", "ICD10CM:Q87.4", "MONDO:0007947"],
    "genes": ["FBN1"],
    "summary": "Tall stature, lens dislocation and a widening aorta.",
}


def answer(results):
    """Return all that a reader can learn from results."""
    facets = [(facet.name, value.value, value.count) for facet in results.facets for value in facet.values]
    return (
        titles(results),
        results.total,
        facets,
        results.corrections,
        results.did_you_mean,
        results.missing,
        results.pages,
    )


class Engine:
    """Set up the engine that the fixture `url` names."""

    @pytest.fixture
    def url(self):
        return "database://"

    @pytest.fixture(autouse=True)
    def chosen(self, db, settings, url):
        with searching_with(settings, url):
            yield

    def put(self, *entries):
        changed = put(*entries)
        settle()
        return changed

    def deliver_again(self, entries):
        remote = remote_engine()
        assert remote.send(entries) == {} if remote else database_engine().apply(entries) is None

    def put_marfan(self):
        self.put(
            make_entry("Loeys-Dietz syndrome", summary="Often taken for Marfan syndrome. Early aortic dissection."),
            make_entry("Marfan syndrome", **MARFAN),
            make_entry("Neonatal Marfan syndrome", codes=["ORPHA:284979"], genes=["FBN1", "FBN2"]),
            make_entry("The tall swimmer", kind="article", body="Marfan syndrome was missed for years."),
        )


class NamesAndCodes(Engine):
    @pytest.mark.parametrize(
        ("text", "match"),
        [
            ("Marfan syndrome", "Exact name"),
            ("marfan SYNDROMES", "Exact name"),
            ("MFS", "Also called: MFS"),
            ("Contractural arachnodactyly classic", "Also called: contractural arachnodactyly, classic"),
            ("classic arachnodactyly contractural", "Also called: contractural arachnodactyly, classic"),
            ("ORPHA:558", "Code match"),
            ("orphanet 558", "Code match"),
            ("558", "Code match"),
            ("#154700", "Code match"),
            ("omim 154700", "Code match"),
            ("icd-10 q87.4", "Code match"),
            ("Q874", "Code match"),
            ("MONDO:0007947", "Code match"),
            ("fbn1", "Gene FBN1"),
        ],
    )
    def test_an_exact_name_or_code_comes_first_and_says_why(self, text, match):
        self.put_marfan()

        first = find(text).hits[0]

        assert (first.title, first.match) == ("Marfan syndrome", match)

    def test_a_name_in_another_order_comes_before_longer_names(self):
        self.put(make_entry("Type 6 mucopolysaccharidosis, rapid"), make_entry("Mucopolysaccharidosis type 6"))

        assert titles(find("6 type mucopolysaccharidosis"))[0] == "Mucopolysaccharidosis type 6"

    def test_a_bare_number_is_an_orpha_code_before_any_other(self):
        self.put(make_entry("By OMIM", codes=["OMIM:615970"]), make_entry("By ORPHA", codes=["ORPHA:615970"]))

        assert titles(find("615970")) == ["By ORPHA", "By OMIM"]

    def test_a_gene_leads_to_the_disease_that_has_few_others(self):
        self.put(make_entry("Many genes", genes=["A1", "FBN1", "B2", "C3"]), make_entry("One gene", genes=["FBN1"]))

        assert titles(find("FBN1")) == ["One gene", "Many genes"]

    @pytest.mark.parametrize(
        "text", ["hæmoglobinopathy", "hemoglobinopathy", "HAEMOGLOBINOPATHIES", "hemoglobinopathy sjogren"]
    )
    def test_spelling_and_accents_make_no_difference(self, text):
        self.put(make_entry("Hæmoglobinopathy of Sjögren"))

        assert titles(find(text)) == ["Hæmoglobinopathy of Sjögren"]

    def test_a_code_among_words_is_read_as_its_disease(self):
        self.put_marfan()

        results = find("ORPHA:558 aortic disection")

        assert titles(results) == ["Marfan syndrome", "Loeys-Dietz syndrome"]
        assert [(c.typed, c.read) for c in results.corrections] == [
            ("ORPHA:558", "Marfan syndrome"),
            ("disection", "dissection"),
        ]

    def test_a_code_that_nobody_has_is_read_as_a_word(self):
        self.put_marfan()

        assert "Marfan syndrome" in titles(find("ORPHA:999999 marfan"))


class Results(Engine):
    def test_a_title_counts_more_than_a_text(self):
        self.put(
            make_entry("In the text", body="xanthoma"), make_entry("Xanthoma of tendons and more words in the title")
        )

        assert titles(find("xanthoma tendons"))[0].startswith("Xanthoma")
        assert titles(find("xanthoma")) == ["Xanthoma of tendons and more words in the title", "In the text"]

    def test_of_equals_the_curated_one_comes_first(self):
        self.put(make_entry("Page one", body="cholestanol"), make_entry("Page two", body="cholestanol", curated=True))

        assert titles(find("cholestanol")) == ["Page two", "Page one"]

    def test_pages_of_results_are_stable_and_complete(self):
        self.put(*(make_entry(f"Ataxia number {n}", body="gait") for n in range(25)))

        pages = [titles(find("gait", params=f"page={page}&size=10")) for page in (1, 2, 3)]

        assert [len(page) for page in pages] == [10, 10, 5]
        assert len({title for page in pages for title in page}) == 25
        assert pages == [titles(find("gait", params=f"page={page}&size=10")) for page in (1, 2, 3)]
        assert find("gait", params="page=4&size=10").hits == ()

    @pytest.mark.parametrize(
        ("sort", "order"), [("newest", ["B", "C", "A"]), ("title", ["A", "B", "C"])], ids=["newest", "title"]
    )
    def test_results_can_be_sorted(self, sort, order):
        for title, day in (("C", date(2025, 1, 1)), ("A", None), ("B", date(2026, 1, 1))):
            self.put(make_entry(title, body="gait", date=day))

        assert titles(find("gait", params=f"sort={sort}")) == order
        assert titles(find("", params=f"sort={sort}")) == order

    def test_no_words_show_everything(self):
        self.put_marfan()

        assert find("").total == 4

    def test_a_hit_tells_what_a_reader_needs(self):
        self.put(make_entry("Marfan syndrome", notes=["Reviewed May 2026"], **MARFAN))

        hit = find("lens").hits[0]

        assert (hit.kind, hit.kind_label, hit.audience_label) == ("disease", "Disease", "Open to everyone")
        assert (hit.notes, hit.codes) == (("Reviewed May 2026",), ("ORPHA:558", "OMIM 154700", "FBN1"))
        assert "<mark>lens</mark> dislocation" in hit.snippet_html

    def test_markup_in_content_is_shown_not_obeyed(self):
        self.put(make_entry("<b>Bold</b> tendon", summary="<script>tendon</script>"))

        hit = find("tendon").hits[0]

        assert hit.title_html == "&lt;b&gt;Bold&lt;/b&gt; <mark>tendon</mark>"
        assert hit.snippet_html == "&lt;script&gt;<mark>tendon</mark>&lt;/script&gt;"

    def test_what_is_said_in_a_video_opens_at_its_second(self):
        lines = [(0.0, "Welcome"), (761.4, "the dissection came in the third trimester"), (900, "dissection")]
        self.put(make_entry("When the root is small", kind="video", lines=lines, url="/videos/root/"))

        spoken = find("dissection trimester").hits[0].spoken

        assert (spoken.seconds, spoken.clock, spoken.url) == (761, "12:41", "/videos/root/?t=761#cue-761")
        assert spoken.html == "the <mark>dissection</mark> came in the third <mark>trimester</mark>"


class Facets(Engine):
    def put_facets(self):
        self.put(
            make_entry("Gait one", specialities=["Neurology"], inheritance=["Dominant"], onset=["Adult", "Childhood"]),
            make_entry("Gait two", specialities=["Neurology", "Genetics"], inheritance=["Recessive"], curated=True),
            make_entry("Gait three", kind="article", specialities=["Genetics"], date=date(2026, 3, 1), diseases=[]),
            make_entry("Gait four", kind="article", audience=Audience.MEMBERS, date=date(2021, 3, 1)),
            *(make_entry(f"Gait in {year}", kind="video", date=date(year, 1, 1)) for year in (2022, 2023, 2024, 2025)),
        )

    def test_facets_count_the_whole_match_set(self):
        self.put_facets()

        results = find("gait", params="size=1")

        assert counts(results, "kind") == {"video": 4, "article": 2, "disease": 2}
        assert counts(results, "speciality") == {"Genetics": 2, "Neurology": 2}
        assert counts(results, "inheritance") == {"Dominant": 1, "Recessive": 1}
        assert list(counts(results, "onset")) == ["Childhood", "Adult"]
        assert counts(results, "audience") == {"public": 7, "members": 1}
        assert counts(results, "year") == {"2026": 1, "2025": 1, "2024": 1, "-2023": 3}

    def test_a_filter_narrows_the_results_and_the_other_facets_but_not_its_own(self):
        self.put_facets()

        results = find("gait", params="kind=article")

        assert (results.total, sorted(titles(results))) == (2, ["Gait four", "Gait three"])
        assert counts(results, "kind") == {"video": 4, "article": 2, "disease": 2}
        assert counts(results, "audience") == {"members": 1, "public": 1}
        assert [value.selected for value in results.facets[0].values] == [False, True, False]

    @pytest.mark.parametrize(
        ("params", "total"),
        [
            ("speciality=Neurology", 2), ("speciality=Neurology&speciality=Genetics", 3), ("speciality=Nobody", 0),
            ("speciality=Neurology&inheritance=Dominant", 1), ("year=2026", 1), ("year=-2023", 3),
            ("year=2026&year=2021", 2), ("curated=1", 1), ("curated=0", 7), ("audience=members&kind=article", 1),
        ],
    )  # fmt: skip
    def test_values_of_one_filter_add_up_and_filters_narrow_each_other(self, params, total):
        self.put_facets()

        assert find("gait", params=params).total == total
        assert find("", params=params).total == total

    def test_a_chosen_value_stays_in_its_facet_when_nothing_is_left(self):
        self.put_facets()

        results = find("gait three", params="kind=disease")

        assert (results.total, counts(results, "kind")) == (0, {"article": 1, "disease": 0})

    def test_what_is_about_a_disease_can_be_asked_for(self):
        disease = make_bare_disease("Marfan syndrome", 558)
        self.put(make_entry("About it", body="gait", diseases=[disease.pk]), make_entry("Not about it", body="gait"))

        assert titles(find("gait", params="disease=ORPHA:558")) == ["About it"]
        assert titles(find("", params="disease=ORPHA:558")) == ["About it"]
        assert find("gait", params="disease=ORPHA:1").total == 0


class Suggestions(Engine):
    @pytest.mark.parametrize(
        ("text", "note"),
        [
            ("marf", ""), ("Marfan syn", ""), ("syndrome marf", ""), ("MF", "also called MFS"), ("contract", None),
            ("558", "ORPHA:558"),
            ("orpha:55", "ORPHA:558"), ("Q87", "ICD10CM:Q87.4"), ("FBN", "gene FBN1"), ("marfn", ""), ("marfan's", ""),
        ],
    )  # fmt: skip
    def test_what_is_being_typed_is_completed(self, text, note):
        self.put_marfan()

        first = engine().suggest(text, EVERYBODY, 8)[0]

        assert first.title == "Marfan syndrome"
        assert note is None or first.note == note

    def test_the_letters_typed_are_marked(self):
        self.put_marfan()

        assert engine().suggest("marf", EVERYBODY, 8)[0].html == "<mark>Marfan</mark> syndrome"

    def test_there_are_no_more_than_asked_for_and_each_entry_once(self):
        self.put(*(make_entry(f"Ataxia {n}", synonyms=[f"Ataxia number {n}", f"Old ataxia {n}"]) for n in range(12)))

        found = engine().suggest("atax", EVERYBODY, 5)

        assert len(found) == len({suggestion.url for suggestion in found}) == 5

    @pytest.mark.parametrize("text", ["", " ", "m", "?"])
    def test_one_letter_is_too_little(self, text):
        self.put_marfan()

        assert engine().suggest(text, EVERYBODY, 8) == ()


class Keeping(Engine):
    def test_a_change_is_found_at_once_and_the_old_text_no_more(self):
        self.put(make_entry("Oldname", key="K:1"))
        self.put(make_entry("Newname", key="K:1"))

        assert titles(find("newname")) == ["Newname"]
        assert find("oldname", params="exactly=1").total == 0

    def test_what_is_removed_is_gone(self):
        self.put(make_entry("Marfan syndrome", key="K:1", kind="disease"))

        assert remove(kind="disease", key="K:1")
        settle()

        assert find("marfan").total == 0
        assert engine().suggest("marf", EVERYBODY, 8) == ()

    def test_applying_twice_changes_nothing(self):
        self.put_marfan()
        before = answer(find("marfan"))

        self.deliver_again(list(SearchEntry.objects.all()))
        settle()

        assert answer(find("marfan")) == before

    def test_a_rebuild_holds_exactly_what_it_is_given(self):
        self.put_marfan()
        engine().rebuild(lambda: SearchEntry.objects.filter(title__contains="Marfan").order_by("pk").iterator())
        settle()

        assert sorted(titles(find(""))) == ["Marfan syndrome", "Neonatal Marfan syndrome"]
        assert engine().status().indexed == 2

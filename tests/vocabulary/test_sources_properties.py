"""Whatever stands in a file, a parser gives rows or one SourceError: never another error."""

import gzip
from functools import partial

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.vocabulary.files import Files, hpoa_line, written
from tests.vocabulary.test_sources import READERS
from vocabulary.sources.errors import SourceError
from vocabulary.sources.hpoa import COLUMNS, parse_frequency, read_annotations
from vocabulary.sources.lines import read_lines
from vocabulary.sources.obo import read_terms
from vocabulary.sources.orphanet import read_entities

# One folder serves all examples of a test: each example writes its file anew.
quick = partial(settings, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
plain_text = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\t"), max_size=40)
json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory) -> Files:
    return written(tmp_path_factory.mktemp("sources"))


def read_all(reader, path) -> list:
    """Return what was read before the end or before the error."""
    rows = []
    try:
        rows.extend(reader(path))
    except SourceError as error:
        assert error.path == path
        assert error.sentence.endswith(".")
    return rows


@pytest.mark.parametrize("source", READERS)
@quick(max_examples=60)
@given(content=st.binary(max_size=300))
def test_any_bytes_give_rows_or_one_message(shared, source, content):
    path = shared.folder / "any"
    path.write_bytes(content)

    read_all(READERS[source], path)


@pytest.mark.parametrize("source", READERS)
@quick(max_examples=60)
@given(data=st.data())
def test_a_good_file_with_one_damaged_byte_gives_rows_or_one_message(tmp_path_factory, source, data):
    path = getattr(written(tmp_path_factory.mktemp("damaged")), source)
    content = bytearray(path.read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content)

    read_all(READERS[source], path)


@quick(max_examples=40)
@given(lines=st.lists(plain_text, min_size=1), share=st.floats(0.01, 0.99))
def test_a_compressed_file_cut_anywhere_is_never_taken_for_whole(shared, lines, share):
    path = shared.folder / "cut.gz"
    whole = gzip.compress("".join(f"{line}\n" for line in lines).encode())
    cut = int(len(whole) * share)
    assume(cut > 2)
    path.write_bytes(whole[:cut])

    with pytest.raises(SourceError):
        list(read_lines(path))


@quick(max_examples=60)
@given(lines=st.lists(plain_text.filter(lambda line: "\x1f" not in line), min_size=1), is_packed=st.booleans())
def test_lines_come_back_as_written_with_their_numbers(shared, lines, is_packed):
    path = shared.folder / "lines"
    content = "".join(f"{line}\n" for line in lines).encode()
    path.write_bytes(gzip.compress(content) if is_packed else content)

    assert list(read_lines(path)) == list(enumerate(lines, 1))


@quick(max_examples=100)
@given(n=st.integers(0, 10_000), m=st.integers(1, 10_000))
def test_a_count_keeps_its_figures_and_its_share(n, m):
    assume(n <= m)

    frequency = parse_frequency(f"{n}/{m}")

    assert (frequency.patients_with, frequency.patients) == (n, m)
    assert frequency.low == frequency.high == 100 * n / m


@quick(max_examples=200)
@given(text=st.text(max_size=12) | st.from_regex(r"[0-9HP:/%.]{0,10}", fullmatch=True))
def test_any_frequency_is_read_or_refused(text):
    try:
        frequency = parse_frequency(text)
    except ValueError:
        return
    assert frequency.low is None or 0 <= frequency.low <= frequency.high <= 100


@quick(max_examples=60)
@given(cells=st.lists(plain_text, min_size=len(COLUMNS), max_size=len(COLUMNS)))
def test_an_annotation_of_any_cells_gives_a_row_or_its_line(shared, cells):
    shared.write_hpoa([])
    shared.hpoa.write_text(shared.hpoa.read_text().replace("3: OMIM", "0: OMIM") + "\t".join(cells) + "\n")

    assert len(read_all(read_annotations, shared.hpoa)) <= 1


@quick(max_examples=60)
@given(name=plain_text, reference=plain_text)
def test_names_and_references_of_annotations_come_back_as_written(shared, name, reference):
    row = hpoa_line("OMIM:1", name, "", "HP:0001250", reference, "", "P")
    shared.hpoa.write_text("\n".join(["#version: 1", "\t".join(COLUMNS), row]) + "\n")

    [annotation] = read_annotations(shared.hpoa)

    assert (annotation.disease_name, annotation.reference) == (name, reference)


@quick(max_examples=100)
@given(entity=st.dictionaries(st.sampled_from(["orpha", "name", "type", "omim", "signs", "genes", "x"]), json_values))
def test_any_json_object_gives_an_entity_or_its_line(shared, entity):
    shared.write_orphanet([entity])

    read_all(read_entities, shared.orphanet)


@quick(max_examples=60)
@given(text=plain_text.filter(str.strip))
def test_quoted_texts_of_the_ontology_come_back_unescaped(shared, text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    stanza = f'[Term]\nid: HP:0000001\nname: All\ndef: "{escaped}" [PMID:1]\n'
    shared.write_obo(f"format-version: 1.2\ndata-version: x\n\n{stanza}")

    [term] = read_terms(shared.obo)

    assert term.definition == text

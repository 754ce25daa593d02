import gzip
import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from content.actions.documents import forget_builds
from polls.models import Poll
from search.actions import rebuilding
from search.engines import database_engine
from search.models import SearchEntry
from tests.factories.polls import DAY, PollFactory
from tests.factories.search import find, make_entry, put, titles

pytestmark = pytest.mark.django_db
QUESTIONS = [
    {"kind": "name", "q": "Marfan syndrome", "expect": ["ORPHA:558"]},
    {"kind": "name", "q": "Unheard of", "expect": ["ORPHA:1"]},
    {"kind": "typo", "q": "Syndrome marfn", "expect": ["ORPHA:284979"]},
]


def put_some():
    put(
        make_entry("About Marfan syndrome", kind="article"),
        make_entry("Marfan syndrome", key="ORPHA:558", codes=["ORPHA:558"]),
        make_entry("Neonatal Marfan syndrome", key="ORPHA:284979", codes=["ORPHA:284979"]),
    )


def write(path, questions):
    text = "".join(json.dumps(question) + "\n" for question in questions).encode()
    path.write_bytes(gzip.compress(text) if path.suffix == ".gz" else text)
    return str(path)


@pytest.mark.parametrize("name", ["questions.jsonl", "questions.jsonl.gz"])
def test_the_evaluation_counts_disease_hits_by_their_place(tmp_path, capsys, name):
    put_some()

    call_command("evaluate_search", write(tmp_path / name, QUESTIONS), "--json")

    figures = json.loads(capsys.readouterr().out)
    assert {key: figures["kinds"]["name"][key] for key in ("hit@1", "hit@3", "hit@10", "mrr", "n")} == {
        "hit@1": 0.5, "hit@3": 0.5, "hit@10": 0.5, "mrr": 0.5, "n": 2,
    }  # fmt: skip
    assert (figures["kinds"]["typo"]["hit@1"], figures["kinds"]["typo"]["hit@3"]) == (0.0, 1.0)
    assert figures["overall"]["n"] == 3
    assert figures["overall"]["ms_p95"] >= figures["overall"]["ms_p50"] > 0


def test_without_json_the_evaluation_prints_a_table(tmp_path, capsys):
    put_some()

    call_command("evaluate_search", write(tmp_path / "q.jsonl", QUESTIONS))

    printed = capsys.readouterr().out
    assert "hit@1" in printed
    assert "overall" in printed


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"kind": "a", "q": "b", "expect": ["ORPHA:1"]}\nnot json\n', "line 2: not a question in JSON"),
        (b'{"kind": "a", "q": "b"}\n', "line 1: the field 'expect' is missing."),
        (b'{"kind": "a", "q": 7, "expect": ["ORPHA:1"]}\n', "line 1: not a question"),
        (b'{"kind": "a", "q": "b", "expect": []}\n', "line 1: not a question"),
        (b'{"kind": "a", "q": "b", "expect": [7]}\n', "line 1: not a question"),
        (b"[]\n", "line 1: not a question"),
        (b"\xff\xfe\n", "line 1"),
        (b"", "line 1: no question in the file."),
    ],
)
def test_a_bad_file_gives_one_message_with_its_line(tmp_path, content, message):
    path = tmp_path / "bad.jsonl"
    path.write_bytes(content)

    with pytest.raises(CommandError) as error:
        call_command("evaluate_search", str(path))

    assert message in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("content", [b"no gzip at all", gzip.compress(b'{"kind": "a"' * 500, mtime=0)[:-20]])
def test_a_broken_archive_gives_one_message(tmp_path, content):
    path = tmp_path / "bad.jsonl.gz"
    path.write_bytes(content)

    with pytest.raises(CommandError, match=r"bad\.jsonl\.gz, line 1"):
        call_command("evaluate_search", str(path))


def test_a_missing_file_gives_one_message(tmp_path):
    with pytest.raises(CommandError, match=r"nothing\.jsonl, line 1"):
        call_command("evaluate_search", str(tmp_path / "nothing.jsonl"))


def test_rebuilding_says_how_much_changed(monkeypatch, capsys):
    entries = [make_entry(f"Ataxia {n}") for n in range(3)]
    monkeypatch.setattr(rebuilding, "all_entries", lambda: iter(entries))

    call_command("rebuild_search")
    call_command("rebuild_search")
    call_command("rebuild_search", "--full")

    first, second, third = capsys.readouterr().out.strip().splitlines()
    assert "3 entries, 3 changed, 0 removed" in first
    assert "3 entries, nothing changed (" in second
    assert f"nothing changed, the {database_engine().name} index written anew" in third


def test_a_rebuild_is_left_out_when_nothing_calls_for_it(capsys):
    call_command("rebuild_search")
    call_command("rebuild_search", "--if-needed")
    assert capsys.readouterr().out.splitlines()[1] == "Search: nothing changed."

    SearchEntry.objects.update(version=9)
    forget_builds()
    call_command("rebuild_search", "--if-needed")

    assert "nothing changed (" in capsys.readouterr().out


def test_a_poll_that_has_opened_is_taken_in_even_so(capsys):
    poll = PollFactory(now=timezone.now(), scheduled=True, question="Which test first?")
    call_command("rebuild_search")
    Poll.objects.filter(pk=poll.pk).update(opens_at=timezone.now() - DAY)

    call_command("rebuild_search", "--if-needed")

    assert "Search: 1 polls have opened." in capsys.readouterr().out
    assert titles(find("which test first")) == ["Which test first?"]


def test_the_status_tells_the_engine_and_what_waits(capsys):
    put_some()

    call_command("search_status")

    printed = capsys.readouterr().out
    assert f"Engine: {database_engine().name}, 3 entries indexed" in printed
    assert "disease: 2" in printed
    assert "Waiting: 0" in printed

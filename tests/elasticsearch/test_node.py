"""The nodes that tests start: found again, ended for certain, never in each other's way."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile

import pytest

from tests import processes
from tests.elasticsearch import distribution, guard, node, plugin
from tests.elasticsearch.distribution import NotAvailable
from tests.elasticsearch.node import Cluster

ROOT = guard.ROOT


@pytest.fixture
def pretended(tmp_path, monkeypatch):
    """A distribution whose nodes only sleep, and answer for as many nodes as run."""
    home = tmp_path / "home"
    (home / "bin").mkdir(parents=True)
    (home / "config").mkdir()
    (home / "config" / "jvm.options").write_text("-XX:+UseG1GC\n")
    (home / "bin" / "elasticsearch").write_text("#!/bin/sh\nsleep 60 & wait\n")
    (home / "bin" / "elasticsearch").chmod(0o755)
    monkeypatch.setenv("ES_NODE_HOME", str(tmp_path))
    monkeypatch.setattr(distribution, "install", lambda: home)
    monkeypatch.setattr(distribution, "jdk", lambda: home)
    monkeypatch.setattr(distribution, "USER", "")
    monkeypatch.setattr(node, "_give_to_user", lambda place: None)
    monkeypatch.setattr(Cluster, "wait", lambda cluster: None)
    yield
    for file in tmp_path.glob("*/clusters/*/nodes.json"):
        Cluster(file.parent.name, folder=file.parent).stop_all(signal.SIGKILL)


def states(cluster: Cluster) -> list[bool]:
    return [one.runs for one in Cluster(cluster.name).nodes]


def test_one_node_is_killed_another_stopped_and_both_come_back(pretended):
    cluster = Cluster("some")
    cluster.start(processes.free_ports(3))
    cluster.kill(0)
    cluster.stop(2)
    assert states(cluster) == [False, True, False]
    cluster.restart(0)
    cluster.restart(2)
    assert states(cluster) == [True, True, True]


def test_the_next_process_finds_the_nodes_and_starts_none_twice(pretended):
    ports = processes.free_ports(2)
    Cluster("some").start(ports)
    pids = [one.pid for one in Cluster("some").nodes]
    Cluster("some").start(ports)
    assert [one.pid for one in Cluster("some").nodes] == pids


def test_stopping_one_cluster_leaves_the_other_alone(pretended):
    first, second = Cluster("first"), Cluster("second")
    first.start(processes.free_ports(1))
    second.start(processes.free_ports(1))
    first.stop_all()
    assert (states(first), states(second)) == ([], [True])
    assert not first.folder.exists()


def test_a_process_that_got_the_number_of_an_ended_node_is_not_taken_for_it(pretended):
    cluster = Cluster("some")
    cluster.folder.mkdir(parents=True)
    row = {"name": "node-0", "port": 1, "pid": os.getpid(), "since": "1"}
    (cluster.folder / "nodes.json").write_text(json.dumps([row]))
    assert states(cluster) == [False]
    Cluster("some").stop_all()  # and this process still runs
    assert states(cluster) == []


def test_data_survive_a_stop_that_keeps_them_and_no_other(pretended):
    cluster = Cluster("some")
    for keep in (True, False):
        cluster.start(processes.free_ports(1), keep_data=keep)
        kept = cluster.folder / "node-0" / "data"
        kept.mkdir(exist_ok=True)
        cluster.stop_all(keep_data=keep)
        assert kept.exists() == keep


def test_a_port_in_use_is_named(pretended, monkeypatch):
    monkeypatch.setattr(processes, "is_free", lambda port: port != 4100)
    with pytest.raises(NotAvailable, match="port 4100"):
        Cluster("some").start([4000])


def test_a_node_that_ends_while_starting_is_reported_with_its_last_words(tmp_path):
    cluster = Cluster("some", folder=tmp_path)
    cluster.nodes = [node.Node("node-0", 1)]
    (cluster.folder / "node-0").mkdir(parents=True)
    (cluster.folder / "node-0" / "out.log").write_text("one\nno space left\n")
    with pytest.raises(RuntimeError, match="no space left"):
        cluster._give_up(cluster.nodes[0])


def test_what_ignores_the_signal_is_killed(tmp_path):
    code = "import signal, time; signal.signal(15, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
    pid = processes.start([sys.executable, "-c", code], tmp_path / "log")
    while not (tmp_path / "log").read_text():
        time.sleep(0.02)
    processes.end(pid, patience=0.1)
    assert not processes.started_at(pid)


def test_the_guard_stops_the_nodes_of_a_run_that_was_killed(pretended):
    run = subprocess.Popen(["sleep", "60"])
    cluster = Cluster("some")
    cluster.start(processes.free_ports(1))
    watching = guard.start("some", run.pid, processes.started_at(run.pid))
    run.kill()
    run.wait()
    deadline = time.monotonic() + 20
    while processes.started_at(watching) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not cluster.nodes[0].runs


def test_two_who_ask_at_once_unpack_once(tmp_path, monkeypatch):
    downloads = []

    def download(folder):
        downloads.append(folder)
        time.sleep(0.1)
        with zipfile.ZipFile(folder / f"elasticsearch-{distribution.VERSION}.zip", "w") as archive:
            archive.writestr(f"elasticsearch-{distribution.VERSION}/bin/elasticsearch", "#!/bin/sh")
        return folder / f"elasticsearch-{distribution.VERSION}.zip"

    monkeypatch.setenv("ES_NODE_HOME", str(tmp_path))
    monkeypatch.setattr(distribution, "_download", download)
    monkeypatch.setattr(distribution, "jdk", lambda: tmp_path)
    monkeypatch.setattr(distribution, "_add_analysis", lambda unpacked, java: None)
    both = [threading.Thread(target=distribution.install) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(downloads) == 1
    assert os.access(distribution.install() / "bin" / "elasticsearch", os.X_OK)


def test_a_missing_jdk_is_said_in_one_line(monkeypatch):
    monkeypatch.setattr(distribution, "_version", lambda home: 17)
    with pytest.raises(NotAvailable, match=r"^no JDK of version 21 or newer: install one or set JAVA_HOME_21$"):
        distribution.jdk()


def test_a_missing_maven_is_said_in_one_line(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotAvailable, match=r"^Maven is missing: apt-get install maven$"):
        distribution._download(tmp_path)


def test_where_elasticsearch_cannot_run_tests_are_skipped_but_fail_in_ci(monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no JDK"):
        plugin.unavailable("no JDK")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no JDK"):
        plugin.unavailable("no JDK")


def test_the_node_of_the_run_answers_and_has_the_components_the_hub_needs(elasticsearch_url):
    [one] = plugin.ask(f"{elasticsearch_url}/_nodes")["nodes"].values()
    assert one["version"] == distribution.VERSION
    analysis = {"tokenizer": "whitespace", "filter": ["lowercase", "asciifolding"], "text": "Sjögren"}
    answer = plugin.ask(f"{elasticsearch_url}/_analyze", "POST", analysis)
    assert [token["token"] for token in answer["tokens"]] == ["sjogren"]


def test_a_worker_wipes_its_own_indexes_only(elasticsearch_url, elasticsearch_prefix):
    for name in (f"{elasticsearch_prefix}-wiped", f"kept-{elasticsearch_prefix}"):
        plugin.ask(f"{elasticsearch_url}/{name}", "PUT")
    plugin.wipe(elasticsearch_url, elasticsearch_prefix)
    left = [
        row["index"] for row in plugin.ask(f"{elasticsearch_url}/_cat/indices/*{elasticsearch_prefix}*?format=json")
    ]
    assert left == [f"kept-{elasticsearch_prefix}"]
    plugin.wipe(elasticsearch_url, "kept-")


def test_the_setting_names_node_and_prefix(elasticsearch_search_url, elasticsearch_url, elasticsearch_prefix):
    assert elasticsearch_search_url == elasticsearch_url.replace("http", "elasticsearch") + f"/{elasticsearch_prefix}"


@pytest.mark.slow
def test_three_nodes_go_on_without_one_and_take_it_back(three_nodes):
    three_nodes.kill(1)
    three_nodes.wait()
    assert three_nodes.nodes[0].health()["number_of_nodes"] == 2
    three_nodes.restart(1)
    assert three_nodes.nodes[1].health()["number_of_nodes"] == 3

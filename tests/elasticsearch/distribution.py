"""A real Elasticsearch from Maven Central: Elastic's own minimal distribution, downloaded and unpacked once.

AnalysisCommon.java, beside this file, adds the analysis components that it leaves out. It has no security, no scripting
(painless), no reindex and no synonym filters, and answers `GET /` with 405: the hub's engine does without them.
"""

import fcntl
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VERSION = "9.5.3"
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
OLDEST_JDK = 21
USER = "elasticsearch"  # Elasticsearch refuses to run as root
SOURCE = Path(__file__).with_name("AnalysisCommon.java")
DESCRIPTOR = f"""description=Lucene's common analysis components for the minimal distribution
version={VERSION}
name=analysis-common
classname=AnalysisCommon
java.version={OLDEST_JDK}
elasticsearch.version={VERSION}
"""


class NotAvailable(Exception):
    """This machine cannot run Elasticsearch; the message says what is missing."""


def cache() -> Path:
    return Path(os.environ.get("ES_NODE_HOME") or tempfile.gettempdir()) / f"hub-elasticsearch-{VERSION}"


@contextmanager
def lock(file: Path) -> Iterator[None]:
    """Let one process at a time into a block of code."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def jdk() -> Path:
    named = [Path(os.environ[name]) for name in ("JAVA_HOME_21", "JAVA_HOME") if os.environ.get(name)]
    for home in [*named, *sorted(Path("/usr/lib/jvm").glob("*"))]:
        if _version(home) >= OLDEST_JDK:
            return home
    raise NotAvailable(f"no JDK of version {OLDEST_JDK} or newer: install one or set JAVA_HOME_21")


def _version(home: Path) -> int:
    if not (home / "bin" / "javac").exists():
        return 0
    words = subprocess.run([home / "bin" / "javac", "-version"], capture_output=True, text=True, check=False).stdout
    return int("0" + words.removeprefix("javac ").partition(".")[0].strip())


def install() -> Path:
    """Return the folder of the complete distribution; two callers at once make it once."""
    home = cache() / f"elasticsearch-{VERSION}"
    with lock(cache() / "install.lock"):
        if not home.exists():
            with tempfile.TemporaryDirectory(dir=cache()) as folder:
                unpacked = _unpack(_download(Path(folder)))
                _add_analysis(unpacked, jdk())
                unpacked.rename(home)  # last, so that an interrupted call leaves nothing that looks complete
    return home


def _download(folder: Path) -> Path:
    if not shutil.which("mvn"):
        raise NotAvailable("Maven is missing: apt-get install maven")
    fetch = ["mvn", "-q", "-B", "dependency:copy", f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={folder}"]
    done = subprocess.run(fetch, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotAvailable(f"Maven could not download Elasticsearch: {done.stdout.strip().splitlines()[:1]}")
    return folder / f"elasticsearch-{VERSION}.zip"


def _unpack(file: Path) -> Path:
    with zipfile.ZipFile(file) as archive:
        archive.extractall(file.parent)
    unpacked = file.with_suffix("")
    for path in unpacked.rglob("*"):
        path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
    return unpacked


def _add_analysis(unpacked: Path, java: Path) -> None:
    plugin, classes = unpacked / "plugins" / "analysis-common", unpacked.parent / "classes"
    plugin.mkdir(parents=True)
    options = ["--release", str(OLDEST_JDK), "-cp", f"{unpacked}/lib/*", "-d", str(classes)]
    subprocess.run([java / "bin" / "javac", *options, SOURCE], check=True)
    subprocess.run([java / "bin" / "jar", "cf", plugin / "analysis-common.jar", "-C", classes, "."], check=True)
    (plugin / "plugin-descriptor.properties").write_text(DESCRIPTOR)

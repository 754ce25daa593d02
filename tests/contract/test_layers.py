import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_apps_only_import_downwards():
    result = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout


def test_no_module_is_named_after_nothing():
    hiding = {"utils.py", "helpers.py", "services.py", "misc.py"}
    tracked = subprocess.run(
        ["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert not [name for name in tracked if Path(name).name in hiding]


def test_nothing_refers_to_a_place_outside_the_project():
    tracked = subprocess.run(
        ["git", "grep", "-lI", r"\.\./shared"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert tracked.stdout.split() in ([], ["tests/contract/test_layers.py"])

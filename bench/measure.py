import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
ROUNDS = 7


def cpu_ms(call: Callable[[], Any], times: int) -> float:
    """Return the CPU time of one call in ms, over `times` calls."""
    start = time.process_time()
    for _ in range(times):
        call()
    return (time.process_time() - start) * 1000 / times


def interleaved(calls: Mapping[str, Callable[[], Any]], times: int = 50) -> dict[str, float]:
    """Return the median CPU ms of each call; the calls take turns, so that a change of the machine's speed hits all."""
    for call in calls.values():
        call()
    rounds = [{name: cpu_ms(call, times) for name, call in calls.items()} for _ in range(ROUNDS)]
    return {name: median(one[name] for one in rounds) for name in calls}


def percentile(values: Sequence[float], part: int) -> float:
    """Return the value that `part` per cent of `values` do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * part // 100)]


def environment(database: Path, settings: str = "hubsite.settings.dev") -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SETTINGS_MODULE": settings,
        "MEDIA_ROOT": str(database.with_suffix(".media")),
        "DEBUG": "0",
    }


def timed(database: Path, *arguments: str) -> dict[str, float]:
    """Run a command in a process of its own; return its wall seconds and its peak memory in MB."""
    before = time.monotonic()
    code = "import resource, runpy, sys; sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')"
    tail = "; print('PEAK', resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    command = [sys.executable, "-c", code + tail, "manage.py", *arguments]
    result = subprocess.run(command, cwd=ROOT, env=environment(database), check=True, capture_output=True, text=True)
    peak = float(result.stdout.rpartition("PEAK")[2]) / 1024
    return {"seconds": time.monotonic() - before, "mb": peak}


def in_process(database: Path, module: str, *arguments: str) -> dict[str, Any]:
    """Run a bench module on a database of its own and return the JSON it prints last."""
    command = [sys.executable, "-m", module, *arguments]
    result = subprocess.run(command, cwd=ROOT, env=environment(database), check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(result.stdout.strip().splitlines()[-1])

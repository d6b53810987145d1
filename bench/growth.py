"""How a one-day run grows with the history in the lake: on Spark, on DuckDB, and the baseline; prints JSON.

Usage: ``npm run bench -- growth [--runs 3] [--days 1 365 3650]``
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from fresh_spark import ROOT, in_fresh_spark
from medians import medians
from synthetic_lake import generate, job_options

#: A run of the baseline reads all of the history: a minute for three years, and more with every day.
BASELINE_DAYS = 1_095
_MEASURES = ("seconds", "cpu_seconds", "peak_mebibytes", "files_listed", "bytes_read")


def on_duckdb(lake: Path) -> Mapping[str, float]:
    """Runs the laptop's engine in a process of its own."""
    script = ["node", "--no-warnings", "--require", "tsx/cjs", "bench/duckdb-job.ts"]
    command = [*script, str(lake), json.dumps({f"--{name}": value for name, value in job_options(lake).items()})]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
    return json.loads(done.stdout.splitlines()[-1])


def engines_of(days: int) -> dict[str, Callable[[Path], Mapping[str, float]]]:
    """What a lake of so many days is given to, by name."""
    engines: dict[str, Callable[[Path], Mapping[str, float]]] = {
        "job, Spark": lambda lake: in_fresh_spark("measure.py", "openaq_to_redshift", str(lake)),
        "job, DuckDB": on_duckdb,
    }
    if days <= BASELINE_DAYS:
        engines["baseline, Spark"] = lambda lake: in_fresh_spark("measure.py", "baseline", str(lake))
    return engines


def growth(sizes: Sequence[int], runs: int) -> list[dict[str, Any]]:
    """Medians by days of history and engine. All take turns, so that a busy minute touches each of them."""
    with tempfile.TemporaryDirectory(prefix="openaq-bench-") as directory:
        lakes = {days: Path(directory) / str(days) for days in sizes}
        for days, lake in lakes.items():
            generate(lake, days)
        results: dict[tuple[int, str], list[dict[str, float]]] = {}
        for _ in range(runs):
            for days, lake in lakes.items():
                for name, run in engines_of(days).items():
                    made = run(lake)
                    measures = {each: made[each] for each in _MEASURES if each in made}
                    results.setdefault((days, name), []).append(measures)
    return [{"days": days, "engine": name, **medians(each)} for (days, name), each in results.items()]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--days", type=int, nargs="+", default=[1, 365, 3650])
    given = parser.parse_args()
    print(json.dumps({"runs": given.runs, "results": growth(given.days, given.runs)}))  # noqa: T201 (the result)

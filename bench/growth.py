"""How a one-day run grows with the history in the lake, beside the baseline. Figures: docs/transform.md.

Usage: ``npm run bench -- growth [--runs 3] [--days 1 90 1095]``
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from synthetic_lake import generate

ROOT = Path(__file__).parent.parent
JOBS = {"job": "openaq_to_redshift", "baseline": "baseline"}

Result = dict[str, float]


def measure(module: str, lake: Path) -> Result:
    """Runs ``measure.py`` in a process of its own, so that every run starts a cold Spark."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(str(ROOT / folder) for folder in ("glue_jobs", "local/aws/glue", "bench")),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYSPARK_SUBMIT_ARGS": f"--properties-file '{ROOT / 'local/aws/glue/spark-defaults.conf'}' pyspark-shell",
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
    command = [sys.executable, str(ROOT / "bench/measure.py"), module, str(lake)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout.splitlines()[-1])


def medians(results: Sequence[Result]) -> Result:
    """The median of each measure."""
    return {name: statistics.median(result[name] for result in results) for name in results[0]}


def growth(sizes: Sequence[int], runs: int) -> dict[int, dict[str, Result]]:
    """Medians by days of history and job. Sizes and jobs take turns, so that a busy minute touches all of them."""
    with tempfile.TemporaryDirectory(prefix="openaq-bench-") as directory:
        lakes = {days: Path(directory) / str(days) for days in sizes}
        for days, lake in lakes.items():
            generate(lake, days)
        results: dict[int, dict[str, list[Result]]] = {days: {name: [] for name in JOBS} for days in sizes}
        for _ in range(runs):
            for days, lake in lakes.items():
                for name, module in JOBS.items():
                    results[days][name].append(measure(module, lake))
    return {days: {name: medians(each) for name, each in jobs.items()} for days, jobs in results.items()}


def as_markdown(table: dict[int, dict[str, Result]]) -> str:
    """The figures as docs/transform.md shows them."""
    lines = [
        "| days of history | job | files listed | bytes read | seconds | CPU seconds |",
        "|---:|---|---:|---:|---:|---:|",
    ]
    for days, jobs in table.items():
        lines += [
            f"| {days} | {name} | {each['files_listed']:.0f} | {each['bytes_read']:,.0f} | {each['seconds']:.1f} "
            f"| {each['cpu_seconds']:.1f} |"
            for name, each in jobs.items()
        ]
        ratio = {name: jobs["baseline"][name] / jobs["job"][name] for name in jobs["job"]}
        lines.append(
            f"| {days} | **baseline / job** | {ratio['files_listed']:.1f} | {ratio['bytes_read']:.1f} "
            f"| {ratio['seconds']:.1f} | {ratio['cpu_seconds']:.1f} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--days", type=int, nargs="+", default=[1, 90, 1095])
    given = parser.parse_args()
    print(as_markdown(growth(given.days, given.runs)))  # noqa: T201 (the result)

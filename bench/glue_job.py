"""Where each second of a day's job goes, phase by phase, alone and with years of history in the lake; prints JSON.

Usage: ``npm run bench -- job [--runs 5] [--days 1 1095]``
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fresh_spark import in_fresh_spark
from medians import medians
from synthetic_lake import generate


def day_of_job(days: Sequence[int], runs: int) -> list[dict[str, Any]]:
    """Medians of each phase by days of history. The lakes take turns, so that a busy minute touches all of them."""
    with tempfile.TemporaryDirectory(prefix="openaq-bench-") as directory:
        lakes = {number: Path(directory) / str(number) for number in days}
        for number, lake in lakes.items():
            generate(lake, number)
        results: dict[int, list[dict[str, Any]]] = {number: [] for number in days}
        for _ in range(runs):
            for number, lake in lakes.items():
                results[number].append(in_fresh_spark("measure.py", "openaq_to_redshift", str(lake)))
    return [
        {
            "days": number,
            "phases": {name: medians([run["phases"][name] for run in made]) for name in made[0]["phases"]},
            "whole": medians([{name: run[name] for name in ("seconds", "cpu_seconds")} for run in made]),
            "peakMebibytes": medians([{"peak": run["peak_mebibytes"]} for run in made])["peak"],
            "spark": made[0]["spark"],
        }
        for number, made in results.items()
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--days", type=int, nargs="+", default=[1, 1095])
    given = parser.parse_args()
    print(json.dumps({"runs": given.runs, "lakes": day_of_job(given.days, given.runs)}))  # noqa: T201 (the result)

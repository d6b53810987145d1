"""Where a run of ours spends its seconds, from the record that it keeps of its states."""

from __future__ import annotations

import json
import statistics
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

ENTERED = {
    "PlanRun": "extraction",
    "StartCrawler": "crawl, tables",
    "TransformToStaging": "transform",
    "LoadWarehouse": "load, checks",
}
"""The state with which a part begins, in order. Before the first is the start, behind the last the report."""

PARTS = ("start", *ENTERED.values(), "report")


def steps(folder: Path, begun: float, ended: float) -> dict[str, float]:
    """Seconds of each part of the run that the folder tells of, whose process ran from `begun` to `ended` (Unix)."""
    states = json.loads((folder / "run.json").read_text())["states"]
    entered = {state["name"]: state["startedAtMs"] / 1000 for state in reversed(states)}
    marks = [begun, *(entered[name] for name in ENTERED), states[-1]["endedAtMs"] / 1000, ended]
    return {part: end - begin for part, (begin, end) in zip(PARTS, pairwise(marks), strict=True)}


def medians(runs: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Of each part over several runs."""
    return {part: statistics.median(run["steps"][part] for run in runs) for part in PARTS}

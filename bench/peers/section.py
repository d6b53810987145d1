"""The comparison as the page shows it, from what compare.py printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from page import as_table

Result = Mapping[str, Any]

HOW = """The same synthetic week of both cities, served over TLS on this machine: stations as OpenAQ has them in
Vietnam, gases in ug/m3 and ppm, a hundredth of the hours without a value and another with the fill value
-999, a tenth of the stations retired. The other programs are the shortest that their own documentation
leads to: `bench/peers/openaq_sdk.py`, `dlt_pipeline.py` (default loader and parquet), `plain_python.py`
(requests, pandas). Ours is `node bin/openaq.js local`, with its template synthesized before: extraction,
lake, transform, warehouse, checks and report; the others end with their rows in a file. Seconds and processor
seconds (user and system, of the process and all that it started) are medians of {runs} runs into empty
folders, in turns; memory is that of the largest process.

A value is right when it is the true concentration in ug/m3 within half a percent; an hour without one when
no value is stored. The other programs keep the numbers as the API gives them: ppm of gases, -999 for
nothing."""

WHY = """The others end where the extraction of ours does. What ours takes longer for is around it: at the start
Node, the template and PostgreSQL in WebAssembly are loaded; afterwards the objects are catalogued, transformed,
staged, loaded in a transaction, proved and reported. The answer with its digest is printed before the report is
made. To type `npx openaq local` takes {npx:.1f} s more, for npm itself."""

AFTER = """Seconds are not compared where programs end before they have everything. At the limit of {requests} requests
in {period} s no program can take less than {bound:.1f} s for the fewest requests ({fewest}). The faults are
drawn from a seed, never more than three in a row. These trials wait more than they work: all but the second
run are made once, programs beside each other. A killed program is killed with all that it started at half
of its requests, and then run again into the same folder; the figures are those of the second run."""


def _count(number: int) -> str:
    return f"{number:,}"


def _speed(stations: str, programs: Mapping[str, Result]) -> str:
    ours = programs["ours"]
    rows = [
        [
            name,
            f"{each['seconds']:.2f}",
            f"{each['seconds'] / ours['seconds']:.2f}",
            f"{each['cpu_seconds']:.2f}",
            f"{each['max_mib']:.0f}",
            _count(each["requests"]),
            f"{_count(each['right'])} of {_count(each['hours'])}" if each["exit_code"] == 0 else "ends with an error",
        ]
        for name, each in programs.items()
    ]
    head = ["program", "seconds", "ours = 1", "CPU seconds", "MiB", "requests", "hours right"]
    title = f"### {stations} stations a city\n\nAt least {_count(ours['minimum_requests'])} requests are needed."
    steps = as_table(["ours", *ours["steps"]], [["seconds", *(f"{each:.2f}" for each in ours["steps"].values())]])
    return f"{title}\n\n{as_table(head, rows)}\n\n{steps}\n\n{_marks(ours['steps'])}"


def _marks(steps: Mapping[str, float]) -> str:
    """When ours is as far as the others, and when it is done but for the report."""
    extracted = steps["start"] + steps["extraction"]
    return (
        f"Every hour is in the lake after {extracted:.2f} s, and in the warehouse, proved, after "
        f"{sum(steps.values()) - steps['report']:.2f} s."
    )


def _outcome(result: Result) -> str:
    """What is left in the end, in a few words."""
    seconds = f"{result['seconds']:.1f} s"
    if result["exit_code"] != 0:
        return f"ends with an error after {seconds}"
    missing = f", {_count(result['missing'])} hours missing" if result["missing"] else ""
    doubled = f", {_count(result['doubled'])} rows doubled" if result["doubled"] else ", nothing doubled"
    limited = f", {result['limited']} x 429" if result["limited"] else ""
    return f"{seconds}{limited}{missing}{doubled}, {_count(result['right'])} right"


def _trials(results: Result) -> str:
    columns = {
        "again": "a second run",
        "limited": f"{results['limit']['requests']} requests per {results['limit']['seconds']} s",
        "unavailable": "a quarter 503",
        "mixed": "a quarter 503 or HTML with 200",
        "killed": "killed at half, run again",
    }
    rows = [[name, *(_outcome(results[trial][name]) for trial in columns)] for name in results["again"]]
    return as_table(["program", *columns.values()], rows, "---")


def section(results: Result) -> str:
    """Its text."""
    fewest = results["again"]["ours"]["minimum_requests"]
    limit = results["limit"]
    bound = (fewest - 1) // limit["requests"] * limit["seconds"]
    speeds = [_speed(stations, programs) for stations, programs in results["speed"].items()]
    after = AFTER.format(requests=limit["requests"], period=limit["seconds"], bound=bound, fewest=fewest)
    title = f"### When it is not easy, {results['fewest']} stations a city"
    why = WHY.format(npx=results["npx_seconds"])
    return "\n\n".join([HOW.format(runs=results["runs"]), *speeds, why, title, _trials(results), after])

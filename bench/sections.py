"""The smaller sections of the page, each from what its script printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from page import as_table

Result = Mapping[str, Any]
DAYS_A_MONTH, DAYS_A_YEAR = 30.4, 365

BUNDLES_BEFORE = """Until 2026-11-26 they held every language of zod, the SDK as CommonJS, of which nothing can be
left out, and all of undici. Loading took 52 (plan-run), 203 (extract), 48 (summarize-extraction) and 121 CPU
ms (tell-failure) above empty on this machine in the same hour, and they had 507,424, 1,900,892, 513,798 and
1,060,424 bytes."""


def _times(sizes: list[Result], entries: str) -> str:
    """Milliseconds of each entry by number of rows, and how often the first's that is."""
    rows = []
    for size in sizes:
        first = size[entries][0]["ms"]
        rows += [
            [f"{size['rows']:,}", each["name"], f"{each['ms']:,.1f}", f"{each['ms'] / first:.2f}"]
            + ([f"{each['bytes']:,}"] if "bytes" in each else [])
            for each in size[entries]
        ]
    head = ["rows", "", "milliseconds", "first = 1"]
    return as_table(head + (["bytes"] if "bytes" in sizes[0][entries][0] else []), rows)


COMMANDS_BEFORE = """Before 2026-11-26 `npm start` again took 2.3 s, a query about 1 s, help 0.23 s, the synthesis of
the first run 7.2 CPU seconds. `npm run synth` is the CDK's command with its validator of templates, which takes half
of the time; it stays, since what nobody here can deploy is proved so.

Not reached: the week in less than a second, since npm takes a quarter of one for itself, and the report comes behind
the answer; a synthesis in less than three. `npm test` says the seconds of each part. Without faults, Spark and
rehearsal it was to take three minutes: its part `unit` takes four, 244 s, and 330 s in a fresh clone, where nothing is
kept of templates, their lint and compiled files (2026-11-26). Nearly all of it is processor time of engines that are
really started: PostgreSQL, DuckDB, Chromium, the CDK and the command line."""


def commands(result: Result) -> str:
    """Of commands.py."""
    rows = [
        [
            each["name"],
            f"{each['answered']:.2f}",
            f"{each['seconds']:.2f}",
            f"{each['cpu_seconds']:.2f}",
            f"{each['max_mib']:.0f}",
        ]
        for each in result["commands"]
    ]
    head = ["command", "seconds to the answer", "seconds to the end", "CPU seconds", "MiB"]
    return (
        f"In a clone with its packages installed; medians of {result['runs']}, each but the first after a run that is "
        "not measured. `npm start` and `local` run the recorded week of both cities; the answer is the line of SUCCESS "
        f"with the digest, behind it the report is made.\n\n{as_table(head, rows)}\n\n{COMMANDS_BEFORE}"
    )


def bundles(result: Result) -> str:
    """Of bundles.ts."""
    empty = result["bundles"][0]["ms"]
    rows = [
        [
            each["service"],
            f"{each['bytes']:,}",
            f"{each['compressedBytes']:,}",
            f"{each['ms']:.0f}",
            f"{each['ms'] - empty:.0f}",
            f"{each['maxMib']:.0f}",
        ]
        for each in result["bundles"]
    ]
    head = ["bundle", "bytes", "gzip", "load, CPU ms", "above empty", "MiB"]
    return (
        "The bundles as they are deployed, each loaded in a new process of this machine's Node, not on Lambda; medians "
        f"of {result['runs']}. Loading is `require` of the file with its variables; nothing is invoked.\n\n"
        f"{as_table(head, rows)}\n\n{BUNDLES_BEFORE}"
    )


def parquet(result: Result) -> str:
    """Of parquet.ts."""
    return (
        "The lake's measurements, 14 columns, Snappy, synthetic, to a file; medians of "
        f"{result['runs']}. Each writer has its rows in the form that it takes: objects (ours, which also checks every "
        "value), lists of values (hyparquet-writer), a table (DuckDB, pyarrow). A day of two cities of 53 stations is "
        f"at most 2,544 rows.\n\n{_times(result['sizes'], 'writers')}"
    )


def load(result: Result) -> str:
    """Of load.ts."""
    return (
        f"Into facts, half of whose keys are there already, on PGlite (PostgreSQL {result['sizes'][0]['postgres']} in "
        f"WebAssembly), not on Redshift; medians of {result['runs']}. Why it is delete and insert: "
        f"[ADR 0003](adr/0003-delete-and-insert-load.md).\n\n{_times(result['sizes'], 'ways')}"
    )


def workflow(result: Result) -> str:
    """Of workflow.ts."""
    rows = [
        [
            str(run["cities"]),
            f"{run['transitions']:,}",
            f"{run['ofCities']:,}",
            f"{run['dollarsADay']:.4f}",
            f"{run['dollarsADay'] * DAYS_A_MONTH:.2f}",
            f"{run['dollarsADay'] * DAYS_A_YEAR:.2f}",
        ]
        for run in result["runs"]
    ]
    head = ["cities", "transitions a day", "of them in the Map", "USD a day", "USD a month", "USD a year"]
    return (
        "States that a daily run enters, each billed as one transition, from the synthesized definition on its "
        "interpreter with scripted answers: nothing fails, and what AWS does (crawl, three calls of the warehouse) is "
        f"done after {result['runs'][0]['waits']} looks altogether. A look more is four transitions. The price is that "
        f"of [cost.md](cost.md), beside everything else that a month costs.\n\n{as_table(head, rows)}"
    )

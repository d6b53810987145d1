"""Measures, prints, and writes docs/performance.md.

Usage: ``npm run bench [-- <part> [options of the part]]``; without a part all of them. A part is a script that prints
one line of JSON; its section of the page is made of that.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import glue_sections
import page
import sections
from peers import section as peers_section

ROOT = Path(__file__).parents[1]
PEERS = ROOT / ".cache/peers"


@dataclass(frozen=True)
class Part:
    """A part: its title in the page, what prints its JSON, how that becomes text, and the versions it depends on."""

    title: str
    command: Callable[[], list[str]]
    section: Callable[[Mapping[str, Any]], str]
    packages: Sequence[str] = ()


def peers_python() -> str:
    """The peers' own Python, which is made when it is missing."""
    ensure = ["node", "local/setup/ensure-python.js", "bench/peers/requirements.txt", ".cache/peers"]
    subprocess.run(ensure, cwd=ROOT, check=True)  # noqa: S603
    return str(PEERS / "bin/python")


def node(script: str) -> list[str]:
    """A script in TypeScript."""
    return ["node", "--no-warnings", "--require", "tsx/cjs", script]


def python(script: str) -> list[str]:
    """A script in the project's own Python."""
    return [sys.executable, script]


PARTS = {
    "peers": Part(
        "Beside other programs",
        lambda: [peers_python(), "bench/peers/compare.py"],
        peers_section.section,
        ("openaq", "dlt", "duckdb", "requests", "pandas"),
    ),
    "commands": Part("The commands", lambda: python("bench/commands.py"), sections.commands),
    "bundles": Part("Bundles of the functions", lambda: node("bench/bundles.ts"), sections.bundles),
    "parquet": Part(
        "Writing Parquet", lambda: [*node("bench/parquet.ts"), peers_python()], sections.parquet, ("pyarrow",)
    ),
    "job": Part("The seconds of a Glue job", lambda: python("bench/glue_job.py"), glue_sections.job),
    "growth": Part("The Glue job and the years of history", lambda: python("bench/growth.py"), glue_sections.growth),
    "load": Part("Loading facts", lambda: node("bench/load.ts"), sections.load),
    "workflow": Part("Transitions of the workflow", lambda: node("bench/workflow.ts"), sections.workflow),
}


def versions(packages: Sequence[str]) -> dict[str, str]:
    """What bench/peers/requirements.txt pins of them."""
    lines = (ROOT / "bench/peers/requirements.txt").read_text(encoding="utf-8").splitlines()
    pinned = dict(line.split("==") for line in lines if "==" in line)
    return {name: pinned[name] for name in packages}


def measure(name: str, options: Sequence[str]) -> None:
    """Runs a part, prints its section, and writes it to the page."""
    part = PARTS[name]
    load = page.load()
    command = [*part.command(), *options]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
    typed = " ".join(["npm run bench --", name, *options])
    result = json.loads(done.stdout.splitlines()[-1])
    body = f"{page.conditions(typed, load, versions(part.packages))}\n\n{part.section(result)}"
    print(body)  # noqa: T201 (the result)
    page.write_section([each.title for each in PARTS.values()], part.title, body)


def main(argv: Sequence[str]) -> None:
    """Runs the parts that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", nargs="?", choices=PARTS, help="default: all")
    given, options = parser.parse_known_args(argv)
    if options and given.part is None:
        parser.error(f"{options[0]} is an option of one part: expected npm run bench -- <part> {' '.join(options)}")
    for name in [given.part] if given.part else PARTS:
        measure(name, options)


if __name__ == "__main__":
    main(sys.argv[1:])

"""docs/performance.md: a section for each part of the benchmark, replaced when its part has run and kept otherwise."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/performance.md"
INTRODUCTION = """# Performance

Written by `npm run bench`, which measures everything anew; `npm run bench -- <part>` measures a part and keeps the
other sections. Each section says when, on what and with which command it was measured.
"""


def _command_output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if not information.exists():
        return platform.processor() or "unknown processor"
    found = re.search(r"^model name\s*: (.*)$", information.read_text(encoding="utf-8"), re.MULTILINE)
    return found[1] if found else platform.machine()


def load() -> str:
    """How many processes wanted to run in the last minute, besides the benchmark that is about to start."""
    return f"{os.getloadavg()[0]:.1f}"


def conditions(command: str, load_before: str, versions: Mapping[str, str]) -> str:
    """The line under a section's title: date, machine, load, versions, command."""
    own = {"Node": _command_output("node", "--version").removeprefix("v"), "Python": platform.python_version()}
    programs = ", ".join(f"{name} {version}" for name, version in {**own, **versions}.items())
    today = datetime.now(UTC).date()
    return (
        f"Measured {today} on {os.cpu_count()} cores ({_processor()}), load {load_before} before; {programs}.\n\n"
        f"```sh\n{command}\n```"
    )


def as_table(head: Sequence[str], rows: Sequence[Sequence[str]], rule: str = "---:") -> str:
    """A table: the first column to the left, the others, numbers unless another rule is given, to the right."""
    lines = [head, ["---", *[rule] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def with_section(page: str, titles: Sequence[str], title: str, body: str) -> str:
    """The page with the section in place of its earlier one, in the order of the titles."""
    sections = dict(re.findall(r"^## ([^\n]+)\n\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL))
    sections[title] = body
    kept = [f"## {name}\n\n{sections[name].strip()}\n" for name in titles if name in sections]
    return "\n".join([INTRODUCTION, *kept])


def write_section(titles: Sequence[str], title: str, body: str) -> None:
    """Writes it to the page."""
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    PAGE.write_text(with_section(page, titles, title, body), encoding="utf-8")

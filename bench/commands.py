"""Times the commands that people type, in a fresh clone of the last commit, and prints everything as JSON.

Usage: ``commands.py [--runs 5]``; bench/run.py makes the page of it.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from medians import medians

ROOT = Path(__file__).parents[1]
NPM_START = ("npm", "start", "--silent")
OPENAQ = ("node", "bin/openaq.js")
QUESTION = "select city, count(*) from openaq.fact_measurements group by 1"


@dataclass(frozen=True)
class Timed:
    """A command as it is typed, what is deleted before each of its runs, and whether a run of its own goes before."""

    name: str
    command: Sequence[str]
    deleted: Sequence[str] = ()
    is_warm: bool = True


COMMANDS = (
    Timed("`npm start`, the first time", NPM_START, ("node_modules/.cache", ".local"), is_warm=False),
    Timed("`npm start` again", NPM_START),
    Timed("`node bin/openaq.js local`", (*OPENAQ, "local")),
    Timed('`node bin/openaq.js query "..."`', (*OPENAQ, "query", QUESTION)),
    Timed("`node bin/openaq.js --help`", (*OPENAQ, "--help")),
    Timed("`npm run check`", ("npm", "run", "--silent", "check")),
    Timed("`npm run synth`", ("npm", "run", "--silent", "synth")),
)


def run(command: Sequence[str], directory: Path) -> dict[str, float]:
    """Seconds, those until the answer is printed where there is one, CPU seconds and MiB of the largest process."""
    begin = time.monotonic()
    answered = None
    with subprocess.Popen(  # noqa: S603
        command, cwd=directory, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        for line in process.stdout:
            if line.startswith("[SUCCESS]"):
                answered = time.monotonic() - begin
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - begin
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return {
        "seconds": seconds,
        "answered": seconds if answered is None else answered,
        "cpu_seconds": usage.ru_utime + usage.ru_stime,
        "max_mib": usage.ru_maxrss / 1024,
    }


def measure(timed: Timed, directory: Path, runs: int) -> dict[str, object]:
    """Medians of the command."""
    results = []
    if timed.is_warm:
        run(timed.command, directory)
    for _ in range(runs):
        for path in timed.deleted:
            shutil.rmtree(directory / path, ignore_errors=True)
        results.append(run(timed.command, directory))
    return {"name": timed.name, **medians(results)}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    cache = ROOT / ".cache"
    cache.mkdir(exist_ok=True)
    # In the project, so that the packages can be linked: a copy of them takes a minute.
    with tempfile.TemporaryDirectory(prefix="commands-", dir=cache) as temporary:
        clone = Path(temporary) / "clone"
        subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)  # noqa: S603, S607
        packages = shutil.ignore_patterns(".cache")
        shutil.copytree(
            ROOT / "node_modules", clone / "node_modules", symlinks=True, copy_function=os.link, ignore=packages
        )
        commands = [measure(timed, clone, given.runs) for timed in COMMANDS]
    print(json.dumps({"runs": given.runs, "commands": commands}))  # noqa: T201 (the result)

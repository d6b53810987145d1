"""Compares this project with the peers on the same served data, and prints everything as JSON.

Usage: ``compare.py [--runs 5] [--stations 10 53]``; bench/run.py makes the page of it.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from certificate import make_certificate
from programs import PROGRAMS, ROOT, Program
from steps import medians, steps
from trial import Situation, judge, run

MEASURES = ("seconds", "cpu_seconds", "max_mib")
LIMIT = {"requests": 12, "seconds": 2}
Result = dict[str, Any]


class Comparison:
    """All trials, each in a folder of its own."""

    def __init__(self, directory: Path, trust: Mapping[str, str], stations: Sequence[int], runs: int) -> None:
        self.directory, self.trust, self.runs = directory, trust, runs
        self.stations = stations
        self.fewest = min(stations)

    def folder(self, name: str, program: Program) -> Path:
        """Of a trial."""
        return self.directory / f"{name}-{PROGRAMS.index(program)}"

    def unjudged(self, name: str, program: Program, situation: Situation) -> Result:
        """One run into the folder of that name, which may hold what an earlier one left."""
        return run(program, situation, self.folder(name, program), self.trust)

    def once(self, name: str, program: Program, situation: Situation) -> Result:
        """The same; what it stored is judged when it ended well."""
        result = self.unjudged(name, program, situation)
        if result["exit_code"] != 0:
            return result
        return {**result, **judge(program, situation, self.folder(name, program))}

    def beside(self, *trials: Callable[[Program], Result]) -> list[dict[str, Result]]:
        """Each trial of each program, all at a time: for trials that wait more than they work."""
        with ThreadPoolExecutor(len(trials) * len(PROGRAMS)) as pool:
            begun = [{program.name: pool.submit(trial, program) for program in PROGRAMS} for trial in trials]
            return [{name: future.result() for name, future in each.items()} for each in begun]

    def speed(self, stations: int) -> dict[str, Result]:
        """Medians of runs into empty folders. The programs take turns, so that a busy minute touches all of them."""
        situation = Situation(stations)
        results: dict[str, list[Result]] = {program.name: [] for program in PROGRAMS}
        for number in range(self.runs):
            for program in PROGRAMS:
                name = f"speed-{stations}"
                shutil.rmtree(self.folder(name, program), ignore_errors=True)
                is_last = number == self.runs - 1
                result = (self.once if is_last else self.unjudged)(name, program, situation)
                if program.kind == "ours":
                    begun = result["begun"]
                    result["steps"] = steps(self.folder(name, program), begun, begun + result["seconds"])
                results[program.name].append(result)
                say(f"{stations} stations, run {number + 1}, {program.name}: {result['seconds']:.2f} s")
        speed = {
            name: {**each[-1], **{measure: statistics.median(one[measure] for one in each) for measure in MEASURES}}
            for name, each in results.items()
        }
        speed["ours"]["steps"] = medians(results["ours"])
        return speed

    def again(self) -> dict[str, Result]:
        """A second run into the folder of the last first one."""
        situation = Situation(self.fewest)
        return {program.name: self.once(f"speed-{self.fewest}", program, situation) for program in PROGRAMS}

    def meeting(self, name: str, server: Mapping[str, Any]) -> Callable[[Program], Result]:
        """A trial against a server that is not easy."""
        return lambda program: self.once(name, program, Situation(self.fewest, server))

    def killed(self, speed: Mapping[str, Result]) -> dict[str, Result]:
        """Killed at half of its requests, then run again."""

        def trial(program: Program) -> Result:
            half = speed[program.name]["requests"] // 2
            self.once("killed", program, Situation(self.fewest, kill_after=half))
            return self.once("killed", program, Situation(self.fewest))

        return self.beside(trial)[0]

    def all(self) -> Result:
        """Every trial, after a run of each program that is not measured: template and bytecode are made by then."""
        say("warm-up")
        self.beside(lambda program: self.unjudged("warm", program, Situation(self.fewest)))
        speed = {stations: self.speed(stations) for stations in self.stations}
        say("a second run, the limit, faults, kills")
        again = self.again()
        (limited,) = self.beside(self.meeting("limited", {"limit": LIMIT}))
        unavailable, mixed = self.beside(
            self.meeting("unavailable", {"faults": ["503"]}), self.meeting("mixed", {"faults": ["503", "html"]})
        )
        return {
            "runs": self.runs,
            "limit": LIMIT,
            "fewest": self.fewest,
            "npx_seconds": seconds_of_npx(self.runs),
            "speed": speed,
            "again": again,
            "limited": limited,
            "unavailable": unavailable,
            "mixed": mixed,
            "killed": self.killed(speed[self.fewest]),
        }


def seconds_of_npx(runs: int) -> float:
    """What `npx` takes beside the program that it starts: a median."""

    def seconds(*command: str) -> float:
        begin = time.monotonic()
        subprocess.run([*command, "--version"], cwd=ROOT, check=True, capture_output=True)  # noqa: S603
        return time.monotonic() - begin

    return statistics.median(seconds("npx", "openaq") - seconds("node", "bin/openaq.js") for _ in range(runs))


def say(text: str) -> None:
    """Progress, beside the result."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201 (for who waits)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--stations", type=int, nargs="+", default=[10, 53])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="openaq-peers-") as temporary:
        comparison = Comparison(Path(temporary), make_certificate(Path(temporary)), given.stations, given.runs)
        print(json.dumps(comparison.all()))  # noqa: T201 (the result)

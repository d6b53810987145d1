"""Runs one program once against a server of its own, and says what it took."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from programs import HERE, ROOT, Program

KEY = "0123456789abcdef" * 4


@dataclass(frozen=True)
class Situation:
    """What a program meets."""

    stations: int
    """Stations of each of the two cities."""
    server: Mapping[str, Any] = field(default_factory=dict)
    """Further options of server.ts: `limit`, `faults`."""
    kill_after: int | None = None
    """Kills the program, and all that it started, at that request."""
    timeout_seconds: int = 180


def environment(trust: Mapping[str, str], folder: Path) -> dict[str, str]:
    """A user's environment without proxies; what dlt keeps between runs stays in the trial's folder."""
    plain = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    dlt = {"DLT_DATA_DIR": str(folder / "dlt"), "RUNTIME__DLTHUB_TELEMETRY": "false"}
    return {**plain, **trust, **dlt, "OPENAQ_API_KEY": KEY, "NO_UPDATE_NOTIFIER": "1"}


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def run(program: Program, situation: Situation, folder: Path, trust: Mapping[str, str]) -> dict[str, Any]:
    """One run: seconds, CPU seconds of the process and its children, MiB of the largest, and the server's counts."""
    folder.mkdir(exist_ok=True)
    options = {"stations": situation.stations, "folder": str(folder.parent), **situation.server}
    if situation.kill_after is not None:
        options["mark"] = situation.kill_after
    command = ["node", "--require", "tsx/cjs", str(HERE / "server.ts"), json.dumps(options)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, **pipes) as server:  # noqa: S603
        told = json.loads(server.stdout.readline())
        with folder.with_suffix(".txt").open("ab") as output:
            begin, begun = time.monotonic(), time.time()
            process = subprocess.Popen(  # noqa: S603
                program.command(told["url"], folder),
                cwd=ROOT,
                env=environment(trust, folder),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
            lines: list[str] = []

            def listen() -> None:
                for line in server.stdout:
                    if line == "mark\n":
                        _kill_group(process)
                    else:
                        lines.append(line)

            listener = threading.Thread(target=listen)
            listener.start()
            timer = threading.Timer(situation.timeout_seconds, _kill_group, [process])
            timer.start()
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.monotonic() - begin
            process.returncode = os.waitstatus_to_exitcode(status)
            timer.cancel()
        server.stdin.close()
        listener.join()
    return {
        "exit_code": process.returncode,
        "seconds": seconds,
        "begun": begun,
        "cpu_seconds": usage.ru_utime + usage.ru_stime,
        "max_mib": usage.ru_maxrss / 1024,
        "hours": told["hours"],
        "minimum_requests": told["minimumRequests"],
        **json.loads(lines[-1]),
    }


def judge(program: Program, situation: Situation, folder: Path) -> dict[str, int]:
    """What the folder holds, against the truth: see judge.py."""
    truth = folder.parent / f"truth-{situation.stations}.json"
    command = [sys.executable, str(HERE / "judge.py"), program.kind, str(folder), str(truth)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603

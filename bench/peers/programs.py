"""The programs that are compared, each as its user starts it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from week import WEEK

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@dataclass(frozen=True)
class Program:
    """A program: its name in the page, and how its result is read."""

    name: str
    kind: str
    script: str | None
    extra: tuple[str, ...] = ()

    def command(self, url: str, folder: Path) -> list[str]:
        """What a user types for the week, against this API and into this folder."""
        if self.script is not None:
            return [sys.executable, str(HERE / self.script), url, str(folder), *self.extra]
        first = datetime.fromisoformat(WEEK["from"])
        last = first + timedelta(days=WEEK["days"] - 1)
        dates = ["--from", f"{first:%Y-%m-%d}", "--to", f"{last:%Y-%m-%d}"]
        # Not by npx, which takes longer for itself than the others for everything: they are started without pipx, too.
        return ["node", "bin/openaq.js", "local", *dates, "--api-url", url, "--dir", str(folder)]


PROGRAMS = (
    Program("ours", "ours", None),
    Program("openaq SDK", "python", "openaq_sdk.py"),
    Program("dlt", "dlt", "dlt_pipeline.py"),
    Program("dlt, parquet", "dlt", "dlt_pipeline.py", ("parquet",)),
    Program("plain Python", "python", "plain_python.py"),
)

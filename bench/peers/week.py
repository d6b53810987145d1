"""What every program is told: the boxes of the cities and the week, and its two arguments."""

from __future__ import annotations

import json
import sys
from datetime import datetime, timedelta
from pathlib import Path

WEEK = json.loads((Path(__file__).parent / "week.json").read_text(encoding="utf-8"))
_FIRST = datetime.fromisoformat(WEEK["from"])

BOXES = [",".join(map(str, city["boundingBox"])) for city in WEEK["cities"]]
FIRST = _FIRST.strftime("%Y-%m-%dT%H:%M:%SZ")
LAST = (_FIRST + timedelta(days=WEEK["days"])).strftime("%Y-%m-%dT%H:%M:%SZ")


def arguments() -> tuple[str, Path]:
    """The address of the API and the folder to write to."""
    return sys.argv[1], Path(sys.argv[2])

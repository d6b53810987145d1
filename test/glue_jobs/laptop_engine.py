"""Runs the laptop's own engine over the files of a lake: ``local/aws/glue/duckdb-engine.ts``, nothing of Spark."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

from lake import Lake
from staging import Rows, read_rows

_ROOT = Path(__file__).parents[2]
_COMMAND = ["node", "--require", "tsx/cjs", "test/support/laptop-views.ts"]


def run_on_laptop(lake: Lake, arguments: Mapping[str, str], directory: Path) -> dict[str, Rows]:
    """The rows of every view by its name, which the engine leaves as files in the directory.

    The rows of `lost_dates` stop nothing here: the views are looked at before.
    """
    lake.write_catalog()
    given = {f"--{name}": value for name, value in arguments.items()}
    request = {"catalogFile": str(lake.catalog_file), "directory": str(directory), "arguments": given}
    subprocess.run(_COMMAND, cwd=_ROOT, input=json.dumps(request), text=True, check=True)
    return {file.stem: read_rows(file) for file in directory.glob("*.parquet")}

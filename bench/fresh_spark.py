"""Runs a script of the benchmark in a process of its own, so that every run starts a cold Spark, as on Glue."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
_FOLDERS = ("glue_jobs", "local/aws/glue", "bench")


def in_fresh_spark(script: str, *arguments: str, java_options: str | None = None) -> dict[str, Any]:
    """What the script prints as JSON in its last line. Raises RuntimeError with its errors when it fails.

    ``java_options`` take the place of the laptop's, which are made for runs that end soon.
    """
    settings = f"--properties-file '{ROOT / 'local/aws/glue/spark-defaults.conf'}'"
    if java_options is not None:
        settings += f" --driver-java-options '{java_options}'"
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(str(ROOT / folder) for folder in _FOLDERS),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYSPARK_SUBMIT_ARGS": f"{settings} pyspark-shell",
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
    command = [sys.executable, str(ROOT / "bench" / script), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout.splitlines()[-1])

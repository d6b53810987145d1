"""Says where a job's time goes, by hooks around its functions: the script itself has none of this.

A function's time is its own: what another hooked function takes within it is charged to that one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from functools import wraps
from types import ModuleType
from unittest.mock import patch

from awsglue.dynamicframe import DynamicFrameReader, DynamicFrameWriter
from awsglue.job import Job
from pyspark.sql import SparkSession

import lake_sources
from usage import cpu_seconds


@dataclass
class Phase:
    """Seconds of wall clock and of processors (Python and JVM), and the Spark jobs and tasks that ran."""

    seconds: float = 0.0
    cpu_seconds: float = 0.0
    spark_jobs: int = 0
    tasks: int = 0


class Phases:
    """Phases by their label, in the order in which they first began."""

    def __init__(self, spark: SparkSession) -> None:
        self._spark = spark
        self._by_label: dict[str, Phase] = {}
        self._under_way: list[str] = []
        self._seen_jobs: set[int] = set()
        self._last = (time.monotonic(), cpu_seconds(spark))

    def _charge(self) -> None:
        """Charges what has happened since the last call to the innermost phase."""
        now = (time.monotonic(), cpu_seconds(self._spark))
        tracker = self._spark.sparkContext.statusTracker()
        new = set(tracker.getJobIdsForGroup(None)) - self._seen_jobs
        self._seen_jobs |= new
        if self._under_way:
            phase = self._by_label[self._under_way[-1]]
            phase.seconds += now[0] - self._last[0]
            phase.cpu_seconds += now[1] - self._last[1]
            phase.spark_jobs += len(new)
            stages = [stage for job in map(tracker.getJobInfo, new) if job for stage in job.stageIds]
            phase.tasks += sum(stage.numCompletedTasks for stage in map(tracker.getStageInfo, stages) if stage)
        self._last = now

    @contextmanager
    def phase(self, label: str) -> Iterator[None]:
        """Charges the block to the label."""
        self._charge()
        self._by_label.setdefault(label, Phase())
        self._under_way.append(label)
        try:
            yield
        finally:
            self._charge()
            self._under_way.pop()

    def hooked(self, function: Callable, label: Callable[..., str]) -> Callable:
        """The function, charged to the label that its arguments give."""

        @wraps(function)
        def hook(*given: object, **named: object) -> object:
            with self.phase(label(*given, **named)):
                return function(*given, **named)

        return hook

    def result(self) -> dict[str, dict[str, float]]:
        """The phases as plain values."""
        return {label: asdict(phase) for label, phase in self._by_label.items()}


def _written(_: object, *, connection_options: dict[str, str], **__: object) -> str:
    return f"write {connection_options['dbtable'].rpartition('.')[2]}"


#: Where a phase is: the name of a function in the job's module or in a class, and its label.
_OF_JOB = {
    "read_source": "rows of days and locations",
    "read_manifests": "manifests",
    "run_transform": "plan of the SQL",
    "refuse_lost_dates": "lost dates",
    "stage": "counts",
}


@contextmanager
def recorded_phases(spark: SparkSession, job: ModuleType) -> Iterator[Phases]:
    """Hooks the functions of the job and of the stand-in for Glue within the block."""
    phases = Phases(spark)
    hooks: list[tuple[object, str, Callable[..., str]]] = [
        (DynamicFrameReader, "from_catalog", lambda *_, **__: "catalog and listing"),
        (lake_sources, "_check_files", lambda *_, **__: "footers"),
        (DynamicFrameWriter, "from_jdbc_conf", _written),
        (Job, "commit", lambda *_, **__: "commit"),
        *((job, name, lambda *_, label=label, **__: label) for name, label in _OF_JOB.items() if hasattr(job, name)),
    ]
    with ExitStack() as stack:
        for owner, name, label in hooks:
            stack.enter_context(patch.object(owner, name, phases.hooked(getattr(owner, name), label)))
        stack.enter_context(phases.phase("arguments and settings"))
        yield phases

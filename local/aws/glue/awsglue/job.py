"""Stands in for ``awsglue.job``: the bookmark's begin and end, which leave a file so that a commit can be seen."""

from collections.abc import Mapping

from awsglue.context import GlueContext


class Job:
    """A job run. ``commit`` writes ``committed`` into the sink folder: nothing is loaded from a run without it."""

    def __init__(self, glue_context: GlueContext) -> None:
        self._glue_context = glue_context
        self._job_name: str | None = None

    def init(self, job_name: str, args: Mapping[str, str | None]) -> None:
        """Begins the run."""
        self._job_name = job_name

    def commit(self) -> None:
        """Ends the run successfully."""
        if self._job_name is None:
            raise RuntimeError("Job.commit() before Job.init()")
        (self._glue_context.sink_directory / "committed").write_text(f"{self._job_name}\n", encoding="utf-8")

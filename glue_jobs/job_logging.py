"""The job's log: JSON lines on standard output, which Glue keeps in CloudWatch."""

import json
import logging
import sys
from datetime import UTC, datetime

logger = logging.getLogger("openaq_to_redshift")


class JsonFormatter(logging.Formatter):
    """One JSON object per line, each with the run's id."""

    def __init__(self, run_id: str | None) -> None:
        super().__init__()
        self.run_id = run_id

    def format(self, record: logging.LogRecord) -> str:
        """Formats one record; ``extra={"fields": {...}}`` adds members, an exception its type and message."""
        line = {
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "message": record.getMessage(),
            "run_id": self.run_id,
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[0]:
            line |= {"error": record.exc_info[0].__name__, "cause": str(record.exc_info[1])}
        return json.dumps(line, default=str)


def configure_logging(run_id: str | None) -> None:
    """Sends this job's records, and no others, to standard output."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter(run_id))
    logger.handlers[:] = [handler]
    logger.setLevel(logging.INFO)
    logger.propagate = False

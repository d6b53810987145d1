"""What the job did for each city, in the words of Extract (``extractionSchema`` in ``lambdas/shared/domain``)."""

from collections.abc import Iterable, Mapping

from pyspark.sql import Row

from archive_arguments import ArchiveArguments


def extraction_of(
    arguments: ArchiveArguments, city: str, counts: Iterable[Row], locations: int, files: Mapping[str, int]
) -> dict[str, object]:
    """A city's counts: those that Extract returns, with ``lines`` by outcome and ``files`` beside them."""
    by_kind: dict[str, dict[str, int]] = {}
    for row in counts:
        by_kind.setdefault(row.kind, {})[row.name] = row.row_count
    hours, rows = by_kind.get("hour", {}), by_kind.get("row", {})
    return {
        "runId": arguments.run_id,
        "city": city,
        "window": {
            "start": f"{arguments.window_start:%Y-%m-%dT%H:%M:%SZ}",
            "end": f"{arguments.window_end:%Y-%m-%dT%H:%M:%SZ}",
        },
        "locations": locations,
        "foreignLocations": 0,
        "sensors": by_kind.get("sensor", {}).get("asked", 0),
        "skippedSensors": by_kind.get("skipped", {}),
        "requests": 0,
        "rateLimitHits": 0,
        "values": sum(hours.values()),
        "gaps": hours.get("gap", 0),
        "nulledValues": {reason: number for reason, number in hours.items() if reason not in ("gap", "valued")},
        "unitChanges": 0,
        "flaggedValues": 0,
        "shadowedValues": hours.get("valued", 0) - (rows.get("stored_values") or 0),
        "changedNames": 0,
        "rows": rows.get("rows", 0),
        "keptRows": 0,
        "keptDays": 0,
        "lines": by_kind.get("line", {}),
        "files": dict(files),
    }

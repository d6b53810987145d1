"""A folder that mirrors the keys of OpenAQ's archive, with lines in the three ways of quoting that it has had."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable
from pathlib import Path

from archive_files import COLUMNS

MICROGRAMS = "µg/m³"
#: Until 2023; of 2024 and later, coordinates and value as texts; every field.
QUOTING = {"bare": csv.QUOTE_MINIMAL, "texts": csv.QUOTE_NONNUMERIC, "all": csv.QUOTE_ALL}


def line(**changes: object) -> dict[str, object]:
    """A reading of the post in Hanoi that ends at 08:00 local time on 2018-12-05, 01:00 UTC."""
    return {
        "location_id": 7441,
        "sensors_id": 21632,
        "location": "Hanoi-7441",
        "datetime": "2018-12-05T08:00:00+07:00",
        "lat": "21.021939",
        "lon": "105.818806",
        "parameter": "pm25",
        "units": MICROGRAMS,
        "value": "71.0",
        **changes,
    }


class Archive:
    """Files by their real keys."""

    def __init__(self, directory: Path) -> None:
        self.location = f"{directory}/"
        self._directory = directory

    def path(self, location_id: int, local_date: str) -> Path:
        """Where the file of a location's local date (``YYYYMMDD``) is."""
        folder = f"locationid={location_id}/year={local_date[:4]}/month={local_date[4:6]}"
        path = self._directory / "records/csv.gz" / folder / f"location-{location_id}-{local_date}.csv.gz"
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def put(self, lines: Iterable[dict[str, object]], local_date: str = "20181205", quoting: str = "bare") -> None:
        """Writes a file of 7441's lines, or of those of the first line's location."""
        rows = list(lines)
        text = io.StringIO()
        writer = csv.DictWriter(text, COLUMNS, quoting=QUOTING[quoting])
        writer.writeheader()
        writer.writerows(rows)
        location_id = int(str(rows[0]["location_id"])) if rows else 7441
        self.path(location_id, local_date).write_bytes(gzip.compress(text.getvalue().encode("utf-8")))

"""The arguments of the archive's job and their rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from lake_contract import city_segment
from option_reader import InvalidArgumentsError, OptionReader

#: OpenAQ writes a day's file 72 hours after the local day has ended (docs.openaq.org aws/about.mdx at 261b644), and the
#: local day of a UTC day's last hour ends within a day of it.
ARCHIVE_DELAY = timedelta(days=4)

_LOCATION = r"(?:s3a?://\S|/).*/"
#: The texts among the arguments: the field, the argument, its pattern and what is expected.
_TEXTS = (
    ("job_name", "JOB_NAME", r"\S+", "the job's name"),
    (
        "archive_location",
        "archive_location",
        _LOCATION,
        "a location that ends with /, such as s3://openaq-data-archive/",
    ),
    ("lake_location", "lake_location", _LOCATION, "the lake's bucket or folder, a location that ends with /"),
)
ARGUMENT_NAMES = ("run_id", "window_start", "window_end", "cities", "pollutants", *(name for _, name, _, _ in _TEXTS))


@dataclass(frozen=True)
class ArchiveArguments:
    """The job's arguments after checking. The window is half-open, ``[window_start, window_end)``, at midnight UTC."""

    job_name: str
    run_id: str
    window_start: datetime
    window_end: datetime
    cities: tuple[str, ...]
    pollutants: tuple[str, ...]
    archive_location: str
    lake_location: str

    def item_name(self, city: str) -> str:
        """What names a city's part of the run, as ``itemName`` in ``lambdas/shared/domain/object-keys.ts``."""
        return f"{city_segment(city)}-{self.window_start:%Y-%m-%d}"


def check_archive_arguments(
    options: Mapping[str, str | None], names: Mapping[str, str], known_pollutants: Mapping[str, object], now: datetime
) -> ArchiveArguments:
    """Turns the options of Glue into arguments, or raises InvalidArgumentsError with every mistake."""
    reader = OptionReader(options)
    window_start, window_end = reader.take_window()
    pollutant = "|".join(known_pollutants)
    arguments = ArchiveArguments(
        window_start=window_start,
        window_end=window_end,
        cities=reader.take_cities(names["city"]),
        run_id=reader.take("run_id", names["run"], "1 to 100 letters, digits, - or _"),
        pollutants=tuple(
            reader.take("pollutants", f"({pollutant})(,({pollutant}))*", f"some of {','.join(known_pollutants)}").split(
                ","
            )
        ),
        **{field: reader.take(name, pattern, expected) for field, name, pattern, expected in _TEXTS},
    )
    reader.refuse_mistakes()
    if window_end > now - ARCHIVE_DELAY:
        last = now - ARCHIVE_DELAY - timedelta(days=1)
        raise InvalidArgumentsError(
            f"Invalid job arguments: --window_end is {options['window_end']!r}, but the archive is "
            f"{ARCHIVE_DELAY.days} days behind: expected dates up to {last:%Y-%m-%d}; take later ones from the API"
        )
    return arguments

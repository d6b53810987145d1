"""The job's arguments, their rules, and what they select. ``local/aws/glue/job-arguments.ts`` has the same rules."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from lake_contract import city_segment
from option_reader import OptionReader

#: An object is a city's day, of some hundred to some thousand rows.
_OBJECTS_A_PARTITION = 16
#: One for each core of the job's single G.1X executor.
_MOST_PARTITIONS = 4


@dataclass(frozen=True)
class Arguments:
    """The job's arguments after checking. The window is half-open, ``[window_start, window_end)``, at midnight UTC."""

    job_name: str
    run_id: str
    window_start: datetime
    window_end: datetime
    city_segments: tuple[str, ...]
    source_database: str
    manifest_location: str
    target_schema: str
    redshift_connection: str
    redshift_database: str
    copy_role_arn: str
    temp_dir: str

    @property
    def partitions(self) -> int:
        """In how many partitions Spark holds the run's rows: one for a day, so that nothing has to be shuffled."""
        objects = len(self.city_segments) * (self.window_end - self.window_start).days
        return min(_MOST_PARTITIONS, ceil(objects / _OBJECTS_A_PARTITION))


_IDENTIFIER = r"[A-Za-z_][A-Za-z0-9_]{0,126}"
#: The texts among the arguments: the field, the argument, its pattern and what is expected.
_TEXTS = (
    ("job_name", "JOB_NAME", r"\S+", "the job's name"),
    ("source_database", "source_database", _IDENTIFIER, "a database of the Glue catalog"),
    ("manifest_location", "manifest_location", r".+/", "a location that ends with /"),
    ("target_schema", "target_schema", _IDENTIFIER, "a schema of the warehouse"),
    ("redshift_connection", "redshift_connection", r"\S+", "the name of a Glue connection"),
    ("redshift_database", "redshift_database", _IDENTIFIER, "a database of the cluster"),
    ("copy_role_arn", "copy_role_arn", r"\S+", "the ARN of a role attached to the cluster"),
    ("temp_dir", "TempDir", r"s3://\S+", "an S3 location such as s3://bucket/temp/"),
)
ARGUMENT_NAMES = ("run_id", "window_start", "window_end", "cities", *(name for _, name, _, _ in _TEXTS))


def check_arguments(options: Mapping[str, str | None], names: Mapping[str, str]) -> Arguments:
    """Turns the options of Glue into arguments, or raises InvalidArgumentsError with every mistake."""
    reader = OptionReader(options)
    window_start, window_end = reader.take_window()
    arguments = Arguments(
        window_start=window_start,
        window_end=window_end,
        city_segments=tuple(map(city_segment, reader.take_cities(names["city"]))),
        run_id=reader.take("run_id", names["run"], "1 to 100 letters, digits, - or _"),
        **{field: reader.take(name, pattern, expected) for field, name, pattern, expected in _TEXTS},
    )
    reader.refuse_mistakes()
    return arguments


def city_predicate(city_segments: Iterable[str]) -> str:
    """The condition on the cities' folders."""
    return "partition_0 in ({})".format(", ".join(f"'{segment}'" for segment in city_segments))


def window_predicate(start: datetime, end: datetime) -> str:
    """The condition on year, month and day of the days in ``[start, end)``; a whole month goes without its days."""
    days_by_month: dict[tuple[str, str], list[str]] = {}
    day = start
    while day < end:
        days_by_month.setdefault((day.strftime("%Y"), day.strftime("%m")), []).append(day.strftime("%d"))
        day += timedelta(days=1)

    def condition(year: str, month: str, days: list[str]) -> str:
        text = f"year = '{year}' and month = '{month}'"
        if len(days) == monthrange(int(year), int(month))[1]:
            return f"({text})"
        return "({} and day in ({}))".format(text, ", ".join(f"'{each}'" for each in days))

    return "({})".format(" or ".join(condition(*month, days) for month, days in days_by_month.items()))

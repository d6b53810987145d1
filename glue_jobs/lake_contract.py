"""What the job is told in files: the tables of the lake (``lake.json``) and the transform (``NN_<view>.sql``).

Glue brings them by ``--extra-files``; in the repository they are in ``sql/transform``, where TypeScript reads them too.
"""

import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

#: A view that the job looks at, beside those that it writes.
LOST_DATES = "lost_dates"


class MissingTransformError(FileNotFoundError):
    """The files of ``sql/transform`` are in none of the places where the job looks for them."""


@dataclass(frozen=True)
class Source:
    """A table: the view it becomes, its name, columns (Spark types), partition columns, and prefix in the bucket.

    Files of earlier versions may lack the optional columns.
    """

    view: str
    table: str
    columns: Mapping[str, str]
    partition_columns: Sequence[str]
    optional: Set[str]
    prefix: str


@dataclass(frozen=True)
class Lake:
    """Outputs are in the order of their locks, each with its count, or None if it always has rows.

    ``names`` are the patterns of a city's name and of a run's id, ``transform`` the pairs of view and SQL.
    """

    sources: Mapping[str, Source]
    outputs: Mapping[str, str | None]
    names: Mapping[str, str]
    transform: Sequence[tuple[str, str]]


def city_segment(city: str) -> str:
    """A city's folder in the bucket, as ``citySegment`` in ``lambdas/shared/domain/object-keys.ts``."""
    return city.replace(" ", "_")


def contract_directories(script: str, folder: str = "transform") -> list[Path]:
    """The repository's folder below ``sql``, then the script's own, then the working directory.

    Glue copies ``--extra-files`` "to the working directory of your script", as its manual says of job parameters, and
    that can be read as either of the two.
    """
    beside = Path(script).resolve().parent
    return list(dict.fromkeys([beside.parent / "sql" / folder, beside, Path.cwd()]))


def read_views(directories: Sequence[Path]) -> tuple[Path, list[tuple[str, str]]]:
    """The first directory that holds SQL files ``NN_<view>.sql``, and their pairs of view and SQL, in order."""
    directory = next((each for each in directories if any(each.glob("[0-9][0-9]_*.sql"))), None)
    if directory is None:
        raise MissingTransformError(f"No NN_<view>.sql in {' or '.join(map(str, directories))}: check --extra-files")
    files = sorted(directory.glob("[0-9][0-9]_*.sql"))
    return directory, [(file.stem[3:], file.read_text(encoding="utf-8")) for file in files]


def read_sources(contract: Mapping) -> dict[str, Source]:
    """The tables of ``lake.json`` by name."""

    def source(
        view: str, table: str, columns: Mapping[str, Mapping], partitions: Sequence[str], prefix: str, **_: object
    ) -> Source:
        types = {name: kind for name, column in columns.items() for kind in column}
        optional = {name for name, column in columns.items() if column[types[name]].get("optional")}
        return Source(view, table, types, partitions, optional, prefix)

    return {name: source(**table) for name, table in contract["sources"].items()}


def read_lake(directories: Sequence[Path]) -> Lake:
    """Reads ``lake.json`` and the SQL files, these in order, of the first directory that holds any."""
    directory, transform = read_views(directories)
    contract = json.loads((directory / "lake.json").read_text(encoding="utf-8"))
    missing = {LOST_DATES, *contract["outputs"]} - {view for view, _ in transform}
    if missing:
        raise MissingTransformError(f"{directory} has no file for {', '.join(sorted(missing))}")
    return Lake(read_sources(contract), contract["outputs"], contract["names"], transform)

"""What the archive's job is told in files: the lake's tables, the rules of values, and the SQL of ``sql/archive``."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lake_contract import MissingTransformError, Source, contract_directories, read_sources, read_views


@dataclass(frozen=True)
class ArchiveContract:
    """``pollutants`` is the content of ``pollutants.json``, ``views`` the pairs of view and SQL, in order."""

    sources: Mapping[str, Source]
    names: Mapping[str, str]
    pollutants: Mapping[str, Mapping]
    views: Sequence[tuple[str, str]]

    def rules(self, wanted: Sequence[str]) -> Iterator[tuple[str, str, int, float, float, list[float]]]:
        """Rows of the view ``rules``: pollutant, unit, position among the columns, limit, ug/m3 in one, fill codes."""
        for position, (name, pollutant) in enumerate(self.pollutants.items()):
            for unit, value_range in pollutant["ranges"].items() if name in wanted else ():
                codes = [float(code) for code in value_range["fillCodes"]]
                yield name, unit, position, float(value_range["upperLimit"]), float(value_range["micrograms"]), codes


def read_archive_contract(script: str) -> ArchiveContract:
    """Reads the files from the repository or from beside the script, where Glue brings them by ``--extra-files``."""
    directory, views = read_views(contract_directories(script, "archive"))

    def content_of(name: str) -> Mapping:
        directories = [directory, *contract_directories(script)]
        file = next((each / name for each in directories if (each / name).exists()), None)
        if file is None:
            raise MissingTransformError(f"No {name} in {' or '.join(map(str, directories))}: check --extra-files")
        return json.loads(file.read_text(encoding="utf-8"))

    lake = content_of("lake.json")
    return ArchiveContract(read_sources(lake), lake["names"], content_of("pollutants.json"), views)

"""Stands in for ``awsglue.utils``: the job's arguments."""

import argparse
from collections.abc import Sequence


class GlueArgumentError(Exception):
    """A required argument is missing."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:
        raise GlueArgumentError(message)


def getResolvedOptions(args: Sequence[str], options: list[str]) -> dict[str, str | None]:
    """The values of the named options. As in Glue, ``TempDir`` may be absent and unknown arguments are ignored."""
    parser = _Parser(allow_abbrev=False)
    parser.add_argument("--TempDir")
    for option in options:
        if option != "TempDir":
            parser.add_argument(f"--{option}", required=True)
    return vars(parser.parse_known_args(args[1:])[0])

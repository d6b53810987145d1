"""Parses SQL with sqlglot: a list of {sql, dialect} as JSON on stdin, what it read of each on stdout."""

from __future__ import annotations

import json
import logging
import sys
from typing import Any

import sqlglot
from sqlglot import exp
from sqlglot.dialects.redshift import Redshift
from sqlglot.errors import ErrorLevel, SqlglotError

# sqlglot only warns when it gives a statement up and keeps its text as a Command; the tests look for these.
logging.getLogger("sqlglot").setLevel(logging.ERROR)


def kind_of(statement: exp.Expression) -> str:
    """What the statement does, such as `create temporary table` or `delete`; `command` when sqlglot cannot read it."""
    words = [statement.key]
    if isinstance(statement, exp.Create):
        if any(statement.find_all(exp.TemporaryProperty)):
            words.append("temporary")
        words.append(statement.args["kind"].lower())
        if statement.args.get("exists"):
            words.append("if not exists")
        if statement.expression:
            words.append("as")
    return " ".join(words)


def without_dialect(statement: exp.Expression) -> exp.Expression:
    """A copy without what sqlglot notes about the dialect and not about the text.

    A cast of Spark fails as one of DuckDB does, since the job sets spark.sql.ansi.enabled. The strings that the
    transform joins, names of partitions, are never null, and it divides by literals only.
    """
    copy = statement.copy()
    for node in list(copy.find_all(exp.Concat, exp.Div, exp.TryCast)):
        if isinstance(node, exp.TryCast):
            node.replace(exp.Cast(**node.args))
        else:
            node.set("coalesce" if isinstance(node, exp.Concat) else "safe", None)
    return copy


def describe(statement: exp.Expression) -> dict[str, Any]:
    """The facts about a statement that the tests judge."""
    names = {node.name.lower() for node in statement.find_all(exp.Identifier) if not node.quoted}
    return {
        "kind": kind_of(statement),
        "unread": [
            " ".join(f"{node.this} {node.text('expression')}".split()) for node in statement.find_all(exp.Command)
        ],
        "schemas": sorted({table.db for table in statement.find_all(exp.Table) if table.db}),
        "placeholders": sorted({node.name for node in statement.find_all(exp.Placeholder)}),
        "unknownFunctions": sorted({node.name.lower() for node in statement.find_all(exp.Anonymous)}),
        "reservedNames": sorted(names & Redshift.Generator.RESERVED_KEYWORDS),
        "tree": repr(without_dialect(statement)),
    }


def read(sql: str, dialect: str) -> dict[str, Any]:
    """The statements of a text, or the error that makes it no SQL of this dialect."""
    try:
        statements = sqlglot.parse(sql, read=dialect, error_level=ErrorLevel.RAISE)
    except SqlglotError as error:
        return {"error": str(error), "statements": []}
    return {"error": None, "statements": [describe(statement) for statement in statements if statement]}


if __name__ == "__main__":
    json.dump([read(text["sql"], text["dialect"]) for text in json.load(sys.stdin)], sys.stdout)

"""How the script writes: through the connection, in one order of locks, and committed last."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from awsglue.dynamicframe import DynamicFrameWriter
from awsglue.job import Job

import stage_outputs
from conftest import ARGUMENTS, RunJob
from job_arguments import check_arguments
from lake import Lake
from lake_tables import CONTRACT

LOCK_STATEMENT = Path(__file__).parents[2] / "sql/load/05_lock.sql"
#: The tables that the load locks, in its order.
LOCK_ORDER = re.findall(r"^ +openaq\.(\w+)[,;]$", LOCK_STATEMENT.read_text(encoding="utf-8"), re.MULTILINE)


def test_writes_every_table_that_the_load_locks() -> None:
    assert list(CONTRACT.outputs) == LOCK_ORDER


def test_writes_through_the_connection_with_preactions_on_one_line(
    filled: Lake, run_job: RunJob, tmp_path: Path
) -> None:
    run_job(filled)

    written = [json.loads(file.read_text()) for file in sorted((tmp_path / "sink-0").glob("*.json"))]
    assert [each["dbtable"] for each in written] == [
        "openaq.stage_measurements",
        "openaq.stage_locations",
        "openaq.stage_location_days",
        "openaq.rejected_measurements",
        "openaq.stage_counts",
    ]
    for each in written:
        table = each["dbtable"]
        assert each["preactions"] == f"lock table {table}; delete from {table} where run_id = 'run-1';"
        assert each["catalog_connection"] == "RedshiftConnection"
        assert each["aws_iam_role"] == "arn:aws:iam::123456789012:role/copy"
        assert each["database"] == "openaq_warehouse"
        assert each["redshift_tmp_dir"] == "s3://bucket/temp/"


def test_locks_and_deletes_from_tables_without_rows_along_with_the_next_write(
    lake: Lake, run_job: RunJob, tmp_path: Path
) -> None:
    lake.put_day([])
    lake.put_locations([])
    run_job(lake)

    (written,) = (json.loads(file.read_text()) for file in (tmp_path / "sink-0").glob("*.json"))
    assert written["preactions"] == " ".join(
        f"lock table openaq.{table}; delete from openaq.{table} where run_id = 'run-1';" for table in LOCK_ORDER
    )


@pytest.mark.parametrize("filled_tables", [set(each) for n in range(5) for each in combinations(LOCK_ORDER[:4], n)])
def test_locks_in_the_order_of_the_load_whichever_tables_have_rows(
    filled_tables: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    writes: list[tuple[str, Sequence[str]]] = []
    monkeypatch.setattr(stage_outputs, "write_table", lambda *given: writes.append(given[3:]))
    sizes = {size: int(table in filled_tables) for table, size in CONTRACT.outputs.items() if size}

    arguments = check_arguments(ARGUMENTS, CONTRACT.names)
    stage_outputs.write_outputs(MagicMock(), arguments, MagicMock(), CONTRACT.outputs, sizes)

    assert [table for table, _ in writes] == [
        table for table in LOCK_ORDER if table in {*filled_tables, "stage_counts"}
    ]
    statements = [statement for _, preactions in writes for statement in preactions]
    assert statements == [
        statement
        for table in LOCK_ORDER
        for statement in (f"lock table openaq.{table};", f"delete from openaq.{table} where run_id = 'run-1';")
    ]


class _WriteError(Exception):
    pass


def test_commits_after_the_last_write_and_not_at_all_when_one_fails(
    filled: Lake, run_job: RunJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[str] = []
    write, commit = DynamicFrameWriter.from_jdbc_conf, Job.commit

    def recorded_write(self: DynamicFrameWriter, **options: object) -> None:
        events.append(options["connection_options"]["dbtable"])
        if "fail here" in events and events[-1] == "openaq.stage_locations":
            raise _WriteError
        write(self, **options)

    def recorded_commit(self: Job) -> None:
        events.append("commit")
        commit(self)

    monkeypatch.setattr(DynamicFrameWriter, "from_jdbc_conf", recorded_write)
    monkeypatch.setattr(Job, "commit", recorded_commit)

    run_job(filled)
    succeeded = events[:]
    events[:] = ["fail here"]
    with pytest.raises(_WriteError):
        run_job(filled)

    assert succeeded[-2:] == ["openaq.stage_counts", "commit"]
    assert "commit" not in events

"""Runs a Glue script as Glue does, in a process of its own, under the credentials that the environment has.

``python glue_runtime.py <script> <arguments>``. The stand-in for ``awsglue`` in ``local/aws/glue`` does Spark's part;
here it gets the emulated AWS: tables and partitions from Glue's API, files from S3 when they are read, and the
connector's way of a frame through S3 into Redshift, all over HTTP with the job's own role.

Unlike Glue's, this Spark cannot read S3: what it is to read is first copied into a folder, ``s3://bucket/key`` as
``<folder>/bucket/key``. The connector leaves one Parquet file for a write; AWS's leaves several, of another format.
"""

import json
import os
import runpy
import sys
import traceback
import uuid
from collections.abc import Mapping
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import awsglue.catalog
import awsglue.dynamicframe
import botocore.session
from botocore.client import BaseClient
from botocore.config import Config
from pyspark.sql import DataFrame, DataFrameReader

_LAKE = Path(os.environ["REHEARSAL_LAKE"])
_CONFIG = Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"})


class Py4JJavaError(Exception):
    """What the JVM throws in AWS's connector."""

    def __init__(self, cause: str) -> None:
        super().__init__(f"An error occurred while calling pyWriteDynamicFrame. {cause}")


@cache
def _client(name: str) -> BaseClient:
    return botocore.session.get_session().create_client(name, config=_CONFIG)


def _download(bucket: str, prefix: str) -> list[Path]:
    """Copies the objects below a prefix that are data, and answers their files in order."""
    s3 = _client("s3")
    files = []
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
        for entry in page.get("Contents", []):
            file = _LAKE / bucket / entry["Key"]
            if file.name[0] in "._":
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(s3.get_object(Bucket=bucket, Key=entry["Key"])["Body"].read())
            files.append(file)
    return sorted(files)


class _Partition(awsglue.catalog.Partition):
    """A partition whose files come from S3 when the job reads them, and not before."""

    def files(self) -> list[Path]:
        bucket, *folders = self.location.relative_to(_LAKE).parts
        return _download(bucket, "/".join(folders) + "/")


def _local(location: str) -> Path:
    place = urlsplit(location)
    return _LAKE / place.netloc / place.path.strip("/")


def _table_of(_catalog_file: Path, database: str, table_name: str) -> dict[str, Any]:
    glue = _client("glue")
    try:
        return glue.get_table(DatabaseName=database, Name=table_name)["Table"] | {"DatabaseName": database}
    except glue.exceptions.EntityNotFoundException as error:
        raise awsglue.catalog.EntityNotFoundException(f"{database}.{table_name}") from error


def _partitions_of(table: Mapping[str, Any]) -> list[_Partition]:
    keys = [key["Name"] for key in table["PartitionKeys"]]
    of = {"DatabaseName": table["DatabaseName"], "TableName": table["Name"]}
    pages = _client("glue").get_paginator("get_partitions").paginate(**of)
    return [
        _Partition(dict(zip(keys, each["Values"], strict=True)), _local(each["StorageDescriptor"]["Location"]))
        for page in pages
        for each in page["Partitions"]
    ]


def _patch_reader() -> None:
    read = DataFrameReader.parquet

    def parquet(self: DataFrameReader, *paths: str, **options: object) -> DataFrame:
        for path in paths:
            if path.startswith("s3://"):
                place = urlsplit(path)
                _download(place.netloc, place.path.strip("/") + "/")
        return read(self, *(str(_local(path)) if path.startswith("s3://") else path for path in paths), **options)

    DataFrameReader.parquet = parquet


def _patch_writer(redshift: Connection) -> None:
    write = awsglue.dynamicframe.DynamicFrameWriter.from_jdbc_conf

    def from_jdbc_conf(
        self: awsglue.dynamicframe.DynamicFrameWriter,
        *,
        catalog_connection: str,
        connection_options: Mapping[str, str],
        redshift_tmp_dir: str,
        **frame: object,
    ) -> None:
        options = {"connection_options": connection_options, "redshift_tmp_dir": redshift_tmp_dir}
        write(self, catalog_connection=catalog_connection, **options, **frame)
        file = max(
            Path(os.environ["OPENAQ_LOCAL_SINK"]).glob("*/part.parquet"), key=lambda each: each.stat().st_mtime_ns
        )
        properties = _client("glue").get_connection(Name=catalog_connection)["Connection"]["ConnectionProperties"]
        secret = _client("secretsmanager").get_secret_value(SecretId=properties["SECRET_ID"])["SecretString"]
        place = urlsplit(redshift_tmp_dir)
        folder = f"{place.path.strip('/')}/{uuid.uuid4()}/"
        _client("s3").put_object(Bucket=place.netloc, Key=f"{folder}part-00000.parquet", Body=file.read_bytes())
        url = urlsplit(properties["JDBC_CONNECTION_URL"].removeprefix("jdbc:"))
        login = {name: json.loads(secret)[name] for name in ("username", "password")}
        source = {"host": url.hostname, "source": f"s3://{place.netloc}/{folder}"}
        redshift.send({**connection_options, **login, **source})
        failure = redshift.recv()
        if failure is not None:
            raise Py4JJavaError(failure)

    awsglue.dynamicframe.DynamicFrameWriter.from_jdbc_conf = from_jdbc_conf


def _failure(script: str, error: Exception) -> str:
    """The run's ErrorMessage, in the form that Glue has had since version 3."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == script]
    where = f"Failed Line Number: {lines[-1]}; " if lines else ""
    return f"Error Category: UNCLASSIFIED_ERROR; {where}{type(error).__name__}: {error}"


def main(script: str, arguments: list[str]) -> int:
    """Runs the script; a failure is in REHEARSAL_FAILURE, for the run's ErrorMessage."""
    awsglue.dynamicframe.table_of = _table_of
    awsglue.dynamicframe.partitions_of = _partitions_of
    _patch_reader()
    _patch_writer(Connection(int(os.environ["REHEARSAL_REDSHIFT"])))
    sys.argv[:] = [script, *arguments]
    try:
        runpy.run_path(script, run_name="__main__")
    except Exception as error:
        traceback.print_exc()
        Path(os.environ["REHEARSAL_FAILURE"]).write_text(_failure(script, error), encoding="utf-8")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))

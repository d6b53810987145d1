"""What one crawl does: lists the folders of a target in S3, reads the Parquet footers, and writes table and partitions.

Modelled on the Glue guide (ADR 0012), the names on what AWS's crawler gives: ``key=value`` folders name their partition
column, others are ``partition_<depth>``. Unlike AWS it reads every new file's footer instead of a sample, knows
Parquet alone, and fails where AWS would make a table of its own for folders of another depth. A folder whose file
cannot be read becomes a partition all the same; a target without a single readable file makes no table.
"""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pyarrow
from botocore.client import BaseClient
from pyarrow import parquet

_TYPES = {
    "bool": "boolean",
    "int8": "tinyint",
    "int16": "smallint",
    "int32": "int",
    "int64": "bigint",
    "float": "float",
    "double": "double",
    "string": "string",
    "large_string": "string",
    "binary": "binary",
    "date32[day]": "date",
}

_FORMAT = {
    "InputFormat": "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
    "OutputFormat": "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
    "SerdeInfo": {
        "SerializationLibrary": "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
        "Parameters": {"serialization.format": "1"},
    },
    "Parameters": {"classification": "parquet", "compressionType": "none", "typeOfData": "file"},
}

_BATCH = 100  # BatchCreatePartition's limit


class CrawlError(Exception):
    """Why a crawl failed, for LastCrawl.ErrorMessage."""


@dataclass(frozen=True)
class Folder:
    """A folder with files, and the partition that it is."""

    location: str
    keys: tuple[str, ...]
    values: tuple[str, ...]
    files: tuple[str, ...]


def _partition(folder: str, depth: int) -> tuple[str, str]:
    name, equals, value = folder.partition("=")
    return (name, value) if name and equals else (f"partition_{depth}", folder)


def list_folders(s3: BaseClient, path: str) -> list[Folder]:
    """The folders below a target that hold data files; names that begin with ``_`` or ``.`` are markers."""
    target = urlsplit(path)
    prefix = target.path.lstrip("/")
    s3.get_bucket_location(Bucket=target.netloc)
    files: dict[str, list[str]] = {}
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=target.netloc, Prefix=prefix):
        for entry in page.get("Contents", []):
            folder, _, name = entry["Key"].removeprefix(prefix).rpartition("/")
            if name and not any(part[0] in "._" for part in (*folder.split("/"), name) if part):
                files.setdefault(folder, []).append(entry["Key"])
    folders = []
    for folder, keys in sorted(files.items()):
        parts = [_partition(part, depth) for depth, part in enumerate(folder.split("/") if folder else [])]
        names, values = tuple(name for name, _ in parts), tuple(value for _, value in parts)
        location = f"{path}{folder}/" if folder else path
        folders.append(Folder(location, names, values, tuple(keys)))
    if len({folder.keys for folder in folders}) > 1:
        raise CrawlError(f"{path} has folders of different partitions, of which AWS would make several tables")
    return folders


def _glue_type(kind: pyarrow.DataType) -> str:
    if pyarrow.types.is_timestamp(kind):
        return "timestamp"
    if pyarrow.types.is_decimal(kind):
        return f"decimal({kind.precision},{kind.scale})"
    return _TYPES.get(str(kind), str(kind))


def read_columns(s3: BaseClient, bucket: str, keys: Iterable[str]) -> list[dict[str, str]]:
    """The union of the files' columns in order of appearance, the first type seen."""
    columns: dict[str, str] = {}
    for key in keys:
        body = s3.get_object(Bucket=bucket, Key=key)["Body"].read()
        try:
            schema = parquet.read_schema(io.BytesIO(body))
        except (pyarrow.ArrowInvalid, OSError):
            continue
        for field in schema:
            columns.setdefault(field.name, _glue_type(field.type))
    return [{"Name": name, "Type": kind} for name, kind in columns.items()]


def table_name(prefix: str, path: str) -> str:
    """The table's name: the prefix and the last folder, in small letters, other signs as ``_``."""
    return prefix + re.sub(r"[^a-z0-9_]", "_", path.rstrip("/").rpartition("/")[2].lower())


def descriptor(columns: list[dict[str, str]], location: str) -> dict:
    """A StorageDescriptor as the crawler writes it, of a table or a partition."""
    return {"Columns": columns, "Location": location, **_FORMAT, "Compressed": False, "StoredAsSubDirectories": False}


def table_input(name: str, crawler: str, columns: list[dict[str, str]], folder: Folder, path: str) -> dict:
    """A table as the crawler makes it."""
    return {
        "Name": name,
        "Owner": "owner",
        "TableType": "EXTERNAL_TABLE",
        "StorageDescriptor": descriptor(columns, path),
        "PartitionKeys": [{"Name": key, "Type": "string"} for key in folder.keys],
        "Parameters": {**_FORMAT["Parameters"], "UPDATED_BY_CRAWLER": crawler},
    }


def batches(items: list[dict]) -> Iterator[list[dict]]:
    """Slices that one request may carry."""
    for at in range(0, len(items), _BATCH):
        yield items[at : at + _BATCH]

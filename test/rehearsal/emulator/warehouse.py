"""What Redshift does with SQL and with files in S3, done by the project's own warehouse engine over HTTP.

The engine is served by ``test/rehearsal/warehouse-server.ts`` in the process of the tests; REHEARSAL_WAREHOUSE_URL says
where.
"""

import json
import os
import tempfile
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

from botocore.exceptions import ClientError
from ministack.core.responses import get_account_id, get_region

from emulator.redshift_clusters import clusters, find
from emulator.sessions import RoleNotAssumableError, open_client


class WarehouseError(Exception):
    """What the engine refuses or fails at; ``name`` is the error's name in the Data API."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


def ask(operation: str, request: dict) -> dict:
    """Asks the engine; raises WarehouseError with its error."""
    url = f"{os.environ['REHEARSAL_WAREHOUSE_URL']}/{operation}"
    call = urllib.request.Request(url, json.dumps(request).encode(), {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(call, timeout=900) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        refusal = json.load(error)
        raise WarehouseError(refusal["name"], refusal["message"]) from error


def _attached(cluster: dict, role: str) -> str:
    """The role's ARN; Redshift takes a role only that is attached to the cluster."""
    if role not in cluster["Properties"].get("IamRoles", []):
        raise WarehouseError("SQLException", f"ERROR: The requested role {role} is not associated to cluster")
    return role


def _download(source: str, role: str, identifier: str, folder: Path) -> int:
    """Reads the objects of a COPY under the role: AWS asks for LIST on the bucket and GET on the objects, no more."""
    arn = f"arn:aws:redshift:{get_region()}:{get_account_id()}:cluster:{identifier}"
    location = urlsplit(source)
    prefix = location.path.lstrip("/")
    s3 = open_client("s3", role, "redshift.amazonaws.com", arn, "RedshiftIamRoleSession")
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=location.netloc, Prefix=prefix)
    keys = [entry["Key"] for page in pages for entry in page.get("Contents", [])]
    for key in keys:
        body = s3.get_object(Bucket=location.netloc, Key=key)["Body"].read()
        (folder / "part.parquet").write_bytes(body)
    return len(keys)


def copy(request: dict) -> None:
    """A write of Glue's connector, as Redshift sees it: a login, the preactions, and COPY from S3 under a role.

    ``request`` has ``host``, ``username``, ``password``, ``database``, ``dbtable``, ``preactions``, ``source`` (a
    folder in S3 with one Parquet file) and ``aws_iam_role``. The connector sends SQL through JDBC, and COPY matches
    columns by position or by a list; here there is no SQL for the COPY, and columns are matched by name.

    Raises:
        WarehouseError: the message is Redshift's, as far as it is known.
    """
    identifier = request["host"].split(".", 1)[0]
    cluster = find(identifier) if identifier in clusters else None
    if cluster is None or cluster["Endpoint"]["Address"] != request["host"]:
        raise WarehouseError("SQLException", f"UnknownHostException: {request['host']}: Name or service not known")
    if cluster["Status"] != "available":
        raise WarehouseError("SQLException", "Connection refused: the cluster is " + cluster["Status"])
    if (request["username"], request["password"]) != (cluster["Properties"]["MasterUsername"], cluster["Password"]):
        raise WarehouseError("SQLException", f'password authentication failed for user "{request["username"]}"')
    if request["database"] != cluster["Properties"]["DBName"]:
        raise WarehouseError("SQLException", f'database "{request["database"]}" does not exist')
    role = _attached(cluster, request["aws_iam_role"])
    with tempfile.TemporaryDirectory(prefix="rehearsal-copy-") as directory:
        folder = Path(directory) / f"1-{request['dbtable'].rpartition('.')[2]}"
        folder.mkdir()
        try:
            found = _download(request["source"], role, identifier, folder)
        except RoleNotAssumableError as error:
            user = f"arn:aws:redshift:::dbuser:{identifier}/{request['username']}"
            message = f"User {user} is not authorized to assume IAM Role {role}"
            raise WarehouseError("SQLException", f"ERROR: {message}") from error
        except ClientError as error:
            raise WarehouseError("SQLException", f"ERROR: S3ServiceException: {error}") from error
        if found != 1:
            message = f"ERROR: The specified S3 prefix {request['source']} has {found} files, not one"
            raise WarehouseError("SQLException", message)
        options = {"dbtable": request["dbtable"], "preactions": request["preactions"]}
        folder.with_suffix(".json").write_text(json.dumps(options), encoding="utf-8")
        ask("Copy", {"directory": directory})

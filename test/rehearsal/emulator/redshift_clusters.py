"""Redshift's clusters and the part of its API that a run uses: describe, pause, resume. The protocol is AWS Query.

The statuses are AWS's (``available``, ``pausing``, ``paused``, ``resuming``), their minutes are seconds here
(REHEARSAL_CLUSTER_SECONDS, 1 by default). A new cluster is available at once.
"""

import os
import time
from collections.abc import Callable
from urllib.parse import parse_qs
from xml.sax.saxutils import escape

from ministack.core import iam_actions
from ministack.core.responses import AccountRegionScopedDict, get_account_id, get_region, new_uuid

NAMESPACE = "http://redshift.amazonaws.com/doc/2012-12-01/"

Answer = tuple[int, dict[str, str], bytes]

#: By identifier: the properties of the template, ``Endpoint``, ``Password``, ``SecretArn``, ``Status``, ``ChangesAt``.
clusters = AccountRegionScopedDict()

_BECOMES = {"pausing": "paused", "resuming": "available"}


class RedshiftError(Exception):
    """An error of the API by its code, with the HTTP status that botocore's model gives it."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code = code
        self.status = status


def find(identifier: str) -> dict:
    """The cluster, with the status that it has now."""
    cluster = clusters.get(identifier)
    if cluster is None:
        raise RedshiftError("ClusterNotFound", f"Cluster {identifier} not found.", 404)
    if cluster["Status"] in _BECOMES and time.time() >= cluster["ChangesAt"]:
        cluster["Status"] = _BECOMES[cluster["Status"]]
    return cluster


def _change(identifier: str, expected: str, status: str) -> dict:
    cluster = find(identifier)
    if cluster["Status"] != expected:
        message = f"Cluster {identifier} is {cluster['Status']}, and has to be {expected}"
        raise RedshiftError("InvalidClusterState", message)
    cluster["Status"] = status
    cluster["ChangesAt"] = time.time() + float(os.environ.get("REHEARSAL_CLUSTER_SECONDS", "1"))
    return cluster


def _members(tag: str, content: dict[str, object]) -> str:
    inner = "".join(
        value if isinstance(value, _Xml) else f"<{name}>{escape(str(value))}</{name}>"
        for name, value in content.items()
    )
    return f"<{tag}>{inner}</{tag}>"


class _Xml(str):
    """Text that is XML already."""

    __slots__ = ()


def _cluster_xml(identifier: str, cluster: dict) -> str:
    properties = cluster["Properties"]
    status = cluster["Status"]
    roles = [
        _members("ClusterIamRole", {"IamRoleArn": arn, "ApplyStatus": "in-sync"})
        for arn in properties.get("IamRoles", [])
    ]
    return _members(
        "Cluster",
        {
            "ClusterIdentifier": identifier,
            "NodeType": properties["NodeType"],
            "ClusterStatus": status,
            "ClusterAvailabilityStatus": {"available": "Available", "paused": "Paused"}.get(status, "Modifying"),
            "MasterUsername": properties["MasterUsername"],
            "DBName": properties["DBName"],
            "Endpoint": _Xml(_members("Endpoint", cluster["Endpoint"])),
            "NumberOfNodes": properties.get("NumberOfNodes", 1),
            "PubliclyAccessible": str(properties.get("PubliclyAccessible", False)).lower(),
            "Encrypted": str(properties.get("Encrypted", True)).lower(),
            "ClusterSubnetGroupName": properties.get("ClusterSubnetGroupName", "default"),
            "MasterPasswordSecretArn": cluster.get("SecretArn", ""),
            "IamRoles": _Xml(f"<IamRoles>{''.join(roles)}</IamRoles>"),
        },
    )


def _describe(identifier: str | None) -> str:
    found = {identifier: find(identifier)} if identifier else {name: find(name) for name in list(clusters)}
    described = "".join(_cluster_xml(name, cluster) for name, cluster in found.items())
    return f"<Clusters>{described}</Clusters>"


_ACTIONS: dict[str, Callable[[str | None], str]] = {
    "DescribeClusters": _describe,
    "PauseCluster": lambda name: _cluster_xml(name, _change(name, "available", "pausing")),
    "ResumeCluster": lambda name: _cluster_xml(name, _change(name, "paused", "resuming")),
}


async def handle_request(_method: str, _path: str, _headers: dict, body: bytes, params: dict) -> Answer:
    """Answers a request to Redshift's own API."""
    given = {name: values[0] for name, values in {**parse_qs(body.decode()), **params}.items()}
    action = given.get("Action", "")
    try:
        if action not in _ACTIONS:
            raise RedshiftError("InvalidAction", f"The rehearsal has no action {action}")  # noqa: TRY301
        result = _ACTIONS[action](given.get("ClusterIdentifier"))
    except RedshiftError as error:
        content = _members("Error", {"Type": "Sender", "Code": error.code, "Message": str(error)})
        text = f'<ErrorResponse xmlns="{NAMESPACE}">{content}<RequestId>{new_uuid()}</RequestId></ErrorResponse>'
        return error.status, {"Content-Type": "text/xml"}, text.encode()
    text = (
        f'<{action}Response xmlns="{NAMESPACE}"><{action}Result>{result}</{action}Result>'
        f"<ResponseMetadata><RequestId>{new_uuid()}</RequestId></ResponseMetadata></{action}Response>"
    )
    return 200, {"Content-Type": "text/xml"}, text.encode()


def register() -> None:
    """Names the cluster as the resource of a request."""
    extract: Callable[..., str] = iam_actions.extract_resource_arn

    def extract_cluster(service: str, *rest: object) -> str:
        # The parameters are the fifth of MiniStack's arguments behind the service.
        identifier = next(iter(rest[4].get("ClusterIdentifier", [])), None) if service == "redshift" else None
        if identifier is None:
            return extract(service, *rest)
        return f"arn:aws:redshift:{get_region()}:{get_account_id()}:cluster:{identifier}"

    iam_actions.extract_resource_arn = extract_cluster

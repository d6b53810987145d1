"""What the evaluation of policies (``AUTH=true``) needs so that policies mean here what they mean on AWS."""

import json
from collections.abc import Callable
from contextvars import ContextVar

from ministack.core import iam_actions, iam_evaluator
from ministack.core.responses import get_account_id, get_region

_resources: ContextVar[tuple[str, ...]] = ContextVar("resources", default=())

# By action: what a request must be allowed on, all of it, as the Service Authorization Reference lists it.
# https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsglue.html
_GLUE = {
    **dict.fromkeys(("StartCrawler", "GetCrawler", "StopCrawler"), ("crawler/{Name}",)),
    **dict.fromkeys(("StartJobRun", "GetJobRun", "GetJobRuns", "BatchStopJobRun"), ("job/{JobName}",)),
    "GetConnection": ("catalog", "connection/{Name}"),
    "GetDatabase": ("catalog", "database/{Name}"),
    "GetTables": ("catalog", "database/{DatabaseName}", "table/{DatabaseName}/*"),
    **dict.fromkeys(("GetTable",), ("catalog", "database/{DatabaseName}", "table/{DatabaseName}/{Name}")),
    **dict.fromkeys(
        ("CreateTable", "UpdateTable"),
        ("catalog", "database/{DatabaseName}", "table/{DatabaseName}/{TableInput[Name]}"),
    ),
    **dict.fromkeys(
        (
            "GetPartition",
            "GetPartitions",
            "CreatePartition",
            "UpdatePartition",
            "BatchGetPartition",
            "BatchCreatePartition",
            "BatchUpdatePartition",
        ),
        ("catalog", "database/{DatabaseName}", "table/{DatabaseName}/{TableName}"),
    ),
}


def glue_resources(action: str, request: dict) -> list[str]:
    """The ARNs that a request to Glue needs; none when the stack's roles never make such a request."""
    prefix = f"arn:aws:glue:{get_region()}:{get_account_id()}:"
    return [prefix + resource.format_map(request) for resource in _GLUE.get(action, ())]


RESOURCES: dict[str, Callable[[str, dict], list[str]]] = {"glue": glue_resources}
"""By service, where MiniStack knows no resource of a request or not each one."""


def _register_resources() -> None:
    extract, enforce = iam_actions.extract_resource_arn, iam_evaluator.enforce

    def extract_all(service: str, method: str, path: str, headers: dict, body: bytes, *rest: object) -> str:
        first = extract(service, method, path, headers, body, *rest)
        if service not in RESOURCES:
            return first
        action = headers["x-amz-target"].rsplit(".", 1)[-1]
        _resources.set(tuple(RESOURCES[service](action, json.loads(body))))
        return first

    def enforce_all(access_key: str, action: str, service: str, region: str, **rest: object) -> object:
        if service not in RESOURCES or not _resources.get():
            return enforce(access_key, action, service, region, **rest)
        answers = (
            enforce(access_key, action, service, region, **{**rest, "resource_arn": resource})
            for resource in _resources.get()
        )
        return next((answer for answer in answers if answer is not None), None)

    iam_actions.extract_resource_arn = extract_all
    iam_evaluator.enforce = enforce_all


def register() -> None:
    """Takes the loopback for TLS, which every bucket and topic asks for, and knows all resources of a request."""
    resolve = iam_evaluator._resolve_condition_key
    iam_evaluator._resolve_condition_key = lambda key, context: (
        "true" if key.lower() == "aws:securetransport" else resolve(key, context)
    )
    _register_resources()

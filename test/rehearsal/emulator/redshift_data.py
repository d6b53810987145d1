"""The Data API: JSON 1.1, each request with the permissions that AWS asks for, answered by the warehouse engine.

As documented (mgmt/data-api-access.html) a request with a SecretArn needs secretsmanager:GetSecretValue on the secret,
one with a DbUser redshift:GetClusterCredentials, one with neither redshift:GetClusterCredentialsWithIAM; and who asks
for a submitted statement is compared with who submitted it (redshift-data:statement-owner-iam-userid). Not documented,
and so only likely, are the code of the refusal when the secret may not be read, and what the API says of a paused
cluster. Every user that may log in is the administrator here: DbUser and IAM identities get the same rights. Workgroups
are unknown.
"""

import json
from collections.abc import Callable

from ministack.app import AUTH
from ministack.core import iam_actions, iam_evaluator
from ministack.core.concurrency import run_reentrant
from ministack.core.responses import get_account_id, get_region
from ministack.core.router import extract_access_key_id
from ministack.services import secretsmanager

from emulator import policies
from emulator.redshift_clusters import Answer, clusters, find
from emulator.warehouse import WarehouseError, ask

_OWNER_KEY = "redshift-data:statement-owner-iam-userid"
_SUBMITTING = {"BatchExecuteStatement"}

#: Who submitted a statement, by its id: the session's user id.
_owners: dict[str, str] = {}


def _caller(access_key: str) -> dict:
    return iam_evaluator.resolve_caller_identity(access_key) or {"userId": "", "userArn": "unknown"}


def _require_permission(access_key: str, action: str, resource: str) -> None:
    service = action.split(":", 1)[0]
    if AUTH and iam_evaluator.enforce(access_key, action, service, get_region(), resource_arn=resource):
        arn = _caller(access_key)["userArn"]
        message = f"User: {arn} is not authorized to perform: {action} on resource: {resource}"
        raise WarehouseError("AccessDeniedException", message)


def _log_in(access_key: str, request: dict) -> None:
    """Checks that the caller may log into the cluster in the way that it asks for, and that the cluster lets it in."""
    identifier = request.get("ClusterIdentifier", "")
    if identifier not in clusters:
        raise WarehouseError("ValidationException", "Redshift endpoint doesn't exist in this region.")
    cluster = find(identifier)
    prefix = f"arn:aws:redshift:{get_region()}:{get_account_id()}:"
    if "SecretArn" in request:
        _, secret = secretsmanager._resolve(request["SecretArn"])
        arn = secret["ARN"] if secret else request["SecretArn"]
        _require_permission(access_key, "secretsmanager:GetSecretValue", arn)
        _check_secret(cluster, request["SecretArn"])
    elif "DbUser" in request:
        dbuser = f"{prefix}dbuser:{identifier}/{request['DbUser']}"
        _require_permission(access_key, "redshift:GetClusterCredentials", dbuser)
    else:
        dbname = f"{prefix}dbname:{identifier}/{request.get('Database', '')}"
        _require_permission(access_key, "redshift:GetClusterCredentialsWithIAM", dbname)
    if cluster["Status"] != "available":
        raise WarehouseError("ValidationException", f"Cluster {identifier} is {cluster['Status']}")
    if request.get("Database") != cluster["Properties"]["DBName"]:
        raise WarehouseError("ValidationException", f'database "{request.get("Database")}" does not exist')


def _check_secret(cluster: dict, arn: str) -> None:
    text = secretsmanager.resolve_secret_string(arn)
    secret = json.loads(text) if text else {}
    if not secret.get("username") or not secret.get("password"):
        raise WarehouseError("ValidationException", "username and password in secret cannot be empty")
    if (secret["username"], secret["password"]) != (cluster["Properties"]["MasterUsername"], cluster["Password"]):
        message = f'FATAL: password authentication failed for user "{secret["username"]}"'
        raise WarehouseError("ValidationException", message)


def _first_small(items: list[dict]) -> list[dict]:
    return [{name[0].lower() + name[1:]: value for name, value in item.items()} for item in items]


def _to_wire(answer: dict) -> dict:
    """The answer as it goes over the wire: small letters where the API's model has them.

    The engine speaks as Step Functions does, which gives every member a capital.
    """
    if "Records" not in answer:
        return answer
    records = [_first_small(record) for record in answer["Records"]]
    return {**answer, "Records": records, "ColumnMetadata": _first_small(answer["ColumnMetadata"])}


def _answer(status: int, body: object) -> Answer:
    return status, {"Content-Type": "application/x-amz-json-1.1"}, json.dumps(body).encode()


def _handle(headers: dict, body: bytes, params: dict) -> Answer:
    operation = headers.get("x-amz-target", "").rpartition(".")[2]
    request = json.loads(body or b"{}")
    access_key = extract_access_key_id(headers, params)
    try:
        if operation in _SUBMITTING:
            _log_in(access_key, request)
        answer = ask(operation, request)
    except WarehouseError as error:
        return _answer(400, {"__type": error.name, "message": str(error)})
    if operation in _SUBMITTING:
        _owners.setdefault(answer["Id"], _caller(access_key)["userId"])
    return _answer(200, _to_wire(answer))


async def handle_request(_method: str, _path: str, headers: dict, body: bytes, params: dict) -> Answer:
    """Answers a request to the Data API on a thread of its own, because the engine may take its time."""
    return await run_reentrant(_handle, headers, body, params, thread_name="redshift-data")


def _resources(_action: str, request: dict) -> list[str]:
    """The cluster; of a statement that is already submitted there is no resource, only the condition on its owner."""
    identifier = request.get("ClusterIdentifier")
    return [f"arn:aws:redshift:{get_region()}:{get_account_id()}:cluster:{identifier}"] if identifier else ["*"]


def register() -> None:
    """Tells the evaluation of policies what a request is about, and who submitted the statement that it names."""
    policies.RESOURCES["redshift-data"] = _resources
    context_of: Callable[..., dict] = iam_actions.request_tag_context

    def with_owner(service: str, action: str, body: bytes, params: dict) -> dict:
        context = context_of(service, action, body, params)
        if service != "redshift-data":
            return context
        statement = str(json.loads(body or b"{}").get("Id", "")).split(":", 1)[0]
        return {**context, _OWNER_KEY: _owners[statement]} if statement in _owners else context

    iam_actions.request_tag_context = with_owner

"""Sessions of a role, as AWS's services open them: only a service that the role's trust policy names gets one."""

import hashlib
import json
import os
from functools import cache
from threading import Lock

import botocore.session
from botocore.client import BaseClient
from botocore.config import Config
from ministack.core.iam_evaluator import EvalContext, evaluate_trust_policy
from ministack.core.responses import get_account_id, get_region
from ministack.services import iam, sts

# A service's own retries would hide a refused call, and make a least-privilege check slow.
_CONFIG = Config(retries={"total_max_attempts": 1}, read_timeout=900, s3={"addressing_style": "path"})


class RoleNotAssumableError(PermissionError):
    """The role's trust policy does not let the service assume the role."""


def _trusts(role: dict, service: str, source_arn: str) -> bool:
    document = role["AssumeRolePolicyDocument"]
    document = json.loads(document) if isinstance(document, str) else document
    # The emulator's evaluation takes any service for any other: the statements that name another one are left out.
    named = [
        statement
        for statement in document["Statement"]
        if service in ([value] if isinstance(value := statement["Principal"].get("Service", []), str) else value)
    ]
    account = get_account_id()
    context = EvalContext(
        principal_arn=f"arn:aws:iam::{account}:root",
        principal_type="Service",
        principal_account=account,
        action="sts:AssumeRole",
        resource_arn=role["Arn"],
        region=get_region(),
        service_context={"aws:sourceaccount": account, "aws:sourcearn": source_arn},
    )
    return evaluate_trust_policy({"Statement": named}, context.principal_arn, context)


# One, and clients are kept: making one reads the service's whole model, and a run makes a hundred calls.
_SESSION = botocore.session.get_session()
_making = Lock()


@cache
def _client(name: str, region: str, access_key: str, secret: str, token: str) -> BaseClient:
    with _making:
        return _SESSION.create_client(
            name,
            region_name=region,
            endpoint_url=f"http://127.0.0.1:{os.environ['GATEWAY_PORT']}",
            aws_access_key_id=access_key,
            aws_secret_access_key=secret,
            aws_session_token=token,
            config=_CONFIG,
        )


def open_client(name: str, role_arn: str, service: str, source_arn: str, session_name: str) -> BaseClient:
    """A client of an AWS service (``glue``, ``redshift-data``, …) that calls the emulator over HTTP under a role.

    ``service`` is the principal that assumes the role, ``source_arn`` the resource on whose behalf it does.

    Raises:
        RoleNotAssumableError: the role does not exist or does not trust the service.
    """
    role_name = role_arn.rsplit("/", 1)[-1]
    role = iam._roles.get(role_name)
    if role is None or not _trusts(role, service, source_arn):
        raise RoleNotAssumableError(f"{service} is not authorized to perform sts:AssumeRole on {role_arn}")
    digest = hashlib.sha256(f"{role_arn}:{session_name}".encode()).hexdigest()
    access_key, secret, token = f"ASIA{digest[:16].upper()}", digest, f"token-{digest}"
    sts.register_session(
        access_key,
        {
            "Arn": f"arn:aws:sts::{get_account_id()}:assumed-role/{role_name}/{session_name}",
            "UserId": f"{role['RoleId']}:{session_name}",
            "SecretAccessKey": secret,
            "SessionToken": token,
        },
    )
    return _client(name, get_region(), access_key, secret, token)

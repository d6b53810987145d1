"""Step Functions' tasks as AWS runs them: each is a call over HTTP, under a session of the state machine's own role.

MiniStack's interpreter calls its services in its own process, without a role, and lacks Redshift and
``glue:startJobRun.sync``. Here one function, through which every task goes, is replaced. A parameter that the service
does not know fails the task with ``States.Runtime``; AWS refuses such a definition when it is created.
"""

import json
import time
from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from botocore import xform_name
from botocore.client import BaseClient
from botocore.exceptions import ClientError, ParamValidationError
from ministack.services import stepfunctions

from emulator.sessions import RoleNotAssumableError, open_client

_execution: ContextVar[dict] = ContextVar("execution")

# Step Functions' names of services, where they are not botocore's.
_CLIENTS = {"redshiftdata": "redshift-data"}

# What the SDK for Java, whose names Step Functions gives, calls the services of errors.
_ERROR_PREFIXES = {"glue": "Glue", "redshift": "Redshift", "redshift-data": "RedshiftData", "lambda": "Lambda"}

_JOB_POLL_SECONDS = 0.3


def _client(name: str) -> BaseClient:
    execution = _execution.get()
    machine = execution["stateMachineArn"]
    role = stepfunctions._state_machines[machine]["roleArn"]
    return open_client(name, role, "states.amazonaws.com", machine, execution["name"][:64])


def _plain(value: object) -> object:
    """An answer as JSON has it: instants as text, without the transport's own data."""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if key != "ResponseMetadata"}
    return [_plain(item) for item in value] if isinstance(value, list) else value


def _call(service: str, action: str, parameters: dict) -> dict:
    try:
        return _plain(getattr(_client(service), xform_name(action))(**parameters))
    except ClientError as error:
        code = error.response["Error"]["Code"]
        name = code if code.endswith("Exception") else f"{code}Exception"
        message = f"{error.response['Error'].get('Message', code)} (Service: {_ERROR_PREFIXES[service]})"
        raise stepfunctions._ExecutionError(f"{_ERROR_PREFIXES[service]}.{name}", message) from error


def _invoke_function(parameters: dict) -> dict:
    payload = json.dumps(parameters.get("Payload", {})).encode()
    client = _client("lambda")
    try:
        answer = client.invoke(**{**parameters, "Payload": payload})
    except ClientError as error:
        code = error.response["Error"]["Code"]
        raise stepfunctions._ExecutionError(f"Lambda.{code}", error.response["Error"].get("Message", code)) from error
    text = answer["Payload"].read().decode()
    if "FunctionError" in answer:
        raise stepfunctions._ExecutionError(json.loads(text).get("errorType", "Lambda.Unknown"), text)
    return {"ExecutedVersion": "$LATEST", "Payload": json.loads(text or "null"), "StatusCode": answer["StatusCode"]}


def _run_job(parameters: dict) -> dict:
    """Starts the job and waits for it, as ``.sync`` does; the answer is that of GetJobRun."""
    run = {"JobName": parameters["JobName"], "RunId": _call("glue", "StartJobRun", parameters)["JobRunId"]}
    while True:
        answer = _call("glue", "GetJobRun", run)["JobRun"]
        state = answer["JobRunState"]
        if state == "SUCCEEDED":
            return answer
        if state in {"FAILED", "TIMEOUT", "STOPPED", "ERROR"}:
            raise stepfunctions._ExecutionError(
                "States.Timeout" if state == "TIMEOUT" else "States.TaskFailed", json.dumps(answer)
            )
        if _execution.get()["status"] != "RUNNING":
            _call("glue", "BatchStopJobRun", {"JobName": run["JobName"], "JobRunIds": [run["RunId"]]})
            raise stepfunctions._ExecutionError("States.TaskFailed", "the execution was aborted")
        time.sleep(_JOB_POLL_SECONDS)


def _invoke(resource: str, parameters: dict) -> object:
    kind = resource.removeprefix("arn:aws:states:::")
    try:
        if kind == "lambda:invoke":
            return _invoke_function(parameters)
        if kind == "glue:startJobRun.sync":
            return _run_job(parameters)
        if kind.startswith("aws-sdk:"):
            _, service, action = kind.split(":")
            return _call(_CLIENTS.get(service, service), action[0].upper() + action[1:], parameters)
    except RoleNotAssumableError as error:
        raise stepfunctions._ExecutionError("States.Permissions", str(error)) from error
    except ParamValidationError as error:
        raise stepfunctions._ExecutionError("States.Runtime", str(error)) from error
    raise stepfunctions._ExecutionError("States.Runtime", f"the rehearsal has no integration {resource}")


def register() -> None:
    """Sends every task of an execution over HTTP, and tells each how often its execution was redriven."""
    execute: Callable[..., Any] = stepfunctions._execute_task

    def execute_task(state: dict, raw_input: object, execution: dict, context: dict) -> object:
        _execution.set(execution)
        context["Execution"]["RedriveCount"] = execution.get("redriveCount", 0)
        return execute(state, raw_input, execution, context)

    stepfunctions._execute_task = execute_task
    stepfunctions._invoke_resource = _invoke

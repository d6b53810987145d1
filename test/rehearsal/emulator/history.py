"""An execution's states and events as AWS has them: chains of events, states inside a Map, and redrives.

MiniStack's interpreter evaluates paths, choices and retries; here is the loop around it where AWS's differs, and what
it writes down.
"""

import contextvars
import json
import threading
import time
from collections.abc import Callable
from contextvars import ContextVar

from ministack.core.responses import error_response_json, json_response, now_iso
from ministack.services import stepfunctions

_previous: ContextVar[int] = ContextVar("previous", default=0)
_in_item: ContextVar[bool] = ContextVar("in_item", default=False)

_HANDLERS = {
    "Pass": "_execute_pass",
    "Task": "_execute_task",
    "Choice": "_execute_choice",
    "Wait": "_execute_wait",
    "Map": "_execute_map",
}

_WITH_EXECUTION = {"Task", "Map"}

_REDRIVABLE = {"FAILED", "ABORTED", "TIMED_OUT"}


def _walk(states: dict, start_at: str, data: object, execution: dict, context: dict) -> object:
    """Walks states from one of them to the end, as MiniStack does, and writes each into the history."""
    name = start_at
    while name and execution["status"] == "RUNNING":
        state = states[name]
        kind = state["Type"]
        context["State"] = {"Name": name, "EnteredTime": now_iso(), "RetryCount": 0}
        entered = {"name": name, "input": json.dumps(data)}
        stepfunctions._add_event(execution, f"{kind}StateEntered", {"stateEnteredEventDetails": entered})
        if kind == "Fail":
            raise stepfunctions._ExecutionError(*stepfunctions._fail_state_error(state, data, context))
        left, name = name, None
        if kind != "Succeed":
            handler = getattr(stepfunctions, _HANDLERS[kind])
            arguments = (state, data, execution, context) if kind in _WITH_EXECUTION else (state, data, context)
            data, name = handler(*arguments)
        exited = {"name": left, "output": json.dumps(data)}
        stepfunctions._add_event(execution, f"{kind}StateExited", {"stateExitedEventDetails": exited})
    return data


def _run_item(states: dict, start_at: str, item: object, execution: dict, context: dict) -> object:
    """Runs one item of a Map, unless it succeeded before the run was redriven."""
    results = execution.setdefault("items", {})
    name, index = key = (execution["current"][0], context["Map"]["Item"]["Index"])
    if key in results:
        return results[key]

    def tell(what: str) -> None:
        details = {f"mapIteration{what}EventDetails": {"name": name, "index": index}}
        stepfunctions._add_event(execution, f"MapIteration{what}", details)

    _in_item.set(True)
    tell("Started")
    try:
        results[key] = _walk(states, start_at, item, execution, context)
    except stepfunctions._ExecutionError:
        tell("Failed")
        raise
    tell("Succeeded")
    return results[key]


def _go_on(execution: dict) -> None:
    """Runs an execution from the state in which it ended to its end."""
    machine = stepfunctions._state_machines[execution["stateMachineArn"]]
    context = {
        "QueryLanguage": "JSONPath",
        "Execution": {
            "Id": execution["executionArn"],
            "Input": json.loads(execution["input"]),
            "Name": execution["name"],
            "StartTime": execution["startDate"],
        },
        "StateMachine": {"Id": execution["stateMachineArn"], "Name": machine["name"]},
        "variables": {},
    }
    name, data = execution["current"]
    try:
        output = _walk(json.loads(machine["definition"])["States"], name, data, execution, context)
    except stepfunctions._ExecutionError as error:
        stepfunctions._fail_execution(execution, error.error, error.cause)
        return
    execution.update(status="SUCCEEDED", output=json.dumps(output), stopDate=now_iso())
    details = {"executionSucceededEventDetails": {"output": execution["output"]}}
    stepfunctions._add_event(execution, "ExecutionSucceeded", details)
    stepfunctions._emit_execution_status_event(execution)


def _redrive(request: dict) -> tuple:
    """RedriveExecution: begins at the state that failed, in a Map with the items that failed.

    https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html. Here the definition is the one that is
    deployed now; on AWS it is the one with which the run began.
    """
    execution = stepfunctions._executions.get(request["executionArn"])
    if execution is None or execution["status"] not in _REDRIVABLE:
        return error_response_json("ExecutionNotRedrivable", "Execution is not redrivable", 400)
    execution.update(status="RUNNING", stopDate=None, error=None, cause=None, output=None)
    execution["redriveCount"] = execution.get("redriveCount", 0) + 1
    details = {"executionRedrivenEventDetails": {"redriveCount": execution["redriveCount"]}}
    stepfunctions._add_event(execution, "ExecutionRedriven", details)
    stepfunctions._emit_execution_status_event(execution)
    threading.Thread(target=contextvars.copy_context().run, args=(_go_on, execution), daemon=True).start()
    return json_response({"redriveDate": time.time()})


def _with_redrives(answer: tuple) -> tuple:
    """DescribeExecution with what it tells of redrives."""
    status, headers, body = answer
    described = json.loads(body)
    execution = stepfunctions._executions.get(described.get("executionArn"))
    if execution is None:
        return answer
    can = "REDRIVABLE" if execution["status"] in _REDRIVABLE else "NOT_REDRIVABLE"
    redrives = {"redriveCount": execution.get("redriveCount", 0), "redriveStatus": can}
    return status, headers, json.dumps({**described, **redrives}).encode()


def register() -> None:
    """Chains the events by ``previousEventId``, per thread of a Map, and ends the chain of a failure where it began."""
    add: Callable[..., dict] = stepfunctions._add_event
    fail: Callable[..., None] = stepfunctions._fail_execution
    handle: Callable[..., object] = stepfunctions.handle_request

    def add_event(execution: dict, kind: str, details: dict | None = None) -> dict:
        event = add(execution, kind, {**(details or {}), "previousEventId": _previous.get()})
        _previous.set(event["id"])
        # Inside a Map the run goes on in another thread, which has not seen this event.
        if kind.endswith("Failed") or kind == "FailStateEntered":
            execution["lastFailure"] = event["id"]
        if kind.endswith("StateEntered") and not _in_item.get():
            entered = event["stateEnteredEventDetails"]
            execution["current"] = (entered["name"], json.loads(entered["input"]))
        return event

    def fail_execution(execution: dict, error: str, cause: str) -> None:
        _previous.set(execution.get("lastFailure", _previous.get()))
        fail(execution, error, cause)

    async def handle_request(method: str, path: str, headers: dict, body: bytes, query: dict) -> object:
        if headers.get("x-amz-target", "").endswith(".RedriveExecution"):
            return _redrive(json.loads(body))
        answer = await handle(method, path, headers, body, query)
        return _with_redrives(answer) if headers.get("x-amz-target", "").endswith(".DescribeExecution") else answer

    stepfunctions._add_event = add_event
    stepfunctions._fail_execution = fail_execution
    stepfunctions._run_sub_machine = _run_item
    stepfunctions.handle_request = handle_request

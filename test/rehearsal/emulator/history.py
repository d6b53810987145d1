"""The history of an execution with what AWS has in it and MiniStack has not: chains of events, and states in a Map."""

import json
from collections.abc import Callable
from contextvars import ContextVar

from ministack.core.responses import now_iso
from ministack.services import stepfunctions

_previous: ContextVar[int] = ContextVar("previous", default=0)

_HANDLERS = {
    "Pass": "_execute_pass",
    "Task": "_execute_task",
    "Choice": "_execute_choice",
    "Wait": "_execute_wait",
    "Map": "_execute_map",
}

_WITH_EXECUTION = {"Task", "Map"}


def _run_item(states: dict, start_at: str, item: object, execution: dict, context: dict) -> object:
    """Walks the states of one item of a Map, as MiniStack does, and writes each into the history."""
    name, data = start_at, item
    while name:
        state = states[name]
        kind = state["Type"]
        context["State"] = {"Name": name, "EnteredTime": now_iso(), "RetryCount": 0}
        entered = {"name": name, "input": json.dumps(data)}
        stepfunctions._add_event(execution, f"{kind}StateEntered", {"stateEnteredEventDetails": entered})
        if kind == "Fail":
            raise stepfunctions._ExecutionError(*stepfunctions._fail_state_error(state, data, context))
        left = name
        if kind == "Succeed":
            name = None
        else:
            handler = getattr(stepfunctions, _HANDLERS[kind])
            arguments = (state, data, execution, context) if kind in _WITH_EXECUTION else (state, data, context)
            data, name = handler(*arguments)
        exited = {"name": left, "output": json.dumps(data)}
        stepfunctions._add_event(execution, f"{kind}StateExited", {"stateExitedEventDetails": exited})
    return data


def register() -> None:
    """Chains the events by ``previousEventId``, per thread of a Map, and ends the chain of a failure where it began."""
    add: Callable[..., dict] = stepfunctions._add_event
    fail: Callable[..., None] = stepfunctions._fail_execution

    def add_event(execution: dict, kind: str, details: dict | None = None) -> dict:
        event = add(execution, kind, {**(details or {}), "previousEventId": _previous.get()})
        _previous.set(event["id"])
        # Inside a Map the run goes on in another thread, which has not seen this event.
        if kind.endswith("Failed") or kind == "FailStateEntered":
            execution["lastFailure"] = event["id"]
        return event

    def fail_execution(execution: dict, error: str, cause: str) -> None:
        _previous.set(execution.get("lastFailure", _previous.get()))
        fail(execution, error, cause)

    stepfunctions._add_event = add_event
    stepfunctions._fail_execution = fail_execution
    stepfunctions._run_sub_machine = _run_item

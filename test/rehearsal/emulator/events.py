"""EventBridge's rules and schedules as AWS fires them: each under the permission that the stack grants it."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import ClientError
from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy
from ministack.core.responses import get_account_id, get_region
from ministack.services import eventbridge, lambda_svc, scheduler

from emulator.sessions import RoleNotAssumableError, open_client

logger = logging.getLogger("rehearsal")

_SCHEDULED_TIME = "<aws.scheduler.scheduled-time>"


def _fire_schedule(target: dict, event: dict, schedule: dict) -> None:
    """Starts the state machine under the schedule's role, and tells its queue of dead letters when that fails."""
    group = schedule.get("GroupName", "default")
    source = f"arn:aws:scheduler:{get_region()}:{get_account_id()}:schedule-group/{group}"
    time = datetime.fromtimestamp(event["Time"], UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    request = {"stateMachineArn": target["Arn"], "input": target["Input"].replace(_SCHEDULED_TIME, time)}

    def client(name: str) -> Any:  # noqa: ANN401 - botocore makes its clients' classes when they are asked for
        return open_client(name, target["RoleArn"], "scheduler.amazonaws.com", source, schedule["Name"])

    try:
        client("stepfunctions").start_execution(**request)
    except (ClientError, RoleNotAssumableError) as error:
        logger.warning("Scheduler: %s was not started: %s", target["Arn"], error)
        queue = target["DeadLetterConfig"]["Arn"].rsplit(":", 1)[-1]
        url = f"http://127.0.0.1/{get_account_id()}/{queue}"
        client("sqs").send_message(QueueUrl=url, MessageBody=target["Input"])


def _may_invoke(function_arn: str, rule_arn: str) -> bool:
    """Whether the function's policy lets this rule of EventBridge call it."""
    name = function_arn.rsplit(":", 1)[-1]
    context = EvalContext(
        principal_arn="events.amazonaws.com",
        principal_type="Service",
        principal_account=get_account_id(),
        action="lambda:InvokeFunction",
        resource_arn=function_arn,
        region=get_region(),
        service_context={"aws:sourcearn": rule_arn, "aws:sourceaccount": get_account_id()},
    )
    policy = lambda_svc._functions[name]["policy"]
    return evaluate_resource_policy(policy, context, service="events.amazonaws.com").decision == "Allow"


def register() -> None:
    """Replaces what fires targets without any permission; schedules are looked at each second instead of each tenth."""
    invoke: Callable[..., None] = eventbridge._invoke_target

    def invoke_target(target: dict, event: dict, rule: dict, *rest: object) -> None:
        if event.get("Source") == "aws.scheduler":
            _fire_schedule(target, event, rule)
        elif ":function:" not in target["Arn"] or _may_invoke(target["Arn"], rule["Arn"]):
            invoke(target, event, rule, *rest)
        else:
            logger.warning("EventBridge: %s may not call %s", rule["Arn"], target["Arn"])

    update: Callable[..., tuple] = scheduler._update_schedule

    def update_schedule(name: str, body: dict) -> tuple:
        # MiniStack remembers that a schedule was looked at, and would never fire one that is moved to a single instant.
        key = f"{body.get('GroupName', 'default')}/{name}"
        scheduler._schedule_last_fired.pop((get_account_id(), get_region(), key), None)
        return update(name, body)

    eventbridge._invoke_target = invoke_target
    scheduler._update_schedule = update_schedule
    scheduler._SCHEDULE_TICK_INTERVAL = 1

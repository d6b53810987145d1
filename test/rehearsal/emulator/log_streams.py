"""CloudWatch Logs as Glue writes it, and the resource on which AWS checks that.

AWS's refusals name the stream (``log-group:<group>:log-stream:<stream>``), also of CreateLogStream and CreateLogGroup;
MiniStack names the group, and a grant on ``log-group:<group>:*``, as CDK writes it, would not match.
"""

import contextlib
import time
from collections.abc import Iterable

from botocore.client import BaseClient
from ministack.core.responses import get_account_id, get_region

from emulator import policies

_WRITING = {"CreateLogGroup", "CreateLogStream", "PutLogEvents"}

_EVENTS_AT_ONCE = 10_000  # PutLogEvents' limit


def write_lines(logs: BaseClient, group: str, stream: str, lines: Iterable[str]) -> None:
    """Makes the stream where it does not exist, and writes a line an event."""
    of = {"logGroupName": group, "logStreamName": stream}
    with contextlib.suppress(logs.exceptions.ResourceAlreadyExistsException):
        logs.create_log_stream(**of)
    now = int(time.time() * 1000)
    events = [{"timestamp": now, "message": line} for line in lines if line]
    for at in range(0, len(events), _EVENTS_AT_ONCE):
        logs.put_log_events(**of, logEvents=events[at : at + _EVENTS_AT_ONCE])


def _resources(action: str, request: dict) -> list[str]:
    if action not in _WRITING:
        return []
    group = f"arn:aws:logs:{get_region()}:{get_account_id()}:log-group:{request['logGroupName']}"
    return [f"{group}:log-stream:{request.get('logStreamName', '')}"]


def register() -> None:
    """Names the stream as the resource of what writes into it."""
    policies.RESOURCES["logs"] = _resources

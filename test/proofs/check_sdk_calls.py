"""Holds calls of the AWS SDK against the services' own models, as botocore ships them.

A list of {service, operation, part, value} as JSON on stdin, the mistakes of each on stdout. `part` is a member of the
operation's answer to start at (`$`: all of it), or null for its request. Names begin with a capital everywhere, as in
Step Functions. One that ends with `.$` has a value that only a run knows: its name is checked, its value is not.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from botocore.loaders import Loader
from botocore.model import ServiceModel, Shape, StructureShape

PYTHON_TYPES: dict[str, type | tuple[type, ...]] = {
    "structure": dict,
    "map": dict,
    "list": list,
    "string": str,
    "integer": int,
    "long": int,
    "float": (int, float),
    "double": (int, float),
    "boolean": bool,
    # Step Functions gives instants as ISO text, or as milliseconds in the answer of an optimized integration.
    "timestamp": (str, int, float),
    "blob": object,
}

LOADER = Loader()


def mistakes(shape: Shape, value: Any, path: str = "$") -> Iterator[str]:  # noqa: ANN401 - any JSON value
    """What in a value does not fit its shape."""
    is_number = isinstance(value, bool) and shape.type_name != "boolean"
    if is_number or not isinstance(value, PYTHON_TYPES[shape.type_name]):
        yield f"{path}: expected {shape.type_name}, got {json.dumps(value)[:80]}"
        return
    yield from broken_limits(shape, value, path)
    if isinstance(shape, StructureShape):
        yield from mistaken_members(shape, value, path)
    elif shape.type_name == "list":
        for index, item in enumerate(value):
            yield from mistakes(shape.member, item, f"{path}[{index}]")
    elif shape.type_name == "map":
        for name, item in value.items():
            if not name.endswith(".$"):
                yield from mistakes(shape.value, item, f"{path}.{name}")


def broken_limits(shape: Shape, value: Any, path: str) -> Iterator[str]:  # noqa: ANN401 - any JSON value
    """Which of the shape's enumeration and bounds (of a length, or of a number) a value breaks.

    Its pattern is left out: names and ids of what AWS makes are stand-ins here.
    """
    limits = shape.metadata
    size = len(value) if isinstance(value, (str, list, dict)) else value
    if "enum" in limits and value not in limits["enum"]:
        yield f"{path}: {value} is not in {limits['enum']}"
    if "min" in limits and size < limits["min"]:
        yield f"{path}: {size} is below {limits['min']}"
    if "max" in limits and size > limits["max"]:
        yield f"{path}: {size} is above {limits['max']}"


def mistaken_members(shape: StructureShape, value: dict[str, Any], path: str) -> Iterator[str]:
    """Which members of a structure are missing, unknown or wrong."""
    members = {with_capital(name): member for name, member in shape.members.items()}
    names = {name.removesuffix(".$") for name in value}
    for name in sorted({with_capital(name) for name in shape.required_members} - names):
        yield f"{path}: {name} is missing"
    for name in sorted(names - set(members)):
        yield f"{path}: {name} is unknown, expected one of {sorted(members)}"
    if shape.is_tagged_union and len(names) != 1:
        yield f"{path}: expected one member, got {sorted(names)}"
    for name in sorted(set(value) & set(members)):
        yield from mistakes(members[name], value[name], f"{path}.{name}")


def with_capital(name: str) -> str:
    """A member's name as Step Functions wants it, also where the service's own begins small."""
    return name[0].upper() + name[1:]


def judge(service: str, operation: str, part: str | None, value: Any) -> list[str]:  # noqa: ANN401 - any JSON value
    """The mistakes of a request or an answer."""
    model = ServiceModel(LOADER.load_service_model(service, "service-2"))
    if operation not in model.operation_names:
        return [f"{service} has no operation {operation}"]
    if part is None:
        shape = model.operation_model(operation).input_shape
    else:
        answer = model.operation_model(operation).output_shape
        shape = answer if part == "$" else answer.members[part]
    return list(mistakes(shape, value))


if __name__ == "__main__":
    json.dump([judge(**call) for call in json.load(sys.stdin)], sys.stdout)

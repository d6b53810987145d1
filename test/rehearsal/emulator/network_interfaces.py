"""The network interfaces that Glue puts into the subnet of a job's connection, with the permissions of the job's role.

What Glue asks of EC2 is not documented call by call; these are the actions that its guide wants of a role for a job
with a connection ("Setting up IAM permissions for Glue"), in the only order in which they make sense. Nothing goes
through the interface: the job's process is on this machine. An interface that may not be deleted fails the run, so that
it is seen; AWS would more likely leave it behind.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from botocore.client import BaseClient
from ministack.core import iam_actions, iam_evaluator
from ministack.core.responses import get_account_id, get_region
from ministack.services import ec2

_TAG = "aws-glue-service-resource"


class _All(str):
    """An ARN with others beside it, on each of which AWS checks the action."""

    others: tuple[str, ...] = ()


@contextmanager
def network_interface(client: BaseClient, connection: dict) -> Iterator[None]:
    """Looks at the connection's network, makes an interface in it, and removes it in the end."""
    place = connection["PhysicalConnectionRequirements"]
    groups = place["SecurityGroupIdList"]
    subnet = client.describe_subnets(SubnetIds=[place["SubnetId"]])["Subnets"][0]
    of_network = [{"Name": "vpc-id", "Values": [subnet["VpcId"]]}]
    client.describe_security_groups(GroupIds=groups)
    client.describe_vpc_attribute(VpcId=subnet["VpcId"], Attribute="enableDnsHostnames")
    client.describe_vpc_endpoints(Filters=of_network)
    client.describe_route_tables(Filters=of_network)
    made = client.create_network_interface(SubnetId=place["SubnetId"], Groups=groups, Description="Attached to Glue")
    identifier = made["NetworkInterface"]["NetworkInterfaceId"]
    try:
        client.create_tags(Resources=[identifier], Tags=[{"Key": _TAG, "Value": "true"}])
        client.describe_network_interfaces(NetworkInterfaceIds=[identifier])
        yield
    finally:
        client.delete_network_interface(NetworkInterfaceId=identifier)


def _values(params: dict, name: str) -> list[str]:
    return [values[0] for key, values in params.items() if key == name or key.startswith(f"{name}.")]


def _resources(params: dict) -> list[str]:
    """The kinds and ids on which AWS checks the action, or none where MiniStack's own answer will do."""
    match params.get("Action", [""])[0]:
        case "CreateNetworkInterface":
            groups = [f"security-group/{group}" for group in _values(params, "SecurityGroupId")]
            return ["network-interface/*", *(f"subnet/{subnet}" for subnet in _values(params, "SubnetId")), *groups]
        case "DeleteNetworkInterface":
            return [f"network-interface/{name}" for name in _values(params, "NetworkInterfaceId")]
        case "CreateTags" | "DeleteTags":
            names = _values(params, "ResourceId")
            return [f"network-interface/{name}" for name in names if name.startswith("eni-")]
    return []


def register() -> None:
    """Names the resources of these actions, and the tags of an interface."""
    extract: Callable[..., str] = iam_actions.extract_resource_arn
    enforce: Callable[..., object] = iam_evaluator.enforce

    def extract_all(service: str, *rest: object) -> str:
        # The parameters are the fifth of MiniStack's arguments behind the service.
        found = _resources(rest[4]) if service == "ec2" else []
        if not found:
            return extract(service, *rest)
        arns = [f"arn:aws:ec2:{get_region()}:{get_account_id()}:{resource}" for resource in found]
        first = _All(arns[0])
        first.others = tuple(arns[1:])
        return first

    def enforce_all(*given: object, resource_arn: str = "*", **rest: object) -> object:
        interface = resource_arn.rpartition("/")[2]
        if resource_arn.startswith("arn:aws:ec2:") and interface in ec2._tags:
            tags = {f"aws:resourcetag/{tag['Key']}": tag["Value"] for tag in ec2._tags[interface]}
            rest["service_context"] = {**(rest.get("service_context") or {}), **tags}
        for arn in (resource_arn, *getattr(resource_arn, "others", ())):
            if denied := enforce(*given, resource_arn=arn, **rest):
                return denied
        return None

    iam_actions.extract_resource_arn = extract_all
    iam_evaluator.enforce = enforce_all

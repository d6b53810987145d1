"""CloudFormation's resources that MiniStack lacks, made by the services that it has."""

from ministack.core.responses import new_uuid, now_iso
from ministack.services import cloudwatch, ec2, secretsmanager
from ministack.services.cloudformation import provisioners
from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS as HANDLERS


def _create_flow_log(_logical_id: str, properties: dict, _stack: str) -> tuple[str, dict]:
    identifier = f"fl-{new_uuid()[:17].replace('-', '')}"
    ec2._flow_logs[identifier] = {
        "FlowLogId": identifier,
        "FlowLogStatus": "ACTIVE",
        "LogDestination": properties["LogGroupName"],
        "CreationTime": now_iso(),
        **{name: properties[name] for name in ("ResourceId", "ResourceType", "TrafficType", "LogDestinationType")},
    }
    return identifier, {"Id": identifier}


def _delete_flow_log(identifier: str, _properties: dict) -> None:
    ec2._flow_logs.pop(identifier, None)


def _create_ingress(logical_id: str, properties: dict, _stack: str) -> tuple[str, dict]:
    """A rule of a security group, in a resource of its own because the groups name each other."""
    rules = ec2._security_groups[properties["GroupId"]]["IpPermissions"]
    rules.extend(provisioners._ec2_sg_permissions([properties]))
    return f"{properties['GroupId']}|{logical_id}", {"Id": f"sgr-{new_uuid()[:17].replace('-', '')}"}


def _delete_ingress(_identifier: str, properties: dict) -> None:
    group = ec2._security_groups.get(properties["GroupId"])
    if group is not None:
        gone = provisioners._ec2_sg_permissions([properties])
        group["IpPermissions"] = [rule for rule in group["IpPermissions"] if rule not in gone]


def _register_metric_math() -> None:
    """Alarms over several metrics are kept with their expression and never evaluated: no alarm goes off by itself."""
    single = provisioners._cw_metric_alarm_record

    def record(name: str, properties: dict) -> dict:
        if not properties.get("Metrics"):
            return single(name, properties)
        of_one = {key: value for key, value in properties.items() if key != "Metrics"}
        alarm = single(name, {**of_one, "MetricName": "-", "Namespace": "-"})
        return {key: value for key, value in alarm.items() if key not in {"MetricName", "Namespace", "Period"}} | {
            "Metrics": properties["Metrics"]
        }

    provisioners._cw_metric_alarm_record = record
    evaluate = cloudwatch._evaluate_alarm
    cloudwatch._evaluate_alarm = lambda alarm, *rest: None if alarm.get("Metrics") else evaluate(alarm, *rest)


def _register_secret() -> None:
    """``Ref`` of a secret is its ARN on AWS, its name in MiniStack, and no grant on the ARN would match.

    A secret without a value has no version on AWS, one with an empty text in MiniStack.
    """
    handler = HANDLERS["AWS::SecretsManager::Secret"]
    create, update, delete = handler["create"], handler["update"], handler["delete"]

    def name_of(identifier: str) -> str:
        found = (name for name, secret in secretsmanager._secrets.items() if secret["ARN"] == identifier)
        return next(found, identifier)

    def with_arn(answer: tuple[str, dict]) -> tuple[str, dict]:
        return answer[1].get("Arn", answer[0]), answer[1]

    def create_as_told(logical_id: str, properties: dict, stack: str) -> tuple[str, dict]:
        arn, attributes = with_arn(create(logical_id, properties, stack))
        if not properties.keys() & {"SecretString", "GenerateSecretString"}:
            secretsmanager._secrets[name_of(arn)]["Versions"].clear()
        return arn, attributes

    HANDLERS["AWS::SecretsManager::Secret"] = {
        **handler,
        "create": create_as_told,
        "update": lambda identifier, *rest: with_arn(update(name_of(identifier), *rest)),
        "delete": lambda identifier, *rest: delete(name_of(identifier), *rest),
    }


def register() -> None:
    """Registers each type by its name."""
    HANDLERS["AWS::EC2::FlowLog"] = {"create": _create_flow_log, "delete": _delete_flow_log}
    HANDLERS["AWS::EC2::SecurityGroupIngress"] = {"create": _create_ingress, "delete": _delete_ingress}
    _register_metric_math()
    _register_secret()

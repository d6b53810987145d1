"""CloudFormation's ``AWS::Redshift::Cluster``, ``ClusterParameterGroup`` and ``ClusterSubnetGroup``.

What Redshift refuses on creation is refused here as far as a template of this project can be wrong in it: a group, a
role or a subnet that does not exist, both ways to the administrator's password or none. Nodes, versions, ports,
maintenance and audit logs are kept and have no effect; a cluster is there at once, where AWS takes minutes.
"""

import json
import secrets

from ministack.core.responses import AccountRegionScopedDict, get_account_id, get_region, new_uuid
from ministack.services import ec2, iam, secretsmanager
from ministack.services.cloudformation import provisioners
from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS as HANDLERS

from emulator.redshift_clusters import clusters

#: By name: the properties of the template.
_parameter_groups = AccountRegionScopedDict()
_subnet_groups = AccountRegionScopedDict()

#: "Update requires: Replacement" in the resource reference.
_REPLACING = {
    "AWS::Redshift::Cluster": (
        "ClusterIdentifier",
        "ClusterSubnetGroupName",
        "DBName",
        "MasterUsername",
        "OwnerAccount",
        "SnapshotClusterIdentifier",
        "SnapshotIdentifier",
    ),
    "AWS::Redshift::ClusterParameterGroup": ("Description", "ParameterGroupFamily", "ParameterGroupName"),
    "AWS::Redshift::ClusterSubnetGroup": (),
}

_DEFAULT_PORT = 5439


def _require(found: object, sentence: str) -> None:
    if not found:
        raise ValueError(f"{sentence} (Service: Redshift, Status Code: 400)")


def _check_cluster(properties: dict) -> None:
    for kind, store in (("ClusterSubnetGroup", _subnet_groups), ("ClusterParameterGroup", _parameter_groups)):
        name = properties.get(f"{kind}Name")
        _require(name is None or name in store, f"{kind} {name} not found.")
    for arn in properties.get("IamRoles", []):
        _require(iam._roles.get(arn.rsplit("/", 1)[-1]), f"The IAM role {arn} is not valid.")
    for group in properties.get("VpcSecurityGroupIds", []):
        _require(group in ec2._security_groups, f"Invalid security group: {group}")
    is_managed = provisioners._cfn_bool(properties.get("ManageMasterPassword", False))
    _require(is_managed != ("MasterUserPassword" in properties), "Exactly one of the two passwords must be given.")


def _managed_secret(identifier: str, properties: dict, password: str) -> str:
    """The secret that Redshift makes and owns; its name and keys are those that Redshift gives it."""
    user = properties["MasterUsername"]
    value = json.dumps({"username": user, "password": password})
    description = f"The secret associated with the primary Redshift cluster: {identifier}"
    tags = [{"Key": "aws:secretsmanager:owningService", "Value": "redshift"}]
    return secretsmanager._store_new_secret(
        f"redshift!{identifier}-{user}", secret_string=value, description=description, tags=tags
    )[0]


def _attributes(cluster: dict) -> dict[str, str]:
    endpoint = cluster["Endpoint"]
    return {
        "Id": cluster["Id"],
        "ClusterNamespaceArn": cluster["NamespaceArn"],
        "Endpoint.Address": endpoint["Address"],
        "Endpoint.Port": str(endpoint["Port"]),
        "MasterPasswordSecretArn": cluster["SecretArn"],
    }


def _create_cluster(logical_id: str, properties: dict, stack: str) -> tuple[str, dict]:
    generated = provisioners._physical_name(stack, logical_id, lowercase=True, max_len=63)
    identifier = properties.get("ClusterIdentifier") or generated
    _require(identifier not in clusters, f"Cluster {identifier} already exists.")
    _check_cluster(properties)
    password = properties.get("MasterUserPassword") or secrets.token_urlsafe(24)
    is_managed = "MasterUserPassword" not in properties
    account, region = get_account_id(), get_region()
    address = f"{identifier}.{new_uuid()[:12]}.{region}.redshift.amazonaws.com"
    cluster = clusters[identifier] = {
        "Id": identifier,
        "Properties": properties,
        "Password": password,
        "SecretArn": _managed_secret(identifier, properties, password) if is_managed else "",
        "Endpoint": {"Address": address, "Port": int(properties.get("Port", _DEFAULT_PORT))},
        "NamespaceArn": f"arn:aws:redshift:{region}:{account}:namespace:{new_uuid()}",
        "Status": "available",
        "ChangesAt": 0.0,
    }
    return identifier, _attributes(cluster)


def _update_cluster(identifier: str, _old: dict, properties: dict, _stack: str) -> tuple[str, dict]:
    _check_cluster(properties)
    cluster = clusters[identifier]
    cluster["Properties"] = properties
    cluster["Endpoint"]["Port"] = int(properties.get("Port", _DEFAULT_PORT))
    return identifier, _attributes(cluster)


def _delete_cluster(identifier: str, _properties: dict) -> None:
    """The managed secret goes with its cluster."""
    cluster = clusters.pop(identifier, None)
    if cluster is not None:
        name, _ = secretsmanager._resolve(cluster["SecretArn"])
        secretsmanager._secrets.pop(name, None)


def _register_group(kind: str, store: AccountRegionScopedDict, name_of: str | None) -> None:
    """A group is its properties under a name; ``name_of`` is the property that may give it."""

    def create(logical_id: str, properties: dict, stack: str) -> tuple[str, dict]:
        for subnet in properties.get("SubnetIds", []):
            _require(subnet in ec2._subnets, f"The subnet ID '{subnet}' does not exist")
        generated = provisioners._physical_name(stack, logical_id, lowercase=True, max_len=255)
        name = properties.get(name_of or "") or generated
        store[name] = properties
        return name, {f"{kind}Name": name}

    def update(name: str, _old: dict, properties: dict, _stack: str) -> tuple[str, dict]:
        store[name] = properties
        return name, {f"{kind}Name": name}

    HANDLERS[f"AWS::Redshift::{kind}"] = {
        "create": create,
        "update": update,
        "delete": lambda name, _properties: store.pop(name, None),
    }


def register() -> None:
    """Registers the three types, and which of their properties replace them."""
    HANDLERS["AWS::Redshift::Cluster"] = {
        "create": _create_cluster,
        "update": _update_cluster,
        "delete": _delete_cluster,
    }
    _register_group("ClusterParameterGroup", _parameter_groups, "ParameterGroupName")
    _register_group("ClusterSubnetGroup", _subnet_groups, None)
    provisioners._REPLACING_PROPERTIES.update(_REPLACING)
    # CloudFormation refuses to replace what has a name of its own, as the cluster has.
    provisioners._CUSTOM_NAME_REPLACEMENT["AWS::Redshift::Cluster"] = {"name": "ClusterIdentifier"}

"""Redshift, its Data API and its CloudFormation types, all of which MiniStack lacks, as services of the emulator."""

from ministack import app
from ministack.core import iam_actions, router

from emulator import redshift_clusters, redshift_data, redshift_resources


def register() -> None:
    """Adds the services to the tables by which MiniStack finds a service, its permissions and its handler."""
    # Before `redshift`, whose name the other's host begins with.
    router.SERVICE_PATTERNS["redshift-data"] = {
        "target_prefixes": ["RedshiftData"],
        "host_patterns": [r"redshift-data\."],
        "credential_scope": "redshift-data",
    }
    router.SERVICE_PATTERNS["redshift"] = {"host_patterns": [r"redshift\."], "credential_scope": "redshift"}
    app.SERVICE_HANDLERS["redshift-data"] = redshift_data.handle_request
    app.SERVICE_HANDLERS["redshift"] = redshift_clusters.handle_request
    iam_actions.SERVICE_TO_IAM_NAMESPACE.update({"redshift-data": "redshift-data", "redshift": "redshift"})
    iam_actions._SERVICE_PROTOCOL["redshift"] = "query-xml"
    iam_actions._QUERY_XML_NS["redshift"] = redshift_clusters.NAMESPACE
    redshift_clusters.register()
    redshift_data.register()
    redshift_resources.register()

"""Types of resources as a JSON list on stdin; on stdout those that the CloudFormation of moto cannot create."""

from __future__ import annotations

import json
import logging
import sys

from moto.cloudformation.parsing import resource_class_from_type

# moto warns of each type that it does not know; the answer says so as well.
logging.disable(logging.WARNING)

if __name__ == "__main__":
    json.dump([name for name in json.load(sys.stdin) if resource_class_from_type(name) is None], sys.stdout)

"""Registers what MiniStack lacks, then starts it as its own command does."""

import importlib

from ministack.app import main

_MODULES = (
    "crawler",
    "events",
    "functions",
    "glue_job",
    "history",
    "log_streams",
    "network_interfaces",
    "policies",
    "redshift",
    "resources",
    "states",
)

for module in _MODULES:
    importlib.import_module(f"emulator.{module}").register()
main()

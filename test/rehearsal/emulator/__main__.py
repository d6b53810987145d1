"""Registers what MiniStack lacks, then starts it as its own command does."""

import importlib

from ministack.app import main

MODULES = ("crawler", "events", "functions", "glue_job", "history", "policies", "redshift", "resources", "states")

for module in MODULES:
    importlib.import_module(f"emulator.{module}").register()
main()

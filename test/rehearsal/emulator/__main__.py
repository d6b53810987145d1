"""Registers what MiniStack lacks, then starts it as its own command does."""

import importlib

from ministack.app import main

for module in ("crawler", "functions", "glue_job", "history", "policies", "redshift", "resources", "states"):
    importlib.import_module(f"emulator.{module}").register()
main()

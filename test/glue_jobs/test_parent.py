"""A script on the laptop does not go on when the program that started it was killed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_GLUE = str(Path(__file__).parents[2] / "local/aws/glue")

#: Imports the stand-in and goes on for longer than the test waits.
_SCRIPT = "import awsglue, time; print('begun', flush=True); time.sleep(60)"

#: Starts the script as the laptop does, and waits.
_PROGRAM = f"""
import os, subprocess, sys
environment = {{**os.environ, "PYTHONPATH": {_GLUE!r}, "OPENAQ_LOCAL_PARENT": str(os.getpid())}}
subprocess.run([sys.executable, "-c", {_SCRIPT!r}], env=environment)
"""


def test_a_script_ends_when_its_program_is_killed() -> None:
    program = subprocess.Popen([sys.executable, "-c", _PROGRAM], stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    assert program.stdout.readline() == "begun\n"

    program.kill()

    # The pipe ends with the last process that holds it, which is the script.
    rest, _ = program.communicate(timeout=30)
    assert rest == ""

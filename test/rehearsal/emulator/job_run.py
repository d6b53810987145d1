"""One run of a Glue job: its files from S3, its process, its log, its end."""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import urlsplit

from botocore.client import BaseClient
from botocore.exceptions import BotoCoreError, ClientError
from ministack.core.responses import get_region
from ministack.services import glue

from emulator.log_streams import write_lines
from emulator.network_interfaces import network_interface
from emulator.sessions import RoleNotAssumableError, open_client
from emulator.warehouse import WarehouseError, copy

_ROOT = Path(__file__).parents[3]
_STAND_IN = _ROOT / "local/aws/glue"

_MINUTE = 60.0


class JobRun:
    """Runs the script of a deployed job under the job's role; the outcome goes into the record that Glue's API shows.

    Output reaches CloudWatch Logs when the script has ended, not line by line, and a run that may not write it goes on.
    Workers, their type and their number have no meaning: Spark has two cores of this machine.
    """

    def __init__(self, job: dict, record: dict, arguments: dict[str, str]) -> None:
        self.job = job
        self.record = record
        self.arguments = arguments
        self.process: subprocess.Popen | None = None
        self.is_stopped = False

    def client(self, name: str) -> BaseClient:
        """A client under the job's role."""
        arn = glue._arn("job", self.job["Name"])
        return open_client(name, self.job["Role"], "glue.amazonaws.com", arn, "GlueJobRunnerSession")

    def run(self) -> None:
        """Runs to the end and writes it down."""
        with tempfile.TemporaryDirectory(prefix="rehearsal-job-") as directory:
            folder = Path(directory)
            try:
                script = self._fetch(folder)
                with self._network():
                    self.record["JobRunState"] = "RUNNING"
                    state, message = self._execute(folder, script)
            except (ClientError, BotoCoreError, RoleNotAssumableError) as error:
                state, message = "FAILED", f"LAUNCH ERROR | {error}. Please refer logs for details."
            with contextlib.suppress(ClientError, RoleNotAssumableError):
                self._write_log(folder)
        now = int(time.time())
        self.record |= {"CompletedOn": now, "LastModifiedOn": now, "ExecutionTime": now - self.record["StartedOn"]}
        self.record["ErrorMessage"] = message
        self.record["JobRunState"] = state

    def _fetch(self, folder: Path) -> Path:
        """Puts the script into a folder, the extra modules on the path, the extra files into the working directory."""
        s3 = self.client("s3")

        def fetch(location: str, where: str) -> Path:
            place = urlsplit(location)
            file = folder / where / Path(place.path).name
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(s3.get_object(Bucket=place.netloc, Key=place.path.lstrip("/"))["Body"].read())
            return file

        for option, where in (("--extra-py-files", "modules"), ("--extra-files", "work")):
            for location in filter(None, self.arguments.get(option, "").split(",")):
                fetch(location, where)
        (folder / "work").mkdir(exist_ok=True)
        return fetch(self.job["Command"]["ScriptLocation"], "script")

    @contextlib.contextmanager
    def _network(self) -> Iterator[None]:
        """An interface for each of the job's connections."""
        with contextlib.ExitStack() as stack:
            for name in self.job.get("Connections", {}).get("Connections", []):
                connection = self.client("glue").get_connection(Name=name)["Connection"]
                stack.enter_context(network_interface(self.client("ec2"), connection))
            yield

    def _environment(self, folder: Path, redshift: Connection) -> dict[str, str]:
        credentials = self.client("s3")._request_signer._credentials.get_frozen_credentials()
        defaults = _STAND_IN / "spark-defaults.conf"
        return {
            **{name: os.environ[name] for name in ("PATH", "HOME", "JAVA_HOME", "LANG") if name in os.environ},
            "AWS_ACCESS_KEY_ID": credentials.access_key,
            "AWS_SECRET_ACCESS_KEY": credentials.secret_key,
            "AWS_SESSION_TOKEN": credentials.token,
            "AWS_DEFAULT_REGION": get_region(),
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{os.environ['GATEWAY_PORT']}",
            "OPENAQ_LOCAL_CATALOG": str(folder / "unused"),
            "OPENAQ_LOCAL_SINK": str(folder / "sink"),
            "PYTHONPATH": f"{folder / 'modules'}:{_STAND_IN}",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYSPARK_SUBMIT_ARGS": f"--properties-file '{defaults}' pyspark-shell",
            "REHEARSAL_FAILURE": str(folder / "failure"),
            "REHEARSAL_LAKE": str(folder / "lake"),
            "REHEARSAL_REDSHIFT": str(redshift.fileno()),
            "SPARK_LOCAL_IP": "127.0.0.1",
        }

    def _execute(self, folder: Path, script: Path) -> tuple[str, str]:
        """The state in which the run ends, and its message."""
        (folder / "sink").mkdir()
        given = {"--JOB_NAME": self.job["Name"], "--JOB_RUN_ID": self.record["Id"], **self.arguments}
        command = [sys.executable, str(_ROOT / "test/rehearsal/glue_runtime.py"), str(script)]
        command += [text for pair in given.items() for text in pair]
        ours, theirs = Pipe()
        with (folder / "output").open("wb") as output, (folder / "error").open("wb") as error:
            self.process = subprocess.Popen(
                command,
                cwd=folder / "work",
                env=self._environment(folder, theirs),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=error,
            )
            theirs.close()
            is_late = self._serve(ours)
        if self.is_stopped:
            return "STOPPED", ""
        if is_late:
            return "TIMEOUT", f"JobRun exceeded its Timeout of {self.job['Timeout']} minutes"
        if self.process.returncode == 0:
            return "SUCCEEDED", ""
        failure = folder / "failure"
        message = failure.read_text(encoding="utf-8") if failure.exists() else "Command failed with exit code 1"
        return "FAILED", self._as_in_s3(folder, message)

    def _serve(self, redshift: Connection) -> bool:
        """Takes the connector's writes to the warehouse until the process has ended; true when it took too long."""
        late = time.monotonic() + self.job["Timeout"] * _MINUTE
        while self.process.poll() is None:
            if self.is_stopped or time.monotonic() > late:
                self.process.kill()
                self.process.wait()
                return not self.is_stopped
            with contextlib.suppress(EOFError):
                if not redshift.poll(0.1):
                    continue
                request = redshift.recv()
                try:
                    copy(request)
                    redshift.send(None)
                except WarehouseError as error:
                    redshift.send(f"java.sql.SQLException: {error}")
        return False

    @staticmethod
    def _as_in_s3(folder: Path, text: str) -> str:
        lake = folder / "lake"
        return text.replace(f"file://{lake}/", "s3://").replace(f"file:{lake}/", "s3://").replace(f"{lake}/", "s3://")

    def _write_log(self, folder: Path) -> None:
        """What the script printed, a line an event, in the two groups that Glue 5 has for each job."""
        logs = self.client("logs")
        prefix = self.arguments.get("--custom-logGroup-prefix", "/aws-glue/jobs")
        for kind in ("output", "error"):
            file = folder / kind
            lines = self._as_in_s3(folder, file.read_text(encoding="utf-8")).splitlines() if file.exists() else []
            write_lines(logs, f"{prefix}/{kind}", self.record["Id"], lines)

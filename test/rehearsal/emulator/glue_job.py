"""Glue's StartJobRun really runs the deployed job; BatchStopJobRun really stops it."""

import contextvars
import secrets
import threading
import time
from collections.abc import Callable

from ministack.core.responses import error_response_json, json_response
from ministack.services import glue
from ministack.services.cloudformation import provisioners

from emulator.job_run import JobRun
from emulator.redshift_clusters import Answer

_UNDER_WAY = {"STARTING", "RUNNING", "STOPPING"}
_PROPERTY = "ExecutionProperty"

#: Runs that have begun, by id.
_runs: dict[str, JobRun] = {}


def _start_job_run(request: dict) -> Answer:
    name = request.get("JobName")
    job = glue._jobs.get(name)
    if job is None:
        return error_response_json(
            "EntityNotFoundException", f"Failed to start job run due to missing metadata: {name}", 400
        )
    records = glue._job_runs.setdefault(name, [])
    at_once = job.get(_PROPERTY, {}).get("MaxConcurrentRuns", 1)
    if sum(record["JobRunState"] in _UNDER_WAY for record in records) >= at_once:
        return error_response_json("ConcurrentRunsExceededException", f"Concurrent runs exceeded for {name}", 400)
    given = request.get("Arguments", {})
    now = int(time.time())
    record = {
        "Id": f"jr_{secrets.token_hex(32)}",
        "Attempt": 0,
        "JobName": name,
        "JobRunState": "STARTING",
        "StartedOn": now,
        "LastModifiedOn": now,
        "ExecutionTime": 0,
        "Arguments": given,
        "PredecessorRuns": [],
        **{key: job[key] for key in ("GlueVersion", "NumberOfWorkers", "Timeout", "WorkerType") if key in job},
    }
    records.append(record)
    run = _runs[record["Id"]] = JobRun(job, record, {**job.get("DefaultArguments", {}), **given})
    context = contextvars.copy_context()
    threading.Thread(target=context.run, args=(run.run,), daemon=True).start()
    return json_response({"JobRunId": record["Id"]})


def _stop(identifier: str) -> None:
    run = _runs.get(identifier)
    if run is not None:
        run.is_stopped = True


def _keep_property() -> None:
    """MiniStack forgets how many runs of a job may be under way at once."""
    create: Callable[[dict], Answer] = glue._create_job
    update: Callable[[dict], Answer] = glue._update_job

    def keep(name: str, given: dict) -> None:
        if name in glue._jobs and _PROPERTY in given:
            glue._jobs[name][_PROPERTY] = given[_PROPERTY]

    def create_job(request: dict) -> Answer:
        answer = create(request)
        keep(request.get("Name"), request)
        return answer

    def update_job(request: dict) -> Answer:
        answer = update(request)
        keep(request.get("JobName"), request.get("JobUpdate", {}))
        return answer

    glue._create_job, glue._update_job = create_job, update_job
    provisioners._GLUE_JOB_DEFAULTS[_PROPERTY] = {"MaxConcurrentRuns": 1}


def register() -> None:
    """Puts the run where MiniStack calls a Spark job SUCCEEDED without running it."""
    stop: Callable[[dict], Answer] = glue._batch_stop_job_run

    def batch_stop(request: dict) -> Answer:
        answer = stop(request)
        for identifier in request.get("JobRunIds", []):
            _stop(identifier)
        return answer

    glue._start_job_run = _start_job_run
    glue._batch_stop_job_run = batch_stop
    _keep_property()

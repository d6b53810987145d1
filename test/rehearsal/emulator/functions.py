"""Lambda's functions reach the server that replays OpenAQ where they ask for api.openaq.org."""

import os

from ministack.core.lambda_runtime import Worker

_ADDRESS = "OPENAQ_API_URL"


def register() -> None:
    """Leads the address of the API elsewhere, as a name server would; a function that has no address gets none."""
    spawn = Worker._spawn
    replay = os.environ["REHEARSAL_OPENAQ_URL"]

    def spawn_with_address(worker: Worker) -> object:
        variables = worker.config.get("Environment", {}).get("Variables", {})
        if _ADDRESS in variables:
            worker.config = {**worker.config, "Environment": {"Variables": {**variables, _ADDRESS: replay}}}
        return spawn(worker)

    Worker._spawn = spawn_with_address

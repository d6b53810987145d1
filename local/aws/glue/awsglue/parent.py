"""Ends the script when the program that started it is gone, also when that was killed and could not end it."""

import os
import threading
import time

#: Exit code of a script whose parent is gone.
_ORPHANED = 70
_LOOK_EVERY_SECONDS = 0.5


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_EVERY_SECONDS)
    # Not sys.exit, which would end this thread alone. Spark's JVM ends when its standard input does.
    os._exit(_ORPHANED)


def end_with(parent: int) -> None:
    """Ends this process within a second of the end of ``parent``, the process that started it."""
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()

"""Runs a command in a terminal of 80 columns: prints what the terminal shows, types what is written to stdin."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios

ROWS, COLUMNS = 24, 80
CHUNK = 65_536


def become(command: list[str]) -> None:
    """Replaces this process, which has the terminal, by the command."""
    fcntl.ioctl(sys.stdout, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    os.execvp(command[0], command)


def read(descriptor: int) -> bytes:
    """What there is to read; nothing at the end. Linux says of a terminal that its program is gone by EIO."""
    try:
        return os.read(descriptor, CHUNK)
    except OSError:
        return b""


def main() -> int:
    """Passes on both ways until the command has ended. Returns its exit code as a shell tells it."""
    process, terminal = pty.fork()
    if process == 0:
        become(sys.argv[1:])
    sources = {terminal: sys.stdout.fileno(), sys.stdin.fileno(): terminal}
    while terminal in sources:
        for source in select.select(list(sources), [], [])[0]:
            some = read(source)
            if some:
                os.write(sources[source], some)
                continue
            del sources[source]
            if source != terminal:
                # Whoever typed is gone, as when a test is ended: a shell would wait for ever.
                os.kill(process, signal.SIGHUP)
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main())

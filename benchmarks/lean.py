"""Run a command from a process that is itself small, and write down what it took.

``python lean.py FILE COMMAND...`` writes the seconds and the most bytes in memory to
FILE.  A process is counted with what its parent held when it was started, so the
parent must be smaller than what is measured: this one imports next to nothing.
"""

import os
import sys
import time


def main() -> None:
    """Run the command without its output; leave with its exit code."""
    target, *command = sys.argv[1:]
    quiet = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    begun = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=quiet)
    _, status, used = os.wait4(child, 0)
    seconds = time.perf_counter() - begun
    unit = 1 if sys.platform == "darwin" else 1024
    file = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.write(file, f"{seconds} {used.ru_maxrss * unit}".encode())
    sys.exit(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()

"""`python -m ronchi -f CONNECTION_FILE`: becomes the kernel. Every argument is passed on to it."""

import os
import sys

from .node import NodeNotFound, find_node

FLAGS = [
    # Terminating a cell that waits inside an async hook would otherwise end the process.
    "--no-force-async-hooks-checks",
    "--disable-warning=ExperimentalWarning",
    # Node 20 warns of the binding that clearing that stack needs.
    "--disable-warning=DEP0111",
]


def command(arguments):
    """The command line of the kernel, list of str."""
    program = os.path.join(os.path.dirname(os.path.abspath(__file__)), "kernel", "main.js")
    return [find_node(), *FLAGS, program, *arguments]


def main():
    try:
        line = command(sys.argv[1:])
    except NodeNotFound as problem:
        sys.exit(str(problem))
    if os.name != "nt":
        # The kernel takes this process's place, so that signals and the parent are its own.
        os.execv(line[0], line)
    sys.exit(_wait_for(line))


def _wait_for(line):
    """Windows has no exec: stays in front of the kernel, hands on what can be handed on, returns its exit code."""
    import signal
    import subprocess

    # Ctrl+C reaches every process of the console: the kernel decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    kernel = subprocess.Popen(line)
    for name in ("SIGTERM", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: kernel.terminate())
    return kernel.wait()


if __name__ == "__main__":
    main()

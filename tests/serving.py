"""A command that serves in, its process and its address out, once it answers."""

import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from benchmarks.serving import unused_port
from tests.processes import running


@contextmanager
def serving(command: Callable[[int], Sequence[str | bytes]]) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """Run what *command* returns for a port; the server must tell its address in the first line on stderr."""
    while True:
        port = unused_port()
        with running(command(port)) as process:
            assert process.stderr is not None
            said = process.stderr.readline()
            if "another program listens there already" in said:
                continue  # it took the port between our look and the server's
            address = f"http://127.0.0.1:{port}"
            assert said.startswith(f"Fieldguide is at {address}/"), said
            yield process, address
            return

"""A server's name and an application in, it running on a port of its own out: granian or gunicorn, with our settings."""

import os
import secrets
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Final

from benchmarks.apps import PLACE
from searchapp.server import BACKLOG, BACKPRESSURE, THREADS

SERVERS: Final = ("granian", "gunicorn")
PATH: Final = "/api/v1/search"
GUNICORN_THREADS: Final = 8  # a worker; with two workers one for each of wrk's 16 connections
_START_SECONDS: Final = 60
_PORTS: Final = range(20_000, 32_000)  # below those of connections that go out, on Linux and macOS


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A running server."""

    address: str
    process: int

    def workers(self) -> list[int]:
        """Return the processes that answer: those that have no child themselves."""
        return [pid for pid in _below(self.process) if not _children(pid)] or [self.process]


@contextmanager
def served(server: str, app: str, place: Path, workers: int = 2) -> Iterator[Served]:
    """Run the application called *app* of `apps.py`; it is ended afterwards."""
    port = unused_port()
    with subprocess.Popen(
        [sys.executable, "-m", *_command(server, app, port, workers)],
        env={**os.environ, PLACE: str(place)},
        stdout=subprocess.DEVNULL,
    ) as process:
        try:
            address = f"http://127.0.0.1:{port}{PATH}"
            wait_for_answer(address, process)
            yield Served(address=address, process=process.pid)
        finally:
            process.terminate()


def unused_port() -> int:
    """Return a port on which nobody listens, and that the kernel gives to no connection that goes out."""
    while True:
        port = _PORTS.start + secrets.randbelow(len(_PORTS))  # property tests make `random` repeat itself
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def wait_for_answer(address: str, process: subprocess.Popen[bytes]) -> None:
    """Return once *process* answers at *address*; raise RuntimeError if it ends or takes too long."""
    until = monotonic() + _START_SECONDS
    while process.poll() is None and monotonic() < until:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310  # our own address
        except OSError:
            sleep(0.05)
        else:
            return
    raise RuntimeError(f"the server does not answer at {address}")


def _command(server: str, app: str, port: int, workers: int) -> list[str]:
    if server == "granian":
        options = {
            "interface": "wsgi",
            "http": "1",
            "port": port,
            "workers": workers,
            "blocking-threads": THREADS,
            "backlog": BACKLOG,
            "backpressure": BACKPRESSURE,
            "log-level": "error",
        }
        given = [part for name, value in options.items() for part in (f"--{name}", str(value))]
        return ["granian", *given, "--factory", f"benchmarks.apps:{app}"]
    options = {
        "worker-class": "gthread",
        "workers": workers,
        "threads": GUNICORN_THREADS,
        "bind": f"127.0.0.1:{port}",
        "log-level": "error",
    }
    given = [part for name, value in options.items() for part in (f"--{name}", str(value))]
    return ["gunicorn", *given, f"benchmarks.apps:{app}()"]


def _below(pid: int) -> Iterator[int]:
    for child in _children(pid):
        yield child
        yield from _below(child)


def _children(pid: int) -> list[int]:
    return [
        int(child)
        for task in Path(f"/proc/{pid}/task").iterdir()
        for child in (task / "children").read_text().split()
    ]

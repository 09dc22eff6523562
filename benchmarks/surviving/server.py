"""Settings in, the production server running on a port of its own out; and what its workers hold."""

import json
import os
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Final

from benchmarks.serving import Served, unused_port
from benchmarks.surviving.site import COMMAND, LONGEST, kill_all, must

_ROOT: Final = Path(__file__).parents[2]
_MAPPED: Final = re.compile(r"/builds/([\w-]+)/\S+\.fld")


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """What the workers of a server hold."""

    megabytes: int  # resident, over all workers
    handles: int  # open files and connections
    builds: int  # builds of which files are mapped


def size_of(server: Served) -> Size:
    """Look into /proc for what a server's workers hold."""
    kilobytes = handles = 0
    builds: set[str] = set()
    for pid in server.workers():
        place = Path(f"/proc/{pid}")
        resident = re.search(r"VmRSS:\s+(\d+)", (place / "status").read_text())
        kilobytes += int(resident[1]) if resident else 0
        handles += len(list((place / "fd").iterdir()))
        builds |= set(_MAPPED.findall((place / "maps").read_text()))
    return Size(megabytes=kilobytes >> 10, handles=handles, builds=len(builds))


@contextmanager
def served_site(config: Path) -> Iterator[Served]:
    """Run the production server, as staff do; afterwards nothing of it is left."""
    port = unused_port()
    with subprocess.Popen(
        [sys.executable, "-c", COMMAND, "--config", str(config), "serve", "--port", str(port)],
        cwd=_ROOT,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            server = Served(address=f"http://127.0.0.1:{port}", process=process.pid)
            settled(server)
            yield server
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(LONGEST)
            kill_all(process)


def settled(server: Served, build_id: str | None = None) -> None:
    """Wait until the server answers: from that build, if one is named."""
    address = f"{server.address}/api/v1/search?per_page=1"
    until = monotonic() + LONGEST
    while True:
        try:
            with urllib.request.urlopen(address, timeout=LONGEST) as answer:  # noqa: S310  # our own
                if build_id in {None, json.load(answer)["build"]["id"]}:
                    return
        except OSError:  # it starts
            ended = os.waitid(os.P_PID, server.process, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            must(ended is None, "the server ended")
        must(monotonic() < until, f"the server does not answer from {build_id or 'any build'}")
        sleep(0.01)

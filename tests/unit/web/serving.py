"""The real server, for as long as a test takes."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

STARTED: Final = "Fieldguide is at "
_SERVE: Final = "import sys; from pathlib import Path; from searchapp.server import serve; serve(Path(sys.argv[1]), port=int(sys.argv[2]))"
_CONFIG: Final = '[paths]\nbuilds = "builds"\n[serve]\nworkers = 1\n[[sources]]\nname = "guides"\nkind = "folder"\npath = "guides"\n'
_STOP_SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class Served:
    """A server that answers on *port* of this machine."""

    port: int
    process: "subprocess.Popen[str]"

    def stop(self) -> str:
        """Stop it as an operator would, and return what it wrote."""
        self.process.send_signal(signal.SIGTERM)
        out, err = self.process.communicate(timeout=_STOP_SECONDS)
        assert self.process.returncode == 0
        return out + err


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def server_config(folder: Path) -> Path:
    """Write settings into *folder*: the builds in `builds`, one source in `guides`."""
    (folder / "guides").mkdir(exist_ok=True)
    path = folder / "config.toml"
    path.write_text(_CONFIG, encoding="utf-8")
    return path


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Yield a server with the settings of `server_config`, once it answers."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVE, str(server_config(folder)), str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    try:
        assert process.stderr.readline().startswith(f"{STARTED}http://127.0.0.1:{port}/")
        yield Served(port, process)
    finally:
        # Told to stop, it ends its workers; if it were killed they would stay, and hold the pipes.
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=_STOP_SECONDS)

"""The real server, for as long as a test takes."""

import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from tests.serving import serving

_SERVE: Final = "import sys; from pathlib import Path; from searchapp.server import serve; serve(Path(sys.argv[1]), port=int(sys.argv[2]))"
_CONFIG: Final = '[paths]\nbuilds = "builds"\n[serve]\nworkers = 1\n{serve}\n[site]\n{site}\n[[sources]]\nname = "guides"\nkind = "folder"\npath = "guides"\n'


@dataclass(frozen=True, slots=True)
class Served:
    """A server that answers on *port* of this machine."""

    port: int
    process: "subprocess.Popen[str]"

    def stop(self) -> str:
        """Stop it as an operator would, and return what it wrote."""
        self.process.send_signal(signal.SIGTERM)
        out, err = self.process.communicate()
        assert self.process.returncode == 0
        return out + err


def server_config(folder: Path, *, serve: str = "", site: str = "") -> Path:
    """Write settings into *folder*: the builds in `builds`, one source in `guides`; and lines of `[serve]` and `[site]`."""
    (folder / "guides").mkdir(exist_ok=True)
    path = folder / "config.toml"
    path.write_text(_CONFIG.format(serve=serve, site=site), encoding="utf-8")
    return path


@contextmanager
def served(folder: Path, *, environment: Sequence[str] = (), **tables: str) -> Iterator[Served]:
    """Yield a server with the settings of `server_config`, once it answers; *environment* is of NAME=value."""
    with served_config(server_config(folder, **tables), environment=environment) as server:
        yield server


@contextmanager
def served_config(config: Path, *, environment: Sequence[str] = ()) -> Iterator[Served]:
    """Yield a server with the settings in *config*, once it answers."""
    command = ["env", *environment, sys.executable, "-c", _SERVE, str(config)]
    with serving(lambda port: [*command, str(port)]) as (process, address):
        yield Served(urlsplit(address).port or 0, process)

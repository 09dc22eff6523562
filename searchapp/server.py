"""A config file and an address in, a running production server out: granian's workers, one engine in each.

Access logs stay off: they would keep what people typed.
"""

import errno
import logging
import os
import signal
import socket
import threading
import urllib.request
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server

from indexer.cli.terminal import say
from indexer.config import load_config
from indexer.control_characters import escaped
from indexer.errors import ConfigError, FieldguideError
from searchapp.app import create_app
from searchapp.engine import open_engine

# A search takes about a millisecond and holds the interpreter; the other threads wait for slow readers of
# large files, one thread each, and cost little while they wait. Past this many slow readers a worker answers
# nobody else: a proxy that buffers answers stands in front of a public server (docs/operations.md).
THREADS: Final = 64
# Connections that one worker holds at once; more wait in the kernel's queue (BACKLOG), and none is dropped.
BACKPRESSURE: Final = 256
BACKLOG: Final = 1024
HEAD_TIMEOUT: Final = 15_000  # ms to send a request's head: a slow one must not hold a place for long
# Room for a request line of 64 KB and as much of headers (docs/operations.md promises 32 KB).
HEAD_BYTES: Final = 192 * 1024
TOKEN_KEY: Final = "FIELDGUIDE_REINDEX_TOKEN"  # noqa: S105  # its name in the environment
_MIN_TOKEN_LENGTH: Final = 16  # characters; shorter ones can be guessed
STOP_SECONDS: Final = 10  # for running requests after SIGTERM; then the worker is ended
_POLL_SECONDS: Final = 0.05
_OF_THE_TERMINAL: Final = (signal.SIGINT, signal.SIGHUP)  # Ctrl-C, and the end of the terminal
_ANYWHERE: Final = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  (read, not bound here)


def serve(
    config_path: Path,
    host: str | None = None,
    port: int | None = None,
    workers: int | None = None,
    announce: Callable[[str], None] | None = None,
) -> None:
    """Serve until SIGTERM or Ctrl-C, unless that is ignored; *announce* (else stderr) gets the address once it answers.

    What is None comes from the settings. Raises FieldguideError if the address cannot be listened on, and
    SystemExit(1) if a worker cannot be kept alive.
    """
    config = load_config(config_path)
    reindex_token()
    host, port = host or config.serve.host, port or config.serve.port
    check_address(host, port)
    server = Server(
        "fieldguide",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=workers or config.serve.workers,
        blocking_threads=THREADS,
        backlog=BACKLOG,
        backpressure=BACKPRESSURE,
        http1_settings=HTTP1Settings(header_read_timeout=HEAD_TIMEOUT, max_buffer_size=HEAD_BYTES),
        log_level=LogLevels.error,
        log_dictconfig=_LOGGING,
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
    )
    stopped = threading.Event()
    told = threading.Thread(
        target=_announce, args=(host, port, announce or partial(say, err=True), stopped), daemon=True
    )
    told.start()
    # granian would take these over even where we were started to ignore them: in the background, or by nohup.
    ignored = [one for one in _OF_THE_TERMINAL if signal.getsignal(one) is signal.SIG_IGN]
    signal.pthread_sigmask(signal.SIG_BLOCK, ignored)
    try:
        server.serve(target_loader=partial(_application, config_path), wrap_loader=False)
    finally:
        stopped.set()


def _application(config_path: Path) -> Any:
    """Return the application; runs in the worker, so that each opens its own engine after the fork."""
    # A terminal tells the workers too. The server tells them once it has understood: one that ends before would be
    # a failed one. Until granian listens, which is after this, to be told is to end.
    signal.pthread_sigmask(signal.SIG_BLOCK, _OF_THE_TERMINAL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    handler = logging.StreamHandler()
    handler.setFormatter(EventFormatter(_LINE))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    config = load_config(config_path)
    return create_app(config, open_engine(config), reindex_token=reindex_token())


def reindex_token() -> str | None:
    """Return the token of `POST /api/v1/reindex` from the environment; None: nobody may ask. Raises ConfigError."""
    token = os.environ.get(TOKEN_KEY, "").strip()
    if not token:
        return None
    if len(token) < _MIN_TOKEN_LENGTH or not token.isascii() or not token.isprintable():
        raise ConfigError(
            f"not a usable token: it needs at least {_MIN_TOKEN_LENGTH} characters, preferably letters and digits",
            where=f"${TOKEN_KEY}",
            fix="make one: openssl rand -hex 32",
        )
    return token


class EventFormatter(logging.Formatter):
    """Writes an event with its fields on one line: `ERROR searchapp.engine.live_engine: build cannot be read build=… error=…`.

    Addresses, names of files and texts of errors may hold anything. Here they begin no line, and steer no terminal.
    """

    _known = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  # as logging names it
        """Return the event as one line."""
        fields = "".join(
            f" {name}={value}" for name, value in sorted(vars(record).items()) if name not in self._known
        )
        return escaped(super().formatMessage(record) + fields)

    def formatException(self, ei: Any) -> str:  # noqa: N802
        """Return where it went wrong, each line set in: what an error says cannot pass for another event."""
        return "\n".join(f"    {escaped(line)}" for line in super().formatException(ei).split("\n"))


def free_port(host: str, wanted: int) -> int:
    """Return the port *wanted*, or another one where that cannot be listened on; raises FieldguideError if none can."""
    try:
        return check_address(host, wanted)
    except FieldguideError as refused:
        try:
            return check_address(host, 0)
        except FieldguideError:
            raise refused from None


def check_address(host: str, port: int) -> int:
    """Return the port if it can be listened on at *host* (0: one that is free), or raise FieldguideError.

    Workers share the port (SO_REUSEPORT), so a second server would silently take half of the first one's
    requests: this socket does not share.
    """
    where = f"{host}:{port}"
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
            return int(probe.getsockname()[1])
    except OSError as error:
        what, fix = _REFUSALS.get(error.errno or 0, (str(error), "check --host and --port"))
        raise FieldguideError(what, where=where, fix=fix) from None


def _announce(host: str, port: int, announce: Callable[[str], None], stopped: threading.Event) -> None:
    """Tell the address as soon as a worker answers on it."""
    shown = _ANYWHERE.get(host, host)
    base = f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"
    # The server's own address: no proxy stands between.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while not stopped.wait(_POLL_SECONDS):
        try:
            opener.open(base + "healthz", timeout=5).close()
        except OSError:
            continue
        everywhere = " and at every other address of this machine" if host in _ANYWHERE else ""
        announce(f"Fieldguide is at {base}{everywhere}; Ctrl-C stops it.")
        return


_REFUSALS: Final = {
    errno.EADDRINUSE: ("another program listens there already", "stop it, or choose another --port"),
    errno.EACCES: ("this user may not listen there", "choose a --port above 1023"),
    errno.EADDRNOTAVAIL: ("this machine has no such address", "choose another --host"),
}
_LINE: Final = "%(levelname)s %(name)s: %(message)s"
_LOGGING: Final[dict[str, Any]] = {
    "formatters": {"line": {"()": EventFormatter, "fmt": _LINE}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "stream": "ext://sys.stderr"}
    },
    "loggers": {"_granian": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}

"""Checks every connection of requests with an address guard when it is made.

The name is resolved once, each address is checked, and the connection is made to the very address that was checked: a DNS
server that answers something else the second time is never asked a second time.
"""

import http.client
import socket
import ssl
from collections.abc import Callable
from typing import Any, Final, Protocol

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import (
    ConnectTimeoutError,
    LocationValueError,
    NameResolutionError,
    NewConnectionError,
)

from indexer.sources.website.address_guard import AddressGuard

CONNECT_SECONDS: Final = 10.0
_MAX_HINTS: Final = 20  # answers 1xx before the one that counts
_MAX_LINES: Final = 100  # of one of them
_MAX_LINE: Final = 65_536  # bytes

Resolver = Callable[[str, int], list[Any]]  # as socket.getaddrinfo answers it


class RefusedAddressError(LocationValueError):
    """A connection to a private, local or reserved address; nothing was sent. Never tried again."""


class _SocketOpener(Protocol):
    def open(self, connection: HTTPConnection) -> socket.socket: ...


def resolved(host: str, port: int) -> list[Any]:
    """Return the addresses of *host*, as getaddrinfo does."""
    return socket.getaddrinfo(host, port, socket.AF_UNSPEC, socket.SOCK_STREAM)


class GuardedConnections:
    """Opens sockets to addresses that the guard lets through, and can cut the last one off."""

    def __init__(self, guard: AddressGuard, resolve: Resolver = resolved) -> None:
        self._guard = guard
        self._resolve = resolve
        self._last: socket.socket | None = None

    def cut(self) -> None:
        """End the connection that is open, whatever it waits for."""
        if self._last is not None:
            try:
                self._last.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # it is closed already

    def open(self, connection: HTTPConnection) -> socket.socket:
        """Return a socket that is connected to the host of *connection*."""
        host, port = connection._dns_host, connection.port  # noqa: SLF001
        try:
            found = self._resolve(host.strip("[]"), port)
        except (OSError, UnicodeError) as error:
            raise NameResolutionError(host, connection, socket.gaierror(str(error))) from error
        refused: str | None = None
        failed: OSError | None = None
        for family, kind, protocol, _, address in found:
            refusal = self._guard.refusal(host, address[0])
            if refusal is not None:
                refused = refusal
                continue
            try:
                return self._connected(socket.socket(family, kind, protocol), address, host)
            except OSError as error:
                failed = error
        # Said even if a public address of the same name failed: it is what whoever named the site must know.
        if refused is not None:
            raise RefusedAddressError(refused)
        if isinstance(failed, TimeoutError):
            raise ConnectTimeoutError(connection, f"{host} did not answer within {CONNECT_SECONDS:.0f} s")
        raise NewConnectionError(connection, str(failed or f"{host} has no address"))

    def _connected(self, made: socket.socket, address: Any, host: str) -> socket.socket:
        try:
            made.settimeout(CONNECT_SECONDS)
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            made.connect(address)
            self._check(made.getpeername()[0], host)
        except BaseException:
            made.close()
            raise
        self._last = made
        return made

    def _check(self, ip: str, host: str) -> None:
        refusal = self._guard.refusal(host, ip)
        if refusal is not None:
            raise RefusedAddressError(refusal)


class _FinalResponse(http.client.HTTPResponse):
    """The answer that counts: servers may send hints before it (103), which would be taken for it, and it for that to the next request."""

    def _read_status(self) -> tuple[str, int, str]:  # as http.client names it
        for _ in range(_MAX_HINTS):
            version, status, reason = super()._read_status()  # type: ignore[misc]
            if not http.client.SWITCHING_PROTOCOLS < status < http.client.OK:
                return version, status, reason
            self._skip_headers()
        raise http.client.HTTPException("hints without end")

    def _skip_headers(self) -> None:
        for _ in range(_MAX_LINES):
            if self.fp.readline(_MAX_LINE) in {b"\r\n", b"\n", b""}:
                return
        raise http.client.HTTPException("headers without end")


def guarded_adapter(opener: _SocketOpener, tls: ssl.SSLContext | None = None) -> HTTPAdapter:
    """Return an adapter whose connections *opener* makes; it retries nothing by itself.

    *tls* has the authorities that are trusted besides the public ones.
    """

    class Plain(HTTPConnection):
        response_class = _FinalResponse

        def _new_conn(self) -> socket.socket:
            return opener.open(self)

    class Secure(HTTPSConnection):
        response_class = _FinalResponse

        def _new_conn(self) -> socket.socket:
            return opener.open(self)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    adapter = HTTPAdapter(pool_connections=2, pool_maxsize=1, max_retries=0)
    # A pool for each host; what is not one of these two schemes is never asked for.
    if tls is not None:
        adapter.poolmanager.connection_pool_kw["ssl_context"] = tls
    adapter.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}
    return adapter

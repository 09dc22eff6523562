"""An address in, one answer of its server out: redirects are reported but not followed, and nothing private is reached."""

import ssl
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from importlib.metadata import version
from pathlib import Path
from typing import Final, Self

import requests
from urllib3.exceptions import HTTPError

from indexer.sources.website.address_guard import AddressGuard
from indexer.sources.website.connection import (
    CONNECT_SECONDS,
    GuardedConnections,
    RefusedAddressError,
    Resolver,
    guarded_adapter,
    resolved,
)
from indexer.sources.website.response_body import (
    BodyError,
    CutBodyError,
    DiskError,
    SavedBody,
    SlowBodyError,
    saved_body,
    stated_length,
)

READ_SECONDS: Final = 30.0  # without a byte
WHOLE_SECONDS: Final = 300.0  # for a whole answer
HEAD_BYTES: Final = 4096  # of a body: they show its format
ROBOT_NAME: Final = "Fieldguide"  # as robots.txt may call us

_ACCEPT: Final = "text/html,application/xhtml+xml,application/pdf;q=0.9,application/xml;q=0.8,*/*;q=0.5"
_OK: Final = frozenset({200, 203})  # 203: a proxy on the way changed something
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_FAILURES: Final = (
    requests.RequestException,
    HTTPError,
    OSError,
    UnicodeError,
    BodyError,
    SlowBodyError,
    CutBodyError,
)
_UNPARSED: Final = (UnicodeError, requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered, or why there is no answer."""

    status: int = 0  # 0: there is none
    headers: Mapping[str, str] = field(default_factory=dict)  # names in lower case
    body: SavedBody | None = None  # None: not 200 (or 203, which is answered as 200), or not wanted
    location: str | None = None  # of a redirect, as written
    error: str | None = None  # why there is no answer, or no body
    transient: bool = False  # whether another try may do better

    @property
    def media_type(self) -> str:
        """What the server calls the content: "text/html"."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def user_agent(contact: str | None) -> str:
    """Return what we call ourselves, with whom to ask."""
    return f"{ROBOT_NAME}/{version('fieldguide')} (resource search; {contact or 'run by hand'})"


class _Session(requests.Session):
    """A session that never looks where a redirect leads: it would read the whole body for that, and fail at a bad address."""

    def get_redirect_target(self, resp: requests.Response) -> None:  # as requests names it
        """Return None."""


class Fetcher:
    """Fetches from one host, one address after the other; not for sharing between threads."""

    def __init__(
        self,
        *,
        guard: AddressGuard,
        agent: str,
        resolve: Resolver = resolved,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._connections = GuardedConnections(guard, resolve)
        self._session = _Session()
        self._session.trust_env = False  # no proxy, no .netrc: nothing of this machine's is sent along
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        adapter = guarded_adapter(self._connections, tls)
        self._session.adapters.clear()
        self._session.mount("http://", adapter)
        self._session.mount("https://", adapter)
        self._session.headers.clear()
        self._session.headers.update(
            {"User-Agent": agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip", "Connection": "keep-alive"}
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close its connections."""
        self._session.close()

    def cut(self) -> None:
        """End what is under way; the one thing that another thread may call."""
        self._connections.cut()

    def fetch(  # noqa: PLR0913  # a request has as many parts
        self,
        address: str,
        into: Path,
        *,
        limit: Callable[[str], int],
        etag: str | None = None,
        last_modified: str | None = None,
        within: float = WHOLE_SECONDS,
    ) -> Answer:
        """Ask for *address*, and write the body of a 200 into the file *into*. Raises nothing that a server can cause, but DiskError.

        *limit* says how many bytes of a media type are taken at most; of one with 0, no body is taken.
        """
        deadline = time.monotonic() + within
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        watchdog = threading.Timer(within, self._connections.cut)
        watchdog.daemon = True
        watchdog.start()
        try:
            return self._answer(address, into, limit, conditions, deadline)
        except DiskError:
            raise
        except _FAILURES as error:
            return _failed(error, within, late=time.monotonic() > deadline)
        finally:
            watchdog.cancel()

    def _answer(
        self,
        address: str,
        into: Path,
        limit: Callable[[str], int],
        conditions: Mapping[str, str | None],
        deadline: float,
    ) -> Answer:
        response = self._session.get(
            address,
            headers={name: value for name, value in conditions.items() if value},
            timeout=(CONNECT_SECONDS, READ_SECONDS),
            allow_redirects=False,
            stream=True,
        )
        with closing(response):
            headers = {name.lower(): value for name, value in response.headers.items()}
            status = response.status_code
            if status in _REDIRECTS:
                return Answer(status=status, headers=headers, location=_location(headers))
            stated = stated_length(headers.get("content-length", ""))
            if status not in _OK:
                # Emptied if it is small, so that the connection can be used again.
                if stated is not None and stated <= HEAD_BYTES:
                    with suppress(HTTPError, OSError):
                        response.raw.read(HEAD_BYTES)
                return Answer(
                    status=status, headers=headers, transient=status in {408, 425, 429} or status >= 500
                )
            max_bytes = limit(headers.get("content-type", "").partition(";")[0].strip().lower())
            if not max_bytes:
                return Answer(status=requests.codes.ok, headers=headers)
            if stated is not None and stated > max_bytes:
                raise BodyError(f"it has {stated:,} bytes and {max_bytes:,} is the most")
            body = saved_body(
                response.raw, into, max_bytes=max_bytes, deadline=deadline, head_bytes=HEAD_BYTES
            )
            return Answer(status=requests.codes.ok, headers=headers, body=body)


def _failed(error: Exception, within: float, *, late: bool) -> Answer:
    """Return why there is no answer; what the guard refuses, and what is the same the next time, is not transient."""
    refused = _refusal_in(error)
    if refused is not None:
        return Answer(error=refused)
    if isinstance(error, _UNPARSED):
        return Answer(error=f"its address cannot be used ({_plain(error)})")
    if isinstance(error, BodyError):
        return Answer(error=str(error))
    if late or isinstance(error, SlowBodyError):
        return Answer(error=f"it took longer than {within:.0f} s", transient=True)
    return Answer(error=_plain(error), transient=True)


def _location(headers: Mapping[str, str]) -> str | None:
    value = headers.get("location")
    if value is None:
        return None
    # Headers come as Latin-1; addresses in them are UTF-8 where they are not ASCII.
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def _refusal_in(error: BaseException) -> str | None:
    """Return what the guard said, wherever it is in what came of it."""
    seen: BaseException | None = error
    for _ in range(8):
        if seen is None:
            return None
        if isinstance(seen, RefusedAddressError):
            return str(seen)
        seen = seen.__cause__ or seen.__context__
    return None


def _plain(error: BaseException) -> str:
    """Return in a few words what went wrong, without the objects that the messages of libraries quote."""
    for kind, words in _WORDS:
        if isinstance(error, kind):
            return words
    return f"{type(error).__name__}"


_WORDS: Final[tuple[tuple[type[BaseException], str], ...]] = (
    (requests.exceptions.SSLError, "the TLS connection failed; its certificate may be invalid"),
    (requests.exceptions.ConnectTimeout, f"no connection within {CONNECT_SECONDS:.0f} s"),
    (requests.exceptions.ReadTimeout, f"the server sent nothing for {READ_SECONDS:.0f} s"),
    (requests.exceptions.ConnectionError, "the connection failed or was closed"),
    (requests.exceptions.InvalidURL, "it is not a valid address"),
    (CutBodyError, "the connection closed before the whole response had arrived"),
    (UnicodeError, "it is not a valid address"),
    (HTTPError, "the response is not valid HTTP"),
    (OSError, "the connection failed"),
)

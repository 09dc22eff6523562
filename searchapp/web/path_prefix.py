"""The path prefix of the site: the application sees the same request whether a proxy keeps the prefix or strips it.

Which prefix it is stands in the settings. Nothing that a request says of itself (X-Forwarded-Prefix, Host) moves an
address: anyone can send it.
"""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import unquote_to_bytes

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ProxyPrefix = Literal["either", "keeps", "strips"]
_RAW: Final = ("RAW_URI", "REQUEST_URI")  # the address as it was sent, where a server tells it


class PathPrefix:
    """The application below a path."""

    def __init__(self, app: "WSGIApplication", prefix: str, proxy: ProxyPrefix, own: Collection[str]) -> None:
        """Put *app* below *prefix*; *own* are the first segments of its own addresses.

        A proxy strips the prefix or keeps it, and either is understood: none of our addresses begins with it. If one does
        (the library is at /search), nothing tells, and the settings say which it is; else it is taken as stripped.
        """
        self._app = app
        self._sent = prefix
        # As servers hand a path over: decoded, a character for each byte.
        self._decoded = unquote_to_bytes(prefix).decode("latin-1")
        alike = self._decoded.split("/")[1:2]
        self._kept = proxy == "keeps" or (proxy == "either" and not set(alike) & set(own))

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        if self._kept:
            environ["PATH_INFO"] = _below(self._decoded, environ.get("PATH_INFO", ""))
            for name in _RAW:
                if name in environ:
                    environ[name] = _below(self._sent, environ[name])
        # Addresses that Flask makes begin with it.
        environ["SCRIPT_NAME"] = self._decoded
        return self._app(environ, start_response)


def _below(prefix: str, path: str) -> str:
    """Return *path* without *prefix*, if it begins with it; a check of health comes without it past any proxy."""
    if path == prefix:
        return "/"
    return path.removeprefix(prefix) if path.startswith(f"{prefix}/") else path

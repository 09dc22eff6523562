"""An address as it is written on a page in; the one form of it that is fetched, and the key of what it names, out.

One page has many addresses: with and without a slash at its end, by http and https, with what counts visitors behind it. All of
them have one key, and it is fetched by the first of them.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final
from urllib.parse import (
    SplitResult,
    parse_qsl,
    quote,
    unquote,
    unquote_to_bytes,
    urljoin,
    urlsplit,
    urlunsplit,
)

MAX_ADDRESS: Final = 2_000  # characters; longer ones are made by scripts, without end

_BLANKS: Final = "".join(map(chr, range(0x21))) + "\ufeff"
# What is added to an address to count who came by it, or to know a visitor again: never part of what it names.
_TRACKING: Final = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|twclid|mc_[ce]id|_hs(?:enc|mi)|mkt_tok|vero_id|_ga|_gl|"
    r"phpsessid|jsessionid|aspsessionid\w*|cfid|cftoken|sid|sessid|session_?id|sessionid|zenid|osCsid|s_cid|icid|ref_src",
    re.IGNORECASE,
)
_PATH_SESSION: Final = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?;]*", re.IGNORECASE)
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_SAFE: Final = "/!$&'()*+,;=:@~-._"  # of a path; unreserved and allowed characters stand for themselves


def joined(base: str, href: str) -> str | None:
    """Return *href* on a page at *base* as it is fetched; None where it is nothing that can be."""
    bare = re.sub("[\t\n\r]", "", href.strip(_BLANKS))
    if not bare or bare.startswith("#"):
        return None
    try:
        return normalized(urljoin(base, bare))
    except ValueError:
        return None


@lru_cache(maxsize=1 << 14)  # the menus of a site are on each of its pages
def normalized(address: str) -> str | None:
    """Return *address* in its one form, without fragment and what tracks visitors; None: it is not http, or not valid."""
    try:
        return _normalized(urlsplit(address.strip(_BLANKS)))
    except ValueError:  # a broken host or port, or halves of characters
        return None


def _normalized(parts: SplitResult) -> str | None:
    port, host = parts.port, parts.hostname
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS or not host or parts.username is not None or parts.password is not None:
        return None  # what logs in is never sent
    name = _host(host)
    if name is None:
        return None
    netloc = name if port in {None, _DEFAULT_PORTS[scheme]} else f"{name}:{port}"
    path = _path(_PATH_SESSION.sub("", parts.path))
    found = urlunsplit(SplitResult(scheme, netloc, path, _query(parts.query), ""))
    return found if len(found) <= MAX_ADDRESS else None


def key_of(address: str) -> str:
    """Return what all spellings of a normalized *address* share: without scheme and last slash, parameters in order."""
    parts = urlsplit(address)
    query = "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    path = parts.path.rstrip("/")
    for index in ("/index.html", "/index.htm", "/index.php"):
        path = path.removesuffix(index)
    return f"{parts.netloc}{path}" + (f"?{query}" if query else "")


def host_of(address: str) -> str:
    """Return scheme and host of an address, as its robots.txt is found by."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def name_of(address: str) -> str:
    """Return the name of the file that an address leads to; "" where it names a page."""
    return unquote(urlsplit(address).path.rpartition("/")[2])


def readable(key: str) -> str:
    """Return a key as people write addresses: what slugs are made of."""
    return unquote(key, errors="replace")


def parameters(address: str) -> dict[str, str]:
    """Return the parameters of an address."""
    return dict(parse_qsl(urlsplit(address).query, keep_blank_values=True, max_num_fields=None))


def with_parameter(address: str, name: str, value: str) -> str:
    """Return *address* with one parameter set."""
    parts = urlsplit(address)
    kept = [
        pair for pair in parts.query.split("&") if pair and pair.partition("=")[0] != quote(name, safe="[]")
    ]
    query = "&".join([*kept, f"{quote(name, safe='[]')}={quote(value, safe='')}"])
    return urlunsplit(parts._replace(query=query))


def _host(host: str) -> str | None:
    name = host.rstrip(".").lower()
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    if ":" in name:
        return f"[{name}]"
    return name if re.fullmatch(r"[a-z0-9_.-]{1,253}", name) else None


def _path(path: str) -> str:
    # Decoded and quoted again, so that "%7Euser" and "~user" are one; a quoted slash stays quoted: it is part of a name.
    pieces = [quote(unquote_to_bytes(piece), safe=_SAFE.replace("/", "")) for piece in path.split("/")]
    kept: list[str] = []
    for piece in pieces[1:] if path.startswith("/") else pieces:
        if piece == "..":
            if kept:
                kept.pop()
        elif piece != ".":
            kept.append(piece)
    if pieces and pieces[-1] in {".", ".."}:
        kept.append("")
    return re.sub("/{2,}", "/", "/" + "/".join(kept))


def _query(query: str) -> str:
    return "&".join(sorted(_kept(query)))


def _kept(query: str) -> Iterator[str]:
    for pair in query.split("&"):
        name, equals, value = pair.partition("=")
        if name and _TRACKING.fullmatch(unquote(name)) is None:
            yield _again(name) + equals + _again(value)


def _again(text: str) -> str:
    return quote(unquote_to_bytes(text.replace("+", "%20")), safe="!$'()*,:@~-._[]/")

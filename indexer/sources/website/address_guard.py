"""A host and the IP address that it resolved to in; whether a connection may be made to it, out.

Links come from outside: "http://169.254.169.254/", or a name that resolves to an address of the local network, would let
whoever writes a page read what only this machine can reach.
"""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Final

# Addresses of IPv4 inside others: what they stand for is what is connected to (RFC 6052, RFC 4291).
_NAT64: Final = ip_network("64:ff9b::/96")
_COMPATIBLE: Final = ip_network("::/96")


class AddressGuard:
    """Refuses private, local and reserved addresses, except those of hosts and networks that are named."""

    def __init__(self, allow_private: Iterable[str] = ()) -> None:
        self._hosts: list[str] = []
        self._networks: list[IPv4Network | IPv6Network] = []
        for entry in allow_private:
            try:
                self._networks.append(ip_network(entry, strict=False))
            except ValueError:
                self._hosts.append(entry.rstrip(".").lower())

    def refusal(self, host: str, ip: str) -> str | None:
        """Return why no connection may be made to *ip*, which *host* resolved to; None: it may."""
        try:
            address = ip_address(ip.partition("%")[0])  # a zone names an interface of this machine
        except ValueError:
            return f"{ip!r} is not an IP address"
        real = _unwrapped(address)
        if _is_public(real):
            return None
        name = host.strip("[]").rstrip(".").lower()
        if any(fnmatchcase(name, pattern) for pattern in self._hosts):
            return None
        if any(
            each.version == network.version and each in network
            for each in (address, real)
            for network in self._networks
        ):
            return None
        shown = f"{name} resolves to {ip}" if name != ip else ip
        return f"{shown}, a private, local or reserved address"


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _unwrapped(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 address that an IPv6 address stands for, if it stands for one."""
    if isinstance(address, IPv4Address):
        return address
    inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
    if inner is None and (address in _NAT64 or address in _COMPATIBLE):
        inner = IPv4Address(int(address) & 0xFFFFFFFF)
    return inner or address

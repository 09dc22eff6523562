"""Which addresses may be connected to."""

import pytest

from indexer.sources.website.address_guard import AddressGuard

PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1%eth0",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "not-an-address",
]


@pytest.mark.parametrize("ip", PRIVATE)
def test_private_local_and_reserved_addresses_are_refused(ip: str) -> None:
    assert AddressGuard().refusal("example.org", ip) is not None


@pytest.mark.parametrize(
    "ip", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::808:808"]
)
def test_public_addresses_are_not_refused(ip: str) -> None:
    assert AddressGuard().refusal("example.org", ip) is None


def test_a_host_that_is_named_may_be_private_and_another_may_not() -> None:
    guard = AddressGuard(["Intranet.example.org.", "*.lan"])

    assert guard.refusal("intranet.example.org", "10.0.0.1") is None
    assert guard.refusal("wiki.lan", "10.0.0.1") is None
    assert guard.refusal("evil.example.org", "10.0.0.1") is not None


def test_a_network_that_is_named_may_be_reached_by_any_name() -> None:
    guard = AddressGuard(["10.0.0.0/8", "127.0.0.1"])

    assert guard.refusal("anything.example.org", "10.9.9.9") is None
    assert guard.refusal("anything.example.org", "::ffff:10.9.9.9") is None
    assert guard.refusal("anything.example.org", "127.0.0.1") is None
    assert guard.refusal("anything.example.org", "127.0.0.2") is not None


def test_the_message_says_what_the_name_resolves_to() -> None:
    assert AddressGuard().refusal("evil.example.org", "10.0.0.1") == (
        "evil.example.org resolves to 10.0.0.1, a private, local or reserved address"
    )

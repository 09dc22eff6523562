"""Addresses as pages write them in; their one form, and what they name, out."""

import pytest

from indexer.sources.website.addresses import joined, key_of, normalized, with_parameter


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("HTTP://Example.ORG:80/a", "http://example.org/a"),
        ("https://example.org", "https://example.org/"),
        ("https://example.org/a/../b/./c", "https://example.org/b/c"),
        ("https://example.org/a//b", "https://example.org/a/b"),
        ("https://example.org/%7euser/%C3%A9", "https://example.org/~user/%C3%A9"),
        ("https://example.org/é", "https://example.org/%C3%A9"),
        ("https://example.org/a%2Fb", "https://example.org/a%2Fb"),
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("https://example.org/a?b=2&a=1#top", "https://example.org/a?a=1&b=2"),
        ("https://example.org/a?utm_source=x&id=7&fbclid=y", "https://example.org/a?id=7"),
        ("https://example.org/a;jsessionid=ABC?PHPSESSID=1", "https://example.org/a"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://example.org./a", "https://example.org/a"),
    ],
)
def test_one_form(written: str, form: str) -> None:
    assert normalized(written) == form
    assert normalized(form) == form


@pytest.mark.parametrize(
    "written",
    [
        "mailto:a@example.org",
        "javascript:alert(1)",
        "ftp://example.org/",
        "http://user:secret@example.org/",
        "http://",
        "http://[",
        "http://example.org:99999/",
        "http://exa mple.org/",
        "https://example.org/" + "a" * 3000,
    ],
)
def test_what_is_not_fetched(written: str) -> None:
    assert normalized(written) is None


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("b", "https://example.org/a/b"),
        ("/b", "https://example.org/b"),
        ("//other.example/b", "https://other.example/b"),
        ("?p=2", "https://example.org/a/?p=2"),
        ("  /b\n", "https://example.org/b"),
        ("#top", None),
        ("", None),
        ("http://[", None),
    ],
)
def test_links_are_joined_to_their_page(href: str, address: str | None) -> None:
    assert joined("https://example.org/a/", href) == address


def test_spellings_of_one_page_have_one_key() -> None:
    spellings = [
        "https://example.org/a/",
        "http://example.org/a",
        "https://EXAMPLE.org/a/index.html",
        "https://example.org/a?utm_medium=mail",
    ]

    assert {key_of(normalized(one) or "") for one in spellings} == {"example.org/a"}


def test_parameters_and_hosts_tell_pages_apart() -> None:
    keys = {
        key_of(f"https://{one}")
        for one in ("example.org/a?id=1", "example.org/a?id=2", "example.org/A", "other.org/a")
    }

    assert len(keys) == 4


def test_a_parameter_is_set_in_place_of_what_it_was() -> None:
    assert (
        with_parameter("https://example.org/a?sf_paged=2&x=1", "sf_paged", "3")
        == "https://example.org/a?x=1&sf_paged=3"
    )

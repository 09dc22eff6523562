"""An address copied from a browser refers to what its page shows, whatever stands around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.runs.traced_names import possible_names
from searchapp.web.addresses import Addresses
from tests.unit.properties import steadily

ROOT = "https://find.example.gov/library"


def names(subject: str, root: str = "", prefix: str = "") -> tuple[str, ...]:
    return possible_names(subject, root=root, prefix=prefix)


@steadily(60)
@given(
    st.text(min_size=1, max_size=40),
    st.sampled_from(["", "?q=crisis+team&lang=es", "#matching", "?q=a#match-3"]),
)
def test_whatever_page_a_resource_has_leads_to_its_id(resource_id: str, behind: str) -> None:
    for root in ("", "http://127.0.0.1:8000", "http://intranet:8000"):
        links = Addresses(root=root)
        assert resource_id in names(links.resource(resource_id) + behind)
        assert resource_id in names(links.resource_text(resource_id) + behind)
    assert resource_id in names(Addresses(root=ROOT).resource(resource_id) + behind, ROOT, "/library")
    assert resource_id in names(Addresses(root="/library").resource(resource_id), ROOT, "/library")


@pytest.mark.parametrize(
    ("subject", "own"),
    [
        ("https://example.gov/guide?utm_source=mail#page=3", "https://example.gov/guide"),
        ("https://example.gov/guide/", "https://example.gov/guide"),
        ("https://example.gov/guide", "https://example.gov/guide/"),
        ("http://example.gov/guide?id=5#top", "https://example.gov/guide?id=5"),
        ("https://find.example.gov/files/d1/a%20guide.pdf#page=3", "d1"),
        ("http://localhost:8000/files/manual/git-log.html#options", "manual/git-log.html"),
        ("/api/v1/resources/a%2Fb", "a/b"),
        (" guide ", " guide "),
    ],
)
def test_what_is_added_to_an_address_is_left_aside(subject: str, own: str) -> None:
    assert own in names(subject)
    assert names(subject)[0] == subject


def test_a_page_of_another_site_is_none_of_ours_once_our_own_is_configured() -> None:
    other = "https://other.example.org/resources/guide"

    assert "guide" in names(other)
    assert "guide" not in names(other, ROOT, "/library")
    assert "guide" in names("http://127.0.0.1:8000/resources/guide", ROOT, "/library")


@given(st.text())
def test_no_text_is_too_odd(subject: str) -> None:
    assert names(subject)[0] == subject
    assert names(f"https://[{subject}")[0] == f"https://[{subject}"

from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.resource import Place
from searchapp.engine.request import SearchRequest
from searchapp.engine.results import Hit, HitDocument, HitPassage
from searchapp.web.addresses import Addresses, decoded_id, encoded_id, text_for_links, web_address
from searchapp.web.changed_requests import without_filters

HERE = Addresses()


def document(form: str = "pdf", url: str | None = None) -> HitDocument:
    return HitDocument(
        id="d1", title="Guide", url=url, name="a guide.pdf", format=form, bytes=1, pages=1, has_text=True
    )


def hit(url: str | None = None, documents: tuple[HitDocument, ...] = ()) -> Hit:
    return Hit(
        id="a/b",
        url=url,
        title="T",
        title_html="T",
        summary=None,
        types=(),
        topics=(),
        year=None,
        score=None,
        snippet_html="",
        documents=documents,
    )


def passage(place: Place, of: HitDocument | None = None, part: int = 1) -> HitPassage:
    return HitPassage(ordinal=4, part=part, document=of, place=place, html="")


def test_parameters_stand_in_the_canonical_order_and_defaults_are_left_out() -> None:
    request = SearchRequest(
        "a b&c", ("Stops, Searches", "Use"), ("Video",), (2020, 2019), 2001, 2002, "title", 3, 10
    )

    assert HERE.search(request) == (
        "/search?q=a+b%26c&topic=Stops%2C+Searches&topic=Use&type=Video&year=2020&year=2019"
        "&year_from=2001&year_to=2002&sort=title&page=3"
    )
    assert HERE.search(SearchRequest()) == "/search"


def test_the_number_per_page_is_named_only_where_it_is_not_the_default() -> None:
    request = SearchRequest(per_page=20)

    assert HERE.search(request, per_page=10) == "/search?per_page=20"
    assert HERE.search(request, per_page=20) == "/search"
    assert HERE.search(request) == "/search"


def test_clear_filters_keeps_the_text_and_the_order() -> None:
    request = SearchRequest("force", ("A",), ("B",), (2020,), 2001, 2002, "newest", 4)

    assert HERE.search(without_filters(request)) == "/search?q=force&sort=newest"


@given(st.text(min_size=1, max_size=200))
def test_an_id_is_one_segment_and_comes_back_whole(name: str) -> None:
    encoded = encoded_id(name)

    assert "/" not in encoded
    assert unquote(encoded) not in {".", ".."}
    decoded = unquote(encoded)
    assert decoded_id(decoded) == name or decoded_id(name) != name


@pytest.mark.parametrize("name", ["a/b", "../x", ".", "..", "a?b#c", "ä", "100%", "//", "a b", "%2F"])
def test_awkward_ids_come_back_whole(name: str) -> None:
    assert decoded_id(unquote(encoded_id(name))) == name


def test_lone_surrogates_do_no_harm() -> None:
    assert encoded_id("a\ud800") == "a%3F"
    assert HERE.search(SearchRequest("\udfff")) == "/search?q=%3F"


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://example.org/x?y=1#z", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        (" https://example.org", False),
        ("https://exa mple.org", False),
        ("https://example.org/\nx", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_linked(url: str | None, safe: bool) -> None:
    assert web_address(url) == (url if safe else None)


def test_a_hit_leads_to_its_own_address_else_its_first_document_else_its_page() -> None:
    assert HERE.hit(hit("https://example.org/r", (document(),))) == "https://example.org/r"
    assert HERE.hit(hit("javascript:alert(1)", (document(),))) == "/files/d1/a%20guide.pdf"
    assert HERE.hit(hit()) == "/resources/a%2Fb"


@pytest.mark.parametrize(
    ("form", "url", "place", "expected"),
    [
        ("pdf", None, Place(page=7, anchor="x"), "/files/d1/a%20guide.pdf#page=7"),
        ("pdf", "https://e.org/g.pdf#page=1", Place(page=7), "https://e.org/g.pdf#page=7"),
        ("html", "https://e.org/g", Place(page=7, anchor="é b"), "https://e.org/g#%C3%A9%20b"),
        ("html", None, Place(anchor='"><b'), "/files/d1/a%20guide.pdf#%22%3E%3Cb"),
        ("vtt", "https://e.org/v", Place(seconds=61.5), "https://e.org/v#t=61.5"),
        ("vtt", "https://e.org/v", Place(seconds=61.0), "https://e.org/v#t=61"),
        ("vtt", None, Place(seconds=61.0), "/resources/a%2Fb/text#passage-5"),
        ("markdown", None, Place(anchor="x"), "/resources/a%2Fb/text#passage-5"),
        ("pdf", "https://e.org/g.pdf", Place(), "/resources/a%2Fb/text#passage-5"),
    ],
)
def test_a_passage_leads_to_its_exact_place(form: str, url: str | None, place: Place, expected: str) -> None:
    file = document(form, url)

    assert HERE.passage(hit(documents=(file,)), passage(place, of=file)) == expected


def test_a_passage_of_a_long_text_leads_into_the_part_that_holds_it() -> None:
    assert HERE.passage(hit(), passage(Place(), part=3)) == "/resources/a%2Fb/text?page=3#passage-5"
    assert HERE.resource_text("a/b") == HERE.resource_text("a/b", 1) == "/resources/a%2Fb/text"
    assert HERE.resource_text("a/b", 12) == "/resources/a%2Fb/text?page=12"


def test_a_records_passage_leads_into_the_records_own_address() -> None:
    own = hit("https://example.org/cit.pdf")

    assert HERE.passage(own, passage(Place(page=12))) == "https://example.org/cit.pdf#page=12"
    assert HERE.passage(own, passage(Place(seconds=3))) == "https://example.org/cit.pdf#t=3"
    assert HERE.passage(own, passage(Place())) == "/resources/a%2Fb/text#passage-5"
    assert HERE.passage(hit(), passage(Place(page=12))) == "/resources/a%2Fb/text#passage-5"


def test_the_times_on_the_text_page_lead_into_the_recording() -> None:
    ours, theirs = document("vtt"), document("vtt", "https://e.org/v")
    at = Place(seconds=83.4)
    video = "https://example.org/watch?v=1#top"

    assert HERE.beginning(hit(video), passage(at, of=ours)) == "https://example.org/watch?v=1#t=83.4"
    assert HERE.beginning(hit(None), passage(at, of=ours)) == "/resources/a%2Fb/text#passage-5"
    assert HERE.beginning(hit(video), passage(at, of=theirs)) == "https://e.org/v#t=83.4"
    assert (
        HERE.beginning(hit(video), passage(Place(page=7), of=document())) == "/files/d1/a%20guide.pdf#page=7"
    )


@given(st.text(), st.lists(st.text(min_size=1).filter(str.strip)))
def test_an_address_says_what_was_asked(text: str, topics: list[str]) -> None:
    address = HERE.search(SearchRequest(text, tuple(topics)))

    pairs = parse_qsl(urlsplit(address).query, keep_blank_values=True)
    assert [value for name, value in pairs if name == "topic"] == [
        topic.encode("utf-8", "replace").decode() for topic in topics
    ]


@pytest.mark.parametrize(
    ("text", "room", "left"),
    [
        ("crisis team", 11, "crisis team"),
        ("crisis team", 10, "crisis"),
        ("crisis team", 6, "crisis"),
        ("crisis team", 3, "cri"),
        ("é team", 6, "é"),
        ("\N{POLICE CAR}" * 3, 30, "\N{POLICE CAR}" * 2),
        ("", 5, ""),
    ],
)
def test_a_link_carries_as_much_of_a_text_as_it_has_room_for(text: str, room: int, left: str) -> None:
    assert text_for_links(text, room) == left


@given(st.text(), st.integers(1, 300))
def test_what_a_link_carries_is_a_beginning_that_fits(text: str, room: int) -> None:
    left = text_for_links(text, room)

    assert text.startswith(left)
    assert len(HERE.resource("x", left)) <= room + len("/resources/x?q=")


def test_a_printout_has_an_address_that_can_be_typed_or_none() -> None:
    public = Addresses(root="https://find.example.org")

    assert HERE.on_paper(hit("https://example.org/guides/")) == "example.org/guides"
    assert public.on_paper(hit("https://example.org/" + "x" * 200)) == "find.example.org/resources/a%2Fb"
    assert HERE.on_paper(hit("https://example.org/" + "x" * 200)) == ""
    assert public.on_paper(hit(documents=(document(),))) == "find.example.org/files/d1/a%20guide.pdf"
    assert HERE.on_paper(hit(documents=(document(),))) == ""

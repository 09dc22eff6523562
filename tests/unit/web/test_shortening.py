import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.web.shortening import shortened, shortened_html


@pytest.mark.parametrize(
    ("text", "size", "shown"),
    [
        ("short", 5, "short"),
        ("one two three", 10, "one two…"),
        ("one two", 3, "one…"),
        ("x" * 20, 10, "x" * 10 + "…"),
        ("a " + "x" * 20, 10, "a xxxxxxxx…"),
        ("", 0, ""),
    ],
)
def test_a_long_text_is_cut_at_a_word(text: str, size: int, shown: str) -> None:
    assert shortened(text, size) == shown


@pytest.mark.parametrize(
    ("html", "size", "shown"),
    [
        ("<mark>crisis</mark>", 6, "<mark>crisis</mark>"),
        ("a <mark>mobile crisis</mark> team", 10, "a <mark>mobile…</mark>"),
        ("<mark>a</mark> b c d e f", 7, "<mark>a</mark> b c d…"),
        ("&amp;&lt;&gt; &quot;q&#x27;", 8, "&amp;&lt;&gt; &quot;q&#x27;"),
        ("&amp;&amp;&amp;&amp;", 2, "&amp;&amp;…"),
    ],
)
def test_marked_text_is_cut_by_what_is_read(html: str, size: int, shown: str) -> None:
    assert shortened_html(html, size) == shown


PIECES = st.lists(st.sampled_from(["<mark>crisis</mark>", "&amp;", "&#x27;", " ", "word", "é"]), max_size=60)


@given(PIECES, st.integers(1, 80))
def test_what_is_cut_is_a_beginning_and_every_mark_is_closed(pieces: list[str], size: int) -> None:
    html = "".join(pieces)
    plain = unescape(re.sub(r"</?mark>", "", html))

    shown = shortened_html(html, size)

    text = unescape(re.sub(r"</?mark>", "", shown))
    assert shown.count("<mark>") == shown.count("</mark>")
    assert len(text) <= size + 1
    assert shown == html if len(plain) <= size else plain.startswith(text.removesuffix("…"))

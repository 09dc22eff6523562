"""Markdown allows HTML in its lines and cells; captions hold line breaks of other formats.

Reported: "call first<br>then wait" and "<li>call first</li><li>then wait</li>" became "call firstthen wait".
"""

from pathlib import Path

import pytest

from indexer.readers.registry import reader_of
from tests.regressions.folder_of_files import Folder

PAGE = """# Steps

| Step | What |
|---|---|
| One | <ul><li>call alphaword</li><li>betaword wait</li></ul> |
| Two | first gammaword<BR>deltaword line |

See <details><summary>epsilonword</summary>zetaword text</details>.
"""


def text(form: str, content: str) -> str:
    return " ".join(
        " ".join(one.text for one in reader_of(form)(content.encode(), f"x.{form}").passages).split()
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("call first<br>then wait", "call first then wait"),
        ("a<br/>b<BR />c</br>d<br class=x>e", "a b c d e"),
        ("one<p>two</p>three<div>four</div>", "one two three four"),
        ("<p>one</p><p>two</p>", "one two"),
        ("<details><summary>one</summary>two</details>", "one two"),
        ("<table><tr><td>one</td><td>two</td></tr><tr><th>three</th></tr></table>", "one two three"),
        ("- item<ul><li>one</li><li>two</li></ul>", "• item one two"),
        ("# Head<br>line", "Head line"),
        ("<b>bo</b>ld, <span title='a > b'>sp</span>an, long<wbr>word, <em>e</em><code>m</code>", "bold, span, longword, em"),
        ("<div>bo<b>ld</b> &amp; <i>sl</i>anted</div>", "bold & slanted"),
        ("rule<sup>3</sup> of 5 m<sup>2</sup>, the 1<sup>st</sup>", "rule 3 of 5 m2, the 1st"),
        ("2 < 3 and 4 > 1", "2 < 3 and 4 > 1"),
    ],
)  # fmt: skip
def test_tags_of_blocks_in_markdown_part_words_and_others_do_not(written: str, read: str) -> None:
    assert text("markdown", written) == read
    cell = f"| a |\n|---|\n| {written} |"
    if not written.startswith(("#", "-")):
        assert text("markdown", cell) == f"a {read}"


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>secret()</script>",
        "<style>secret {}</style>",
        "<!-- secret -->",
        "<span hidden>secret</span>",
        "<div style='display:none'>\n\nsecret\n\n<div>secret</div></div>",
        '<template class="a">secret</template>',
        "<p aria-hidden=true>secret</p>",
        "<p hidden>secret",
    ],
)
def test_what_a_page_would_not_show_is_left_out_of_markdown(hidden: str) -> None:
    assert text("markdown", f"before\n\n{hidden}\n\nafter") == "before after"
    if "\n" not in hidden and not hidden.startswith("<p"):
        assert text("markdown", f"before {hidden} after") == "before after"


@pytest.mark.parametrize("form", ["srt", "vtt"])
@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("call first<br>then wait", "call first then wait"),
        ("call first<BR/>then<p>wait</p>now", "call first then wait now"),
        (r"call first\Nthen\hwait\nnow", "call first then wait now"),
        (r"open C:\New\notes or \\Nas\names", r"open C:\New\notes or \\Nas\names"),
        (r"<b>bo</b>ld {\i1}slan{\i0}ted <c>karao</c><c>ke</c>", "bold slanted karaoke"),
    ],
)
def test_line_ends_in_captions_part_words(form: str, written: str, read: str) -> None:
    assert text(form, f"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n{written}\n") == read


def test_cells_of_a_web_page_stay_lines() -> None:
    cells = "<tr><td>a<br>b</td><td><p>c</p><p>d</p></td><td><ul><li>e</li><li>f</li></ul></td></tr>"

    assert text("html", f"<main><table>{cells}{cells}</table></main>") == "a b | c d | e f a b | c d | e f"


def test_each_word_is_found(tmp_path: Path) -> None:
    cue = "1\n00:00:01,000 --> 00:00:02,000\nalphaword<br>betaword\\Ngammaword\n"
    folder = Folder(tmp_path, {"steps.md": PAGE, "talk.srt": cue})

    for word in ("alphaword", "betaword", "gammaword"):
        assert folder.found(word) == ["steps-md", "talk-srt"]
    for word in ("deltaword", "epsilonword", "zetaword"):
        assert folder.found(word) == ["steps-md"]

"""Pages that only lead to others are told by their links; all others are not."""

import pytest

from indexer.readers.html.reader import read_html

LINKS = "".join(f'<li><a href="p{number}.html">Section number {number}</a></li>' for number in range(12))
PROSE = "<p>" + "Some words of a sentence that goes on and on, as they do. " * 12 + "</p>"
FEW = "<p>How to use these pages is told here, in some words that anybody may read first.</p>"
FORM = '<form action="s"><input name="q"></form>'


def navigation(html: str) -> bool:
    return read_html(html.encode(), "page.html").navigation


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(f"<main><h1>Contents</h1><ul>{LINKS}</ul></main>", id="a table of contents"),
        pytest.param(f"<main><h1>Index</h1>{FEW}<ul>{LINKS}</ul></main>", id="with a sentence before it"),
        pytest.param(f"<h1>Index</h1><ul>{LINKS}</ul><p>Made in 2023.</p>", id="its lists are left out"),
        pytest.param(f"<h1>Search</h1>{FEW}{FORM}", id="a search form"),
        pytest.param(f"<main><h1>Search</h1>{FORM}{FEW}</main>", id="a search form in the main part"),
        pytest.param(
            '<head><meta http-equiv="Refresh" content="0; url=a.html#b"></head><p>It is <a href="a.html">here</a>.',
            id="a forward",
        ),
    ],
)
def test_a_page_that_only_leads_to_others(html: str) -> None:
    assert navigation(html)


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(f"<h1>Guide</h1>{PROSE}", id="prose"),
        pytest.param(f"<main><h1>Guide</h1>{PROSE}<ul>{LINKS}</ul></main>", id="prose with links"),
        pytest.param(f"<ul>{LINKS}</ul><h1>Guide</h1>{PROSE}", id="a menu beside prose"),
        pytest.param('<main><h1>See</h1><p><a href="b.html">Elsewhere</a></p></main>', id="one link"),
        pytest.param(f"{FORM}<h1>Guide</h1>{FEW}", id="a search form above the page"),
        pytest.param(
            f"<h1>Guide</h1>{FEW}<h3>Quick search</h3>{FORM}", id="a search form of its own heading"
        ),
        pytest.param(f"<h1>Guide</h1>{PROSE}{FORM}", id="a search form below prose"),
        pytest.param(
            f'<head><noscript><meta http-equiv="refresh" content="0; url=plain.html"></noscript></head>{PROSE}',
            id="a forward without scripts",
        ),
        pytest.param(
            f'<head><meta http-equiv="refresh" content="600"></head>{PROSE}', id="loads itself again"
        ),
        pytest.param(
            f'<head><meta http-equiv="refresh" content="300; url=out.html"></head>{PROSE}',
            id="logs out later",
        ),
    ],
)
def test_any_other_page(html: str) -> None:
    assert not navigation(html)

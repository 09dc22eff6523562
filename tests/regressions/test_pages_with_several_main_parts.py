"""Some systems put each section of a page into a `main` of its own; others repeat `role="main"`.

Reported: only the first one was read, and nothing said so.
"""

from pathlib import Path

import pytest

from indexer.readers.html.reader import read_html
from tests.regressions.folder_of_files import Folder

PAGES = {
    "two mains": "<main><h1>Staffing</h1><p>alphaword</p></main><main><h2>Calls</h2><p>omegaword</p></main>",
    "a role behind a main": "<main><p>alphaword</p></main><div role='main'><p>omegaword</p></div>",
    "roles alone": "<div role=Main><p>alphaword</p></div><nav>menu</nav><div role='main region'><p>omegaword</p></div>",
    "three, furniture between": "<header>logo</header><main>alphaword</main><nav>menu</nav><main>middle</main>"
    "<footer>imprint</footer><main>omegaword</main>",
    "an empty one first": "<main></main><main>alphaword</main><main>omegaword</main>",
    "a form and an aside that are main parts": "<form role=main>alphaword</form><aside><p role=main>omegaword</p></aside>",
    "articles": "<article><h2>One</h2><p>alphaword</p></article><article><h2>Two</h2><p>omegaword</p></article>",
    "articles of a main": "<main><article>alphaword</article><article>omegaword</article></main>",
}


def lines(html: str) -> list[str]:
    result = read_html(f"<!doctype html><body>{html}".encode(), "page.html")
    return [line for passage in result.passages for line in passage.text.splitlines()]


@pytest.mark.parametrize("name", PAGES)
def test_all_main_parts_are_read_and_nothing_else(name: str) -> None:
    read = lines(PAGES[name])

    assert (read[0], read[-1]) == ("alphaword", "omegaword")
    assert not {"menu", "logo", "imprint"} & set(read)


def test_a_main_part_inside_another_is_read_once() -> None:
    nested = "<main><p>outer</p><div role=main><p>inner</p><main><p>deepest</p></main></div></main><main>last</main>"

    assert lines(nested) == ["outer", "inner", "deepest", "last"]


@pytest.mark.parametrize("hidden", ["hidden", "style='display: none'", "aria-hidden=true"])
@pytest.mark.parametrize("tag", ["main", "article"])
def test_a_main_part_that_the_page_hides_is_left_out(tag: str, hidden: str) -> None:
    beside = f"<{tag}>shown</{tag}><{tag} {hidden}>secret</{tag}><{tag}>more</{tag}>"

    assert lines(beside) == ["shown", "more"]
    assert lines(f"<main><p>shown</p><article {hidden}>secret</article></main>") == ["shown"]
    # Scripts hide a whole page until it is there.
    assert lines(f"<{tag} {hidden}>everything</{tag}>") == ["everything"]


def test_the_second_part_is_found(tmp_path: Path) -> None:
    folder = Folder(tmp_path, {"two.html": f"<body>{PAGES['two mains']}"})

    assert folder.found("omegaword") == folder.found("alphaword") == ["two-html"]
    assert folder.titles() == {"two-html": "Staffing"}

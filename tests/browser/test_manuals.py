"""A manual in a folder, read in a browser: its pages look and lead as their authors meant, and nothing in them runs."""

import base64
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.processes import completed
from tests.sampling import sampled
from tests.serving import serving

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYPj/HwADAgH/p9dXbQAAAABJRU5ErkJggg=="
)
HEAD = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
    '<link rel="stylesheet" href="{root}_static/manual.css"><script src="{root}_static/run.js"></script>'
    "<script>document.title = 'ran'</script><main><h1>{title}</h1><p>{text}</p>"
)
CHAPTER = (
    HEAD
    + '<p><img id="up" src="../images/dot.png" alt=""><img id="beside" src="dot.png" alt="">'
    + '<img id="outside" src="http://127.0.0.2:9/x.png" alt="">'
    + '<a href="other.html#end">Beside</a> <a href="../index.html">Up</a> <a href="../">Folder</a>'
    + ' <a href="../parts/deep/leaf.html">Across</a> <a href="other.html" target="_blank">New tab</a>'
    + ' <a href="../forms/form.docx">Form</a> <a href="../images/dot.png">Picture</a></p></main>'
)
LEAF = HEAD + '<p><a href="../../chapters/first.html">Back</a></p></main>'
STYLE = (
    '@import "more.css"; @font-face { font-family: Manual; src: url("manual.woff2") }'
    " h1 { color: rgb(1, 2, 3); font-family: Manual }"
)


@pytest.fixture(scope="module")
def manual(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over a manual."""
    home = tmp_path_factory.mktemp("manual")
    text = "Read the patrol handbook before the first shift, and ask the sergeant whatever it leaves open."
    pages = {
        "index.html": (HEAD, "", "Contents"),
        "chapters/first.html": (CHAPTER, "../", "Zeppelins"),
        "chapters/other.html": (HEAD, "../", "Other"),
        "parts/deep/leaf.html": (LEAF, "../../", "Leaf"),
    }
    files = {
        address: body.format(root=root, title=title, text=f"{title}: {text}").encode()
        for address, (body, root, title) in pages.items()
    }
    files |= {
        "_static/manual.css": STYLE.encode(),
        "_static/more.css": b"p { background: rgb(4, 5, 6) }",
        "_static/run.js": b"document.title = 'ran'",
        "_static/manual.woff2": b"no font, but asked for",
        "images/dot.png": PIXEL,
        "chapters/dot.png": PIXEL,
    }
    for address, body in files.items():
        (home / "books" / address).parent.mkdir(parents=True, exist_ok=True)
        (home / "books" / address).write_bytes(body)
    word = Path(__file__).parents[2] / "corpus" / "handbooks" / "property-room-audit.docx"
    (home / "books" / "forms").mkdir()
    (home / "books" / "forms" / "form.docx").write_bytes(word.read_bytes())
    config = home / "config.toml"
    config.write_text(
        '[paths]\nlibrary = "library.db"\nbuilds = "builds"\n[[sources]]\nname = "manuals"\nkind = "folder"\npath = "books"\n'
    )
    fieldguide = [str(Path(sys.executable).with_name("fieldguide")), "--config", str(config)]
    indexed = completed([*fieldguide, "index", "--yes"])
    assert indexed.returncode == 0, indexed.stderr
    with serving(lambda port: [*fieldguide, "serve", "--port", str(port), "--workers", "1"]) as (_, address):
        yield address


@pytest.fixture
def chapter(browser: Browser, manual: str) -> Iterator[Page]:
    """The chapter about zeppelins, opened from a search."""
    context = browser.new_context(base_url=manual)
    page = context.new_page()
    page.goto("/search?q=zeppelins")
    page.get_by_role("link", name="Zeppelins", exact=True).first.click()
    expect(page).to_have_title("Zeppelins")
    yield page
    context.close()


def test_a_page_has_its_styles_pictures_and_fonts(chapter: Page) -> None:
    chapter.wait_for_load_state("networkidle")

    expect(chapter.locator("h1")).to_have_css("color", "rgb(1, 2, 3)")
    expect(chapter.locator("p").first).to_have_css("background-color", "rgb(4, 5, 6)")
    for name, width in (("up", 1), ("beside", 1), ("outside", 0)):
        assert chapter.locator(f"#{name}").evaluate("image => image.naturalWidth") == width


def test_the_font_of_a_style_sheet_reaches_a_page_without_an_origin(chapter: Page) -> None:
    # One that the browser refuses for its origin fails, and never finishes.
    with chapter.expect_event("requestfinished", lambda asked: asked.url.endswith("/manual.woff2")):
        chapter.reload()


@pytest.mark.parametrize(
    ("link", "path"),
    sampled(
        [
            ("Beside", "/files/manuals/chapters/other.html#end"),
            ("Up", "/files/manuals/index.html"),
            ("Folder", "/files/manuals/"),
            ("Across", "/files/manuals/parts/deep/leaf.html"),
            ("Picture", "/files/manuals/images/dot.png"),
        ],
        3,
        tuples=True,
    ),
)
def test_links_lead_to_the_other_pages(chapter: Page, manual: str, link: str, path: str) -> None:
    with chapter.expect_navigation() as arrived:
        chapter.get_by_role("link", name=link, exact=True).click()

    assert arrived.value.status == 200
    expect(chapter).to_have_url(manual + path)


def test_one_reads_on_from_page_to_page(chapter: Page) -> None:
    chapter.get_by_role("link", name="Across").click()
    expect(chapter.locator("h1")).to_have_css("color", "rgb(1, 2, 3)")
    chapter.get_by_role("link", name="Back").click()

    expect(chapter).to_have_title("Zeppelins")


def test_links_may_open_a_tab_and_lead_to_a_download(chapter: Page) -> None:
    with chapter.context.expect_page() as opened:
        chapter.get_by_role("link", name="New tab").click()
    expect(opened.value).to_have_title("Other")

    with chapter.expect_download() as loaded:
        chapter.get_by_role("link", name="Form").click()
    assert loaded.value.suggested_filename == "form.docx"
    assert loaded.value.failure() is None

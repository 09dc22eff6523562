"""Where results come from, and where else their text is: told on a narrow screen, too."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.processes import completed
from tests.serving import serving

TEXT = (
    "<p>A mobile crisis team pairs an officer with a clinician, and both ride in an unmarked car. They stay as long as "
    "a person needs them, and call there again the next day.</p>"
)
NAMES = ("The_" + "handbook" * 15, "<script>document.title = 'ran'</script>", "Chapter 3")


def page(title: str, text: str, names: tuple[str, ...] = ()) -> str:
    steps = "".join(
        f'<li><a href="javascript:document.title = 1">{name.replace("<", "&lt;")}</a></li>' for name in names
    )
    trail = f'<nav aria-label="breadcrumb"><ol>{steps}</ol></nav>' if names else ""
    return (
        f"<html lang=en><title>{title}</title><body>{trail}<main><h1>{title}</h1>{text}</main></body></html>"
    )


@pytest.fixture(scope="module")
def handbooks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over two sources that have a text in common."""
    home = tmp_path_factory.mktemp("handbooks")
    sources = "".join(
        f'[[sources]]\nname = "{name}"\nkind = "folder"\npath = "{name}"\n' for name in ("first", "second")
    )
    (home / "config.toml").write_text(
        f'[site]\nname = "Handbooks"\n[paths]\nlibrary = "library.db"\nbuilds = "builds"\n{sources}'
    )
    for name, title, names in (("first", "Crisis teams", NAMES), ("second", "x" * 150, ())):
        (home / name).mkdir()
        (home / name / f"{name}.html").write_text(page(title, TEXT, names))
    fieldguide = [str(Path(sys.executable).with_name("fieldguide")), "--config", str(home / "config.toml")]
    indexed = completed([*fieldguide, "index"])
    assert indexed.returncode == 0, indexed.stderr
    with serving(lambda port: [*fieldguide, "serve", "--port", str(port), "--workers", "1"]) as (_, address):
        yield address


def test_a_narrow_page_names_places_and_never_scrolls_sideways(browser: Browser, handbooks: str) -> None:
    tab = browser.new_page(viewport={"width": 320, "height": 640}, base_url=handbooks)

    tab.goto("/search?q=mobile+crisis+team")

    first, second = tab.locator(".entry").all()
    expect(first.locator(".part-of")).to_contain_text("first › The_handbook")
    expect(first.locator(".part-of")).to_contain_text("<script>")
    expect(second.locator(".part-of")).to_have_text("In: second")
    expect(first.locator(".quote")).to_contain_text("unmarked car")
    expect(second.locator(".quote")).to_have_count(0)
    expect(second.locator(".also")).to_contain_text("The same text as above, under “Crisis teams”:")
    assert tab.title().startswith("mobile crisis team")
    for address in (
        "/search?q=mobile+crisis+team",
        "/resources/first-html?q=crisis",
        "/resources/second-html?q=crisis",
    ):
        tab.goto(address)
        assert tab.evaluate("document.documentElement.scrollWidth") <= 320, address
    tab.close()

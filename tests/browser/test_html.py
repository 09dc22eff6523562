"""The Nu HTML checker finds no error on any page, neither as it is sent nor as the scripts leave it.

It needs Java, and `tests/browser/fetch_checkers.sh` fetches it. With FIELDGUIDE_REQUIRE_CHECKER=1 a missing one is a failure.
"""

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser

from tests.browser.test_looks import ALL_PAGES, address_of
from tests.processes import PATIENCE, completed

JAR = Path(__file__).parents[2] / "var/checkers/node_modules/vnu-jar/build/dist/vnu.jar"
COMMAND = ("java", "-Xss4m", "-jar", str(JAR), "--format", "json", "--exit-zero-always")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def checker() -> tuple[str, ...]:
    missing = [
        name for name, there in (("Java", shutil.which("java")), (str(JAR), JAR.exists())) if not there
    ]
    if missing:
        reason = f"the HTML checker needs {' and '.join(missing)}: install Java, then run tests/browser/fetch_checkers.sh"
        if os.environ.get("FIELDGUIDE_REQUIRE_CHECKER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return COMMAND


def complaints(checker: tuple[str, ...], folder: Path) -> list[str]:
    """Return what the checker says of the files in *folder*, each with its file and line."""
    ran = completed([*checker, *map(str, sorted(folder.iterdir()))])
    said: list[dict[str, Any]] = json.loads(ran.stderr)["messages"]
    return [f"{Path(each['url']).name}:{each.get('lastLine')}: {each['message']}" for each in said]


def sent(address: str) -> bytes:
    try:
        with urlopen(address, timeout=PATIENCE) as answer:
            return bytes(answer.read())
    except HTTPError as error:
        return error.read()


def named(name: str, language: str) -> str:
    return re.sub(r"\W", "-", name) + f"-{language}.html"


def test_no_page_has_an_error_as_it_is_sent(
    checker: tuple[str, ...], browser: Browser, base: str, tmp_path: Path
) -> None:
    for name in ALL_PAGES:
        for language in ("en", "es"):
            (tmp_path / named(name, language)).write_bytes(sent(address_of(name, browser, base, language)))

    assert complaints(checker, tmp_path) == []


def test_no_page_has_an_error_as_the_scripts_leave_it(
    checker: tuple[str, ...], browser: Browser, base: str, tmp_path: Path
) -> None:
    context = browser.new_context(base_url=base, viewport={"width": 320, "height": 640})
    page = context.new_page()

    def keep(name: str) -> None:
        # A browser writes no doctype where it writes its tree.
        (tmp_path / named(name, "en")).write_text(
            f"<!doctype html>{page.locator('html').evaluate('all => all.outerHTML')}"
        )

    page.goto("/search?q=crisis")
    page.locator("input[data-keep]").first.check()
    page.get_by_role("link", name="Filters and order").click()
    page.get_by_role("dialog").wait_for()
    keep("the filters in a dialog")
    page.keyboard.press("Escape")
    page.get_by_label("Search the library").fill("cri")
    page.get_by_role("option").first.wait_for()
    keep("suggestions")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q=cri$"))
    keep("results in place")
    page.goto("/reading-list")
    keep("a reading list")
    context.close()

    assert complaints(checker, tmp_path) == []

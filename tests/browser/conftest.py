"""A real server over the sample library, and a real browser: one that is found, else playwright's own.

Without either these tests are skipped.

`apt-get install chromium` (Debian) or `.venv/bin/playwright install chromium` adds one.
With FIELDGUIDE_REQUIRE_BROWSER=1 a missing browser is a failure: a skipped test proves nothing.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Error,
    Page,
    Playwright,
    ViewportSize,
    expect,
    sync_playwright,
)

from tests.processes import completed
from tests.serving import serving

CORPUS = Path(__file__).parents[2] / "corpus"
PATIENCE = 120_000  # ms
VIEWPORT: ViewportSize = {"width": 1280, "height": 720}
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADD_ONE = "apt-get install chromium, or .venv/bin/playwright install chromium"
# An acronym of the sample library with a second meaning, and one that no resource has.
SYNONYMS = "CIT, crisis intervention team\nCIT, critical incident review\nUOF, use of force\n"
HOSTILE = "<title>Calm</title><main><h1>Calm words</h1><p>Read me.</p></main><script>document.title = 'ran'</script>"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the sample library, with the facets that its settings have."""
    home = tmp_path_factory.mktemp("served")
    config = home / "config.toml"
    config.write_text(
        '[site]\nname = "Sample"\n[paths]\nlibrary = "library.db"\nbuilds = "builds"\n'
        f'[[sources]]\nname = "sample"\nkind = "folder"\npath = "{CORPUS}"\n'
        '[[sources]]\nname = "hostile"\nkind = "folder"\npath = "hostile"\n'
        '[[facets]]\nname = "audience"\n[[facets]]\nname = "state"\nfrom = "states"\norder = "name"\n'
        '[search]\nsynonyms = "synonyms.txt"\n'
    )
    (home / "synonyms.txt").write_text(SYNONYMS)
    (home / "hostile").mkdir()
    (home / "hostile" / "calm.html").write_text(HOSTILE)
    fieldguide = [str(Path(sys.executable).with_name("fieldguide")), "--config", str(config)]
    indexed = completed([*fieldguide, "index", "--yes"])
    assert indexed.returncode == 0, indexed.stderr
    with serving(lambda port: [*fieldguide, "serve", "--port", str(port), "--workers", "1"]) as (_, address):
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium found on this machine, else playwright's own."""
    with sync_playwright() as playwright:
        found = launched(playwright)
        # However slow the machine is: what is waited for comes, or never will.
        found.on("context", lambda context: context.set_default_timeout(PATIENCE))
        expect.set_options(timeout=PATIENCE)
        yield found
        found.close()


def _download() -> None:
    """Let playwright fetch its own Chromium into the user's cache; without a network nothing is changed."""
    command = [sys.executable, "-m", "playwright", "install", "chromium-headless-shell"]
    completed(command, patience=300)


def launched(playwright: Playwright) -> Browser:
    """Return a running Chromium; skip or fail the test if there is none."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    # Chromium's own sandbox does not start for root, as in a container.
    args = ["--no-sandbox"] if os.geteuid() == 0 else []
    try:
        if found is None:
            _download()
        return playwright.chromium.launch(executable_path=found, args=args, timeout=PATIENCE)
    except Error as error:
        reason = f"no Chromium could be started ({str(error).splitlines()[0]}); add one: {ADD_ONE}"
    if os.environ.get("FIELDGUIDE_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session", params=[True, False], ids=["with scripts", "without scripts"])
def tab(browser: Browser, base: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page for all tests: a process of its own for each would take longer than most tests."""
    context = browser.new_context(base_url=base, java_script_enabled=request.param)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(tab: Page) -> Iterator[Page]:
    """A page on the first page of the library; anything it complains of fails the test."""
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(message.text)

    tab.on("console", note)
    tab.set_viewport_size(VIEWPORT)
    tab.goto("/")
    yield tab
    tab.goto("about:blank")
    tab.remove_listener("console", note)
    assert complaints == []

"""The pages of the sample library in, as its server sends them; Lighthouse's scores of each out.

    tests/browser/fetch_checkers.sh
    python -m benchmarks.lighthouse [--rounds 3] [--out FOLDER]

As a telephone on a slow network sees them (Lighthouse's default), without a proxy that compresses. Of several rounds each score is the
median. Needs Chromium and Node.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks.runs import Run, run, say
from benchmarks.serving import unused_port, wait_for_answer

ROOT: Final = Path(__file__).parents[1]
LIGHTHOUSE: Final = ROOT / "var/checkers/node_modules/.bin/lighthouse"
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PAGES: Final = {
    "first page": "/",
    "results": "/search?q=crisis+team",
    "resource": "/resources/sample-mobile-crisis-teams",
    "matching passages": "/resources/sample-mobile-crisis-teams?q=crisis",
}
TARGETS: Final = {"performance": 95, "accessibility": 95, "best-practices": 95, "seo": 90}
# Pages of searches ask search engines not to list them, which Lighthouse counts as a fault.
LISTED: Final = ("first page", "resource")
_FIELDGUIDE: Final = ("-c", "import sys; from searchapp.cli import main; sys.exit(main())")
_CONFIG: Final = """\
[site]
name = "Sample library"
base_url = "http://127.0.0.1:{port}/"
[[sources]]
name = "sample"
kind = "folder"
path = "{corpus}"
"""


def main() -> None:
    """Measure and write the run."""
    with run("lighthouse", __doc__ or "", rounds=3) as here:
        here.write(figures(here))


def figures(here: Run) -> dict[str, Any]:
    """Return the scores of each page, from 0 to 100."""
    with _served(here.place) as address:
        scores = {name: _scores(here, address + path) for name, path in PAGES.items()}
    return {
        "rounds": here.given.rounds,
        "lighthouse": _output([str(LIGHTHOUSE), "--version"]).strip(),
        "scores": scores,
        "target": TARGETS,
        "met": all(
            scores[name][category] >= least
            for name in PAGES
            for category, least in TARGETS.items()
            if category != "seo" or name in LISTED
        ),
    }


def _scores(here: Run, address: str) -> dict[str, int]:
    say(address)
    rounds = [_round(address) for _ in range(here.given.rounds)]
    return {category: round(100 * median(each[category] for each in rounds)) for category in TARGETS}


def _round(address: str) -> dict[str, float]:
    # Chromium's own sandbox does not start for root, as in a container.
    flags = "--headless=new" + (" --no-sandbox" if os.geteuid() == 0 else "")
    report = json.loads(
        _output([str(LIGHTHOUSE), address, "--quiet", "--output=json", f"--chrome-flags={flags}"])
    )
    return {name: category["score"] for name, category in report["categories"].items()}


def _output(command: list[str]) -> str:
    browser = next(filter(None, map(shutil.which, BROWSERS)), "")
    ran = subprocess.run(
        command, env={**os.environ, "CHROME_PATH": browser}, stdout=subprocess.PIPE, text=True, check=True
    )
    return ran.stdout


@contextmanager
def _served(place: Path) -> Iterator[str]:
    """Index the sample library and serve it below the address that is yielded."""
    port = unused_port()
    config = place / "config.toml"
    config.write_text(_CONFIG.format(port=port, corpus=ROOT / "corpus"), encoding="utf-8")
    site = [sys.executable, *_FIELDGUIDE, "--config", str(config)]
    subprocess.run([*site, "index"], check=True, stdout=subprocess.DEVNULL)
    with subprocess.Popen([*site, "serve", "--port", str(port)], stdout=subprocess.DEVNULL) as process:
        try:
            wait_for_answer(f"http://127.0.0.1:{port}/readyz", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


if __name__ == "__main__":
    main()

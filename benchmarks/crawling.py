"""A web site on this machine in; what crawling it costs beyond fetching and parsing, and how much memory it needs, out.

    python -m benchmarks.crawling [--pages 1000] [--large 20000] [--out FOLDER]

The site answers at once and the rate is no limit, so that what is measured is Fieldguide's own time. Fetching and parsing
are measured inside the run: the request itself, the reader's process, and the parser that finds the links.
"""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from benchmarks.runs import Run, run, say

_MEASURED: Final = """
import json, resource, sys, time
from pathlib import Path
from indexer.sources.website import bodies, hosts
from indexer.library.read_cache import CachedReader
from indexer.cli.commands import commands, fieldguide_group, run
spent = {}
def timed(name, work):
    def measured(*given, **named):
        began = time.perf_counter()
        try:
            return work(*given, **named)
        finally:
            spent[name] = spent.get(name, 0.0) + time.perf_counter() - began
            spent[name + "s"] = spent.get(name + "s", 0) + 1
    return measured
hosts.Host.perform = timed("fetch", hosts.Host.perform)
bodies.page_facts = timed("parse", bodies.page_facts)
CachedReader._read_stable = timed("read", CachedReader._read_stable)
from indexer.sources.website.crawl import Crawl
def memory():
    return int(Path("/proc/self/status").read_text().split("VmRSS:")[1].split()[0]) // 1024
marks = []
plain = Crawl.run
def crawl(self):
    began = time.perf_counter()
    for count, told in enumerate(plain(self)):
        if told.done >= 1000 * (len(marks) + 1):
            marks.append((told.done, memory()))
        yield told
    spent["crawl"] = spent.get("crawl", 0.0) + time.perf_counter() - began
Crawl.run = crawl
code = run(fieldguide_group(commands), ["--config", sys.argv[1], "index", "--yes", "--json"])
print(json.dumps({"spent": spent, "memory": marks, "code": code, "ended": time.time(), "peak": memory()}), file=sys.stderr)
"""


def main() -> None:
    """Measure and write the run."""
    with run("crawling", __doc__ or "", pages=1_000, large=20_000) as here:
        here.write({"small": small(here, here.given.pages), "large": large(here, here.given.large)})


def small(here: Run, pages: int) -> dict[str, Any]:
    """Return what a site of *pages* costs: at first, unchanged, and with one page changed."""
    with served(pages) as root:
        config = settings(here.place / "small", root, pages)
        say(f"crawling {pages:,} pages")
        first, _ = indexed(config)
        counts(root)
        unchanged, report = indexed(config)
        asked = counts(root)["statuses"]
        changed_page = pages // 2
        change = urllib.request.Request(f"{root}/change/{changed_page}", method="POST")  # noqa: S310  # our own server
        urllib.request.urlopen(change, timeout=10).close()  # noqa: S310
        changed, _ = indexed(config)
        sent = counts(root)["sent_at"][str(changed_page)]
    return {
        "pages": pages,
        "first": figures(first),
        "unchanged": figures(unchanged) | {"answers": asked, "outcome": report["outcome"]},
        "one changed": figures(changed)
        | {
            "from its fetch to live, s": round(changed["ended"] - sent, 2),
            "from the end of the crawl, s": None,
        },
    }


def large(here: Run, pages: int) -> dict[str, Any]:
    """Return the memory of crawling *pages*."""
    with served(pages) as root:
        say(f"crawling {pages:,} pages")
        found, _ = indexed(settings(here.place / "large", root, pages))
    return {"pages": pages, "MB at pages": found["memory"][::3], **figures(found)}


def figures(found: dict[str, Any]) -> dict[str, Any]:
    """Return what one run of index spent, in milliseconds for each request."""
    spent = found["spent"]
    requests = spent["fetchs"]
    known = {name: spent.get(name, 0.0) for name in ("fetch", "parse", "read")}
    return {
        "requests": requests,
        "pages read": spent.get("reads", 0),
        "crawl, s": round(spent["crawl"], 2),
        **{f"{name}, ms": round(seconds / requests * 1000, 2) for name, seconds in known.items()},
        "beyond these, ms": round((spent["crawl"] - sum(known.values())) / requests * 1000, 2),
        "at the end, MB": found["peak"],
    }


def settings(folder: Path, root: str, pages: int) -> Path:
    """Write the settings of a library of one site."""
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "config.toml"
    config.write_text(
        f'[[sources]]\nname = "site"\nkind = "website"\nstart = ["{root}/"]\ncontact = "bench@example.org"\n'
        f'rate = 1000\nmax_pages = {pages + 100}\nallow_private = ["127.0.0.1"]\n',
        encoding="utf-8",
    )
    return config


def indexed(config: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Index in a process of its own; return what it measured, and its report."""
    ran = subprocess.run(
        [sys.executable, "-c", _MEASURED, str(config)], check=True, capture_output=True, text=True
    )
    return json.loads(ran.stderr.splitlines()[-1]), json.loads(ran.stdout)


def counts(root: str) -> dict[str, Any]:
    """Return what was asked of the site since it was last asked for that."""
    with urllib.request.urlopen(f"{root}/counts", timeout=10) as answer:  # noqa: S310  # our own server
        told: dict[str, Any] = json.loads(answer.read())
        return told


@contextmanager
def served(pages: int) -> Iterator[str]:
    """Serve a site of *pages* for as long as the block runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.website", str(pages)], stdout=subprocess.PIPE, text=True
    )
    try:
        if process.stdout is None:
            raise AssertionError("it is a pipe")
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()

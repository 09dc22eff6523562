"""docs/first-library.md is done as it is written, step by step: what it says is printed and shown, is."""

import os
import re
import sys
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from bs4 import BeautifulSoup

from tests.processes import completed
from tests.progress_lines import without_progress
from tests.serving import serving
from tests.unit.docs.pages import page
from tests.unit.docs.walkthrough import Command, Visit, Write, steps

BUILD = r"\d{8}-\d{6}-[0-9a-f]{8}"
SERVED = "Fieldguide is at http://127.0.0.1:8000/; Ctrl-C stops it."
PATIENCE = 120  # seconds


def as_pattern(printed: tuple[str, ...]) -> str:
    """What is printed, as a pattern: a build has any number, and "…" stands for anything."""
    parts = re.split(f"({BUILD}|…)", "\n".join(printed).strip("\n"))
    return "".join(
        r"[\s\S]*" if part == "…" else BUILD if re.fullmatch(BUILD, part) else re.escape(part)
        for part in parts
    )


def serve(config: Path) -> AbstractContextManager[tuple[object, str]]:
    command = [
        str(Path(sys.executable).with_name("fieldguide")),
        "--config",
        str(config),
        "serve",
        "--workers",
        "1",
    ]
    return serving(lambda port: [*command, "--port", str(port)])


def test_the_walk_through_is_as_it_is_written(tmp_path: Path) -> None:
    here = tmp_path
    folder = str(Path(sys.executable).parent)
    environment = os.environ | {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "FIELDGUIDE_CONFIG": ""}
    done = steps(page("docs/first-library.md"))
    served = ""

    with ExitStack() as stack:
        for step in done:
            match step:
                case Write():
                    with (here / step.path).open("a" if step.append else "x", encoding="utf-8") as file:
                        file.write(f"\n{step.text}" if step.append else step.text)
                case Visit():
                    with urlopen(
                        served + step.address.removeprefix("http://127.0.0.1:8000"), timeout=PATIENCE
                    ) as answer:
                        text = BeautifulSoup(answer.read(), "lxml").get_text(" ")
                    assert step.shown
                    assert [shown for shown in step.shown if shown not in " ".join(text.split())] == []
                case Command(line="fieldguide serve"):
                    assert step.printed[:1] == (SERVED,)
                    _, served = stack.enter_context(serve(here / "config.toml"))
                case Command(line=line) if line.startswith("cd "):
                    here /= line.removeprefix("cd ")
                case Command():
                    ran = completed(["bash", "-c", f"exec 2>&1; {step.line}"], cwd=here, env=environment)
                    assert re.fullmatch(as_pattern(step.printed), without_progress(ran.stdout).strip("\n")), (
                        step.line,
                        ran.stdout,
                    )

    assert len(done) > 20
    assert {type(step) for step in done} == {Write, Command, Visit}
    assert urlsplit(served).port

"""A site and a seed in; commands killed at random moments, and what must hold after each, out."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Final

from benchmarks.surviving.site import Content, Survivor, must

# What is killed, and how often of a hundred times.
_COMMANDS: Final = {
    "index, one changed": 25,
    "index, many changed": 25,
    "index, some gone": 15,
    "index --full": 15,
    "rollback": 10,
    "publish": 10,
}


@dataclass(slots=True)
class Kills:
    """Kills commands, and raises AssertionError where anything is not as it must be."""

    site: Survivor
    seed: int
    say: Callable[[str], None]
    fell: Counter[str] = field(default_factory=Counter)  # how many kills fell into which stage
    commands: Counter[str] = field(default_factory=Counter)
    _lasts: dict[str, float] = field(default_factory=dict)  # command -> seconds from lock to end, undisturbed
    _contents: dict[str, Content] = field(default_factory=dict)  # build id -> what it holds

    @classmethod
    def make(cls, folder: Path, seed: int, *, count: int, say: Callable[[str], None]) -> "Kills":
        """Make a site of *count* records with some builds, and measure each command once."""
        kills = cls(Survivor.make(folder, count, random.Random(seed)), seed, say)
        kills._measured("index")
        for command in _COMMANDS:
            kills._prepare(command)
            kills._measured(command)
        return kills

    def run(self, times: int) -> dict[str, Any]:
        """Kill *times* commands; return how many fell where."""
        chance = self.site.chance
        for number in range(times):
            command = chance.choices(list(_COMMANDS), list(_COMMANDS.values()))[0]
            self.commands[command] += 1
            # Half of the moments lie in the first tenth: what makes a build live takes some milliseconds.
            self._kill(command, chance.uniform(0, self._lasts[command] * chance.choice((0.1, 1))))
            if (number + 1) % 20 == 0:
                self.say(f"{number + 1:,} killed")
        return {
            "seed": self.seed,
            "kills": times,
            "resources": len(self.site.content),
            "commands": dict(self.commands),
            "stages": dict(self.fell),
        }

    def _kill(self, command: str, delay: float) -> None:
        site = self.site
        words = self._prepare(command)
        before, wanted = site.builds.live_id(), site.content
        builds = {build.id for build in site.builds.all()}
        process = site.start(*words)
        if site.locked(process):
            sleep(delay)  # the random moment
        ended = process.poll() is not None
        aside = [path.name for path in site.builds.root.iterdir() if path.name.startswith(".new-")]
        site.kill(process) if not ended else process.communicate()
        live = site.live()
        if live.id not in self._contents:
            self._contents[live.id] = wanted
        self.fell[self._stage(command, ended, bool(aside), live.id != before, live.id not in builds)] += 1
        where = f"{command}, killed after {delay:.3f} s"
        must(live.verify() == [], f"{where}: the live build is damaged")
        must(site.answered() == self._contents[live.id], f"{where}: it answers neither the old nor the new")
        self._recover(where)

    def _recover(self, where: str) -> None:
        """Run `index` as staff would, and look whether all is as if nothing had happened."""
        site = self.site
        ran = site.run("index")
        if ran.returncode == 5:  # held: it was rolled back from, and staff say that it is meant
            ran = site.run("index", "--yes")
        must(ran.returncode == 0, f"{where}: the next run ends with {ran.returncode}: {ran.stderr}")
        live = site.live()
        self._contents[live.id] = site.content
        must(site.answered() == site.content, f"{where}: the next run does not bring the content live")
        must(site.leftovers() == [], f"{where}: left over: {site.leftovers()}")

    def _prepare(self, command: str) -> tuple[str, ...]:
        """Bring the site to where *command* has something to do; return its words."""
        site = self.site
        if command == "index --full":
            return "index", "--full"
        if command == "index, one changed":
            site.edit("one")
        elif command == "index, many changed":
            site.edit("many")
        elif command == "index, some gone":
            site.edit("gone")
        elif command in {"rollback", "publish"}:
            while len(site.builds.all()) < 2:
                site.edit("one")
                self._recover("before it")
            others = [build.id for build in site.builds.all() if build.id != site.builds.live_id()]
            return ("rollback",) if command == "rollback" else ("publish", site.chance.choice(others))
        return ("index",)

    def _measured(self, command: str) -> None:
        words = ("index",) if command.startswith("index,") or command == "index" else self._prepare(command)
        process = self.site.start(*words)
        self.site.locked(process)
        began = monotonic()
        process.communicate()
        self._lasts[command] = monotonic() - began
        live = self.site.live()
        self._contents.setdefault(live.id, self.site.content)
        self._recover(command)

    def _stage(self, command: str, ended: bool, aside: bool, moved: bool, new: bool) -> str:
        if ended:
            return "after its end"
        if not command.startswith("index"):
            return f"{command}, {'made live' if moved else 'before that'}"
        if moved:
            return "index, published, not ended"
        if aside:
            return "index, building aside"
        return "index, reading or comparing" if not new else "index, built, not published"

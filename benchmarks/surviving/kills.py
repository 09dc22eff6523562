"""A site and a seed in; commands killed at random moments and steps, and what must hold after each, out."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Final

from benchmarks.surviving.site import LONGEST, Content, Edit, Survivor, kill_all, must
from benchmarks.surviving.stages import Lying, stage

_HELD: Final = 5  # the exit code of a run whose build the gate holds
_TOLD: Final = 20  # kills from one line of progress to the next
# Than one made afresh: after many edits the pages of a library are half full, and it keeps those that a larger day
# needed; builds keep what was deleted until they are merged.
_LARGER: Final = 3.0

# What is killed, and how often of a hundred times.
_COMMANDS: Final = {
    "index, one changed": 30,
    "index, many changed": 20,
    "index, some gone": 15,
    "index --full": 15,
    "rollback": 10,
    "publish": 10,
}
_EDITS: Final[dict[str, Edit]] = {
    "index, one changed": "one",
    "index, many changed": "many",
    "index, some gone": "gone",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Undisturbed:
    """A command that nobody killed."""

    seconds: float  # from taking the lock to its end
    steps: int  # that change files


@dataclass(slots=True)
class Kills:
    """Kills commands, and raises AssertionError where anything is not as it must be."""

    site: Survivor
    seed: int
    say: Callable[[str], None]
    fell: Counter[str] = field(default_factory=Counter)  # how many kills fell into which stage
    missed: int = 0  # commands that had ended before they were killed
    commands: Counter[str] = field(default_factory=Counter)
    _known: dict[str, Undisturbed] = field(default_factory=dict)  # by command
    _contents: dict[str, Content] = field(default_factory=dict)  # build id -> what it holds

    @classmethod
    def make(cls, folder: Path, seed: int, *, count: int, say: Callable[[str], None]) -> "Kills":
        """Make a site of *count* records with a build."""
        kills = cls(Survivor.make(folder, count, random.Random(seed)), seed, say)
        kills._recover("the first run")
        return kills

    def run(self, times: int) -> dict[str, Any]:
        """Kill *times* commands while they run, by turns at a moment and at a step; return how many fell where.

        One that had ended before it could be killed is looked at like the others, and counts as missed.
        """
        moments = cycle((True, False))
        while (landed := sum(self.fell.values())) < times:
            command = self.site.chance.choices(list(_COMMANDS), list(_COMMANDS.values()))[0]
            if not self._kill(command, by_moment=next(moments)):
                self.missed += 1
            elif (landed + 1) % _TOLD == 0:
                self.say(f"{landed + 1:,} killed")
        return {
            "seed": self.seed,
            "kills": times,
            "missed": self.missed,
            "resources": len(self.site.content),
            "commands": dict(self.commands.most_common()),
            "stages": dict(self.fell.most_common()),
            **self._beside_fresh(),
        }

    def _kill(self, command: str, *, by_moment: bool) -> bool:
        """Kill *command*, and look whether all is as it must be; return whether it still ran."""
        site = self.site
        known = self._known.get(command) or self._undisturbed(command)
        words = self._prepare(command)
        before = Lying.of(site.builds)
        if by_moment:
            moment = site.chance.uniform(0, known.seconds)
            where = f"{command}, killed after {moment:.3f} s"
            with site.started(*words) as process:
                if site.locked(process):
                    sleep(moment)
                kill_all(process)
        else:
            step = site.chance.randint(1, known.steps)
            where = f"{command}, killed at step {step} of {known.steps}"
            with site.started(*words, step=step) as process:
                process.communicate(timeout=LONGEST)
        after = Lying.of(site.builds)
        landed = process.returncode < 0
        if landed:
            self.commands[command] += 1
            what = command if command in {"rollback", "publish"} else "index"
            self.fell[f"{what}: {stage(before, after)}"] += 1
        for build in site.builds.all():
            self._contents.setdefault(build.id, site.content)
        live = site.live()
        must(live.verify() == [], f"{where}: the live build is damaged")
        must(site.answered() == self._contents[live.id], f"{where}: it answers neither the old nor the new")
        held = self._recover(where)
        if command == "rollback" and after.live != before.live:
            left, now = (self._contents[str(lying.live)] for lying in (before, after))
            must(
                held or left == now or left != site.content, f"{where}: what was rolled back from is not held"
            )
        return landed

    def _recover(self, where: str) -> bool:
        """Run `index` as staff would, and look whether all is as if nothing had happened; tell whether it was held."""
        site = self.site
        ran = site.run("index")
        held = ran.returncode == _HELD
        if held:  # it was rolled back from, and staff say that it is meant
            ran = site.run("index", "--yes")
        must(ran.returncode == 0, f"{where}: the next run ends with {ran.returncode}: {ran.stderr}")
        live = site.live()
        self._contents[live.id] = site.content
        must(site.answered() == site.content, f"{where}: the next run does not bring the content live")
        must(set(live.resource_hashes()) == set(site.content), f"{where}: the build lists other resources")
        must(live.manifest.resources == len(site.content), f"{where}: the manifest counts otherwise")
        must(site.leftovers() == [], f"{where}: left over: {site.leftovers()}")
        return held

    def _prepare(self, command: str) -> tuple[str, ...]:
        """Bring the site to where *command* has something to do; return its words."""
        if command in _EDITS:
            self.site.edit(_EDITS[command])
            return ("index",)
        if command == "index --full":
            return "index", "--full"
        while len(self.site.builds.all()) < 2:
            self.site.edit("one")
            self._recover("before it")
        others = list(self._not_live())
        return ("rollback",) if command == "rollback" else ("publish", self.site.chance.choice(others))

    def _not_live(self) -> Iterator[str]:
        live = self.site.builds.live_id()
        return (build.id for build in self.site.builds.all() if build.id != live)

    def _undisturbed(self, command: str) -> Undisturbed:
        """Run *command* to its end, and remember how long and how many steps it took."""
        words = self._prepare(command)
        with self.site.started(*words, step=0) as process:
            must(self.site.locked(process), f"{command}: {process.returncode}")
            began = monotonic()
            _, said = process.communicate(timeout=LONGEST)
        known = Undisturbed(seconds=monotonic() - began, steps=int(said.split()[-1]))
        self._known[command] = known
        for build in self.site.builds.all():
            self._contents.setdefault(build.id, self.site.content)
        self._recover(command)
        return known

    def _beside_fresh(self) -> dict[str, Any]:
        """Compare with a site made afresh of the same sources."""
        old, fresh = self.site, self.site.afresh()
        must(fresh.run("index").returncode == 0, "a fresh site cannot be indexed")
        must(fresh.answered() == old.answered(), "a fresh site answers otherwise")
        contents = [site.live().manifest.content for site in (old, fresh)]
        must(contents[0] == contents[1], "a fresh build has another content hash")
        now, least = old.sizes(), fresh.sizes()
        for name, size in now.items():
            must(size <= _LARGER * least[name], f"{name}: {size} KB where a fresh one has {least[name]}")
        return {"KB": now, "KB of a fresh site": least}

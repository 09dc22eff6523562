"""Indexers killed at random moments, and builds published under full load, in; that nothing was lost by it, out.

    python -m benchmarks.survival [--kills 200] [--publishes 500] [--clients 20] [--resources 3000] [--seed 1] [--out FOLDER]

It fails where the live build does not answer exactly as the old or as the new one, where the next run needs help,
where anything is left over, or where an answer is an error, empty, or mixed from two builds.
"""

from benchmarks.runs import run, say
from benchmarks.surviving.kills import Kills
from benchmarks.surviving.publishing import publish_under_load


def main() -> None:
    """Kill, publish, and write the run."""
    with run("survival", __doc__ or "", kills=200, publishes=500, clients=20, resources=3000, seed=1) as here:
        given = here.given
        kills = Kills.make(here.place / "killed", given.seed, count=given.resources, say=say)
        killed = kills.run(given.kills)
        (here.place / "read").mkdir()
        read = publish_under_load(
            here.place / "read", publishes=given.publishes, clients=given.clients, seed=given.seed, say=say
        )
        here.write({"killed": killed, "published under load": read})


if __name__ == "__main__":
    main()

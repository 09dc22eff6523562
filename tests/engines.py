"""Which engine the tests are about: the one place that names it; and builds for it."""

from pathlib import Path

from indexer.builds import Build, Builds
from indexer.config import RankingConfig
from indexer.facets import SETTING, STANDARD_TABLE, FacetTable
from indexer.resource import Resource, Topic
from searchapp.engine.arrays.engine import ArrayEngine

Engine = ArrayEngine


def engine_on(build: Build, ranking: RankingConfig | None = None) -> Engine:
    """Return the product's engine on *build*."""
    return Engine(build, ranking or RankingConfig())


def build_of(
    folder: Path,
    resources: list[Resource],
    topics: tuple[Topic, ...] = (),
    facets: FacetTable = STANDARD_TABLE,
) -> Build:
    """Return a build in *folder* that holds just *resources*, written in one piece."""
    builds = Builds(folder)
    with builds.lock():
        return builds.write(
            ((each, f"hash of {each!r}") for each in resources),
            topics=topics,
            settings={SETTING: facets.as_setting()},
        )


def published(folder: Path, *resources: Resource, topics: tuple[Topic, ...] = ()) -> Build:
    """Return a published build in *folder* that holds just *resources*."""
    builds = Builds(folder)
    ordered = sorted(resources, key=lambda each: each.id)
    with builds.lock():
        made = builds.write(((each, f"hash of {each!r}") for each in ordered), topics=topics)
        return builds.publish(made.id)

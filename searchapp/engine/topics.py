"""Topics of a build in, what their pages show out."""

from indexer.analysis import fold
from indexer.builds import Build
from indexer.slug import distinct_slug, lasting_slug
from searchapp.engine.results import TopicView


def topic_views(build: Build) -> tuple[TopicView, ...]:
    """Return every topic that a resource has or topics.jsonl names, by name, each with a slug of its own."""
    said = {topic.name: topic for topic in build.topics()}
    counts = build.manifest.facets["topic"]
    slugs = {name: topic.slug for name, topic in said.items()}
    for name in sorted(counts):
        if name not in slugs:
            slugs[name] = distinct_slug(lasting_slug(name), set(slugs.values()))
    return tuple(
        TopicView(
            name=name,
            slug=slugs[name],
            intro=said[name].intro if name in said else "",
            disclaimer=said[name].disclaimer if name in said else "",
            count=counts.get(name, 0),
        )
        for name in sorted(slugs, key=lambda name: (fold(name), name))
    )

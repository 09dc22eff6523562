"""Topics of a build in, what their pages show out."""

from collections.abc import Iterable, Mapping

from indexer.analysis import fold
from indexer.resource import Topic
from indexer.slug import distinct_slug, permanent_slug
from searchapp.engine.results import TopicView


def topic_views(topics: Iterable[Topic], counts: Mapping[str, int]) -> tuple[TopicView, ...]:
    """Return every topic that a resource has (*counts*) or topics.jsonl names, by name, each with a slug of its own."""
    described = {topic.name: topic for topic in topics}
    slugs = {name: topic.slug for name, topic in described.items()}
    taken = set(slugs.values())
    for name in sorted(counts):
        if name not in slugs:
            slugs[name] = distinct_slug(permanent_slug(name), taken)
            taken.add(slugs[name])
    return tuple(
        TopicView(
            name=name,
            slug=slugs[name],
            intro=described[name].intro if name in described else "",
            disclaimer=described[name].disclaimer if name in described else "",
            count=counts.get(name, 0),
        )
        for name in sorted(slugs, key=lambda name: (fold(name), name))
    )

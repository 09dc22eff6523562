"""A build counts what it holds."""

from typing import Any

from indexer.content_hash import content_hash
from indexer.resource import Topic
from tests.making import make_resource

FACTS: dict[str, Any] = {
    "topics": ("Stops, Searches, and Arrests", "Use of Force"),
    "types": ("Video",),
    "year": 2020,
}


def test_a_build_counts_what_it_holds(folder):
    topic = Topic(name="Use of Force", slug="use-of-force", intro="About force.")
    pairs = [(make_resource("a", text="x", source="s", **FACTS), "1"), (make_resource("b", source="t"), "2")]

    build = folder.write(pairs, topics=[topic], settings={"language": "en"})

    manifest = build.manifest
    assert (manifest.resources, manifest.documents, manifest.passages) == (2, 0, 1)
    assert manifest.sources == {"s": 1, "t": 1}
    assert manifest.facets == {
        "topic": {"Stops, Searches, and Arrests": 1, "Use of Force": 1}, "type": {"Video": 1}, "year": {"2020": 1},
    }  # fmt: skip
    assert manifest.settings == {"language": "en"}
    assert manifest.content == content_hash([("a", "1"), ("b", "2")])
    assert build.resource_hashes() == {"a": ("s", "1"), "b": ("t", "2")}
    assert build.topics() == (topic,)
    assert set(manifest.files) == {path.name for path in build.path.iterdir()} - {"manifest.json"}
    assert build.verify() == []

import pytest

from indexer.readers.markdown import read_markdown


def anchors(text: str) -> list[str | None]:
    return [passage.place.anchor for passage in read_markdown(text.encode(), "x.md").passages]


@pytest.mark.parametrize(
    ("heading", "slug"),
    [
        ("Use of Force", "use-of-force"),
        ("Stops, Searches, and Arrests", "stops-searches-and-arrests"),
        ("De-escalation: *why*?", "de-escalation-why"),
        ("A `code` & more", "a-code--more"),
        ("Über_uns", "über_uns"),
    ],
)
def test_anchors_are_those_of_github(heading: str, slug: str) -> None:
    assert anchors(f"# {heading}\n\ntext") == [slug]


def test_headings_that_read_the_same_are_numbered() -> None:
    assert anchors("# A\n\nx\n\n# A\n\ny\n\n# A\n\nz") == ["a", "a-1", "a-2"]


@pytest.mark.parametrize(
    "text", ["[" * 5000, "> " * 5000 + "x", "- " * 3000 + "x", "*_" * 5000, "|" * 5000, "---\n"]
)
def test_odd_markdown_is_read(text: str) -> None:
    assert read_markdown(text.encode(), "x.md").format == "markdown"

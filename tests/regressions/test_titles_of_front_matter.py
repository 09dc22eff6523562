"""A Markdown file may write its title in any way of YAML: results were called ">" and "|-", and quotes stayed half."""

import pytest

from indexer.readers.markdown import read_markdown


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("title: >\n  Patrols\n  on foot", "Patrols on foot"),
        ("title: |-\n\n  Patrols\n\n  on foot\nauthor: Ann", "Patrols on foot"),
        ("title: >2+ # two lines\n    Patrols\n    on foot\n", "Patrols on foot"),
        ("title: 'Patrol''s end' # a draft", "Patrol's end"),
        ('title: "A \\"quoted\\" word"', 'A "quoted" word'),
        ('title: "Patrols\\non foot"   ', "Patrols on foot"),
        ("title: Patrols # on foot", "Patrols"),
        ("title: C# and #MeToo", "C# and"),
        ("title: Patrols: on foot", "Patrols: on foot"),
        ("title: “Patrols” on foot", "“Patrols” on foot"),
        ('title: "Patrols" on foot', 'Patrols" on foot'),
        ("title: ~", "Heading"),
        ("title: null", "Heading"),
        ("title: >\nauthor: Ann", "Heading"),
        ("title:\nauthor: Ann", "Heading"),
        ("seo:\n  title: Inner", "Heading"),
        ("title: ''", "Heading"),
    ],
)
def test_a_title_is_read_in_whatever_way_it_is_written(front: str, title: str) -> None:
    for ends in ("\n", "\r\n"):
        result = read_markdown(f"---\n{front}\n---\n# Heading\n\ntext".replace("\n", ends).encode(), "a.md")

        assert result.title == title
        assert [passage.text for passage in result.passages] == ["text"]


def test_front_matter_of_any_size_is_read_in_one_pass() -> None:
    for filler in (
        "title: >\n" + "  x\n \n" * 20_000,
        'title: "' + "\\" * 50_000,
        "title: '" + "'" * 50_001,
        "title: a" + " " * 50_000,
    ):
        assert read_markdown(f"---\n{filler}\n---\ntext".encode(), "a.md").passages[-1].text == "text"

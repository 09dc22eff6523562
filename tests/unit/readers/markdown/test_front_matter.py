"""What front matter says of its file: names, dates, the values of facets. And what looks like it, and is text."""

import pytest

from indexer.readers.front_matter import MAX_LISTED, MAX_SIZE, FrontMatter, split_front_matter
from indexer.readers.markdown import read_markdown
from indexer.readers.outcome import ReadResult, cleaned
from indexer.readers.properties import MAX_KEYS, MAX_VALUES


def said(front: str) -> FrontMatter:
    found, text = split_front_matter(f"---\n{front}\n---\ntext")
    assert text == "text"
    return found


def read(text: str) -> ReadResult:
    return cleaned(read_markdown(text.encode(), "a.md"))


def test_types_topics_and_the_rest_are_those_of_the_file() -> None:
    result = read(
        "---\ntitle: Patrols on foot\ndescription: What a walk shows.\nlang: es-MX\ntypes: Report\n"
        "topics:\n  - Use of Force\n  - Stops, Searches, and Arrests\n  - Use of Force\n"
        "date: 2024-05-01\nAudience: [Patrol, Dispatch]\n---\n# Heading\n\ntext"
    )

    assert (result.title, result.summary, result.language) == (
        "Patrols on foot",
        "What a walk shows.",
        "es-MX",
    )
    assert result.types == ("Report",)
    assert result.topics == ("Use of Force", "Stops, Searches, and Arrests")
    assert result.year == 2024
    assert result.properties["audience"] == ("Patrol", "Dispatch")
    assert [passage.text for passage in result.passages] == ["text"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2024-05-01", "2024-05-01"),
        ("2024-5-1 7:30:00", "2024-05-01T07:30:00"),
        ("2024-05-01 07:30:00 +2", "2024-05-01T07:30:00+02:00"),
        ("2024-02-31", "2024-02-31"),
        ("1.10", "1.10"),
        ("007", "007"),
        ("12:30:45", "12:30:45"),
        ("9" * 200, "9" * 200),
        ("true", "Yes"),
        ("False", "No"),
        ('"true"', "true"),
        ("NO", "NO"),
        ("yes", "yes"),
        ("'a''b'", "a'b"),
        ('"caf\\u00e9"', "café"),
        (">\n  two\n  lines", "two lines"),
        ("!!python/name:os.system", None),
        ("!!python/object/apply:os.system [exit]", "exit"),
        ("!!timestamp soon", "soon"),
        ("!!int x", "x"),
        ("~", None),
        ("null", None),
        ("", None),
        ("{a: b}", None),
        ("[[a], {b: c}, d]", "d"),
        ("x" * 301, None),
    ],
)
def test_a_value_is_text_as_it_was_written_and_a_date_is_iso(written: str, value: str | None) -> None:
    assert said(f"a: 1\nkey: {written}").properties.get("key") == (None if value is None else (value,))


@pytest.mark.parametrize(
    ("front", "year"),
    [
        ("year: 2019", 2019),
        ("year: '2019'", 2019),
        ("date: 2021-03-04", 2021),
        ("date: 2021-03-04T10:00:00Z", 2021),
        ("date: 2021-03", 2021),
        ("year: 1066\ndate: 2021-03-04", 1066),
        ("year: soon\ndate: 2021-03-04", 2021),
        ("year: 0", None),
        ("year: 12345", None),
        ("date: March 2021", None),
        ("date: 03/04/2021", None),
    ],
)
def test_the_year_is_stated_or_that_of_the_date(front: str, year: int | None) -> None:
    assert said(front).year == year


def test_the_last_of_two_equal_keys_counts() -> None:
    assert said("title: A\nTitle: B").title == "B"


def test_one_line_that_is_not_yaml_costs_only_itself() -> None:
    found = said(
        "title: Patrols: on foot # a draft\naudience:\n  - Patrol\n\ttabs: here\ntopics: [A, B]\nbroken: [C\ndate: 2020-01-02"
    )

    assert (found.title, found.topics, found.year) == ("Patrols: on foot", ("A", "B"), 2020)
    assert found.properties["broken"] == ("[C",)


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nText between rules. And: more.\n\n---\n\nmore",
        "---\nOnly a line of text\n---\nmore",
        "---\n- a list\n- of two\n---\nmore",
        "---\n" + "Words. " * MAX_SIZE + "\n---\nmore",
        "---\ntitle: never ends",
        " ---\ntitle: indented\n---\nmore",
    ],
)
def test_text_between_rules_stays_text(text: str) -> None:
    assert split_front_matter(text) == (FrontMatter(), text)


@pytest.mark.parametrize("front", ["---\n---\n", "---\n# nothing yet\n...\n", "--- \n\n---\t\n"])
def test_front_matter_may_say_nothing(front: str) -> None:
    assert split_front_matter(f"{front}more") == (FrontMatter(), "more")


def test_front_matter_that_is_too_long_is_left_out_unread() -> None:
    long = f"title: A\nabstract: {'word ' * MAX_SIZE}"

    assert said(long) == FrontMatter()


def test_what_it_says_is_bounded() -> None:
    keys = said("".join(f"k{number}: v\n" for number in range(2 * MAX_KEYS)))
    values = said(f"topics: [{', '.join(f't{number}' for number in range(2 * MAX_LISTED))}]")

    assert len(keys.properties) == MAX_KEYS
    assert len(values.properties["topics"]) == MAX_VALUES
    assert len(values.topics) == MAX_LISTED


def test_an_alias_is_read_as_what_it_names() -> None:
    found = said("topics: &all [A, B]\ntypes: *all\naudience: &self [*self, C]\nmore:\n  <<: {title: T}")

    assert (found.topics, found.types, found.title) == (("A", "B"), ("A", "B"), None)
    assert found.properties["audience"] == ("C",)


@pytest.mark.parametrize("nested", ["[" * 5_000, "- " * 5_000, "{a: " * 5_000, "? " * 5_000])
def test_deep_nesting_is_no_value(nested: str) -> None:
    found = said(f"title: A\ndeep: {nested}\ntopics: B")

    assert (found.title, found.topics) == ("A", ("B",))

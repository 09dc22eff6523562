from typing import Any

import pytest

from indexer.errors import RecordError
from indexer.resource import RECORD_FORMAT, Place
from indexer.sources.record import Record, record_of


def read(**values: Any) -> Record:
    return record_of({"id": "cit", **values}, source="export", where="export.jsonl line 7")


def test_a_whole_record_becomes_a_resource() -> None:
    record = read(
        title="Crisis Teams",
        url="https://example.org/cit.pdf",
        summary="About teams",
        types="Guidebook/Tool",
        topics=["Stops, Searches, and Arrests", "Use of Force"],
        year=2019,
        listed_at="https://example.org/list",
        files=["a.pdf"],
        publisher="City",
        pages=12,
    )

    resource = record.resource
    assert (resource.id, resource.title, resource.url) == (
        "cit",
        "Crisis Teams",
        "https://example.org/cit.pdf",
    )
    assert (resource.types, resource.year) == (("Guidebook/Tool",), 2019)
    assert resource.topics == ("Stops, Searches, and Arrests", "Use of Force")
    assert resource.metadata == {"publisher": "City", "pages": 12}
    assert (resource.source, resource.listed_at) == ("export", "https://example.org/list")
    assert record.files == ("a.pdf",)


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("es", "es"),
        ("es-MX", "es"),
        ("Spanish", "es"),
        ("fr", None),
        ("English; Spanish", None),
        (["es"], None),
    ],
)
def test_a_language_is_understood_and_kept_as_it_is(said: Any, language: str | None) -> None:
    resource = read(language=said).resource

    assert resource.language == language
    assert resource.metadata == {"language": said}


def test_text_and_passages_are_one_document_of_the_record() -> None:
    record = read(
        url="https://example.org/cit",
        text="First words.",
        passages=[
            {"heading": "Staffing", "page": 12, "page_label": "vi", "text": "A team."},
            {"heading": ["Part", "Chapter"], "anchor": "#here", "time": 61.5, "text": "More."},
            {"heading": "Blank", "text": "  "},
        ],
    )

    (document,) = record.resource.documents
    assert (document.format, document.url) == (RECORD_FORMAT, "https://example.org/cit")
    assert [passage.text for passage in document.passages] == ["First words.", "A team.", "More."]
    assert document.passages[1].place == Place(heading=("Staffing",), page=12, page_label="vi")
    assert document.passages[2].place == Place(heading=("Part", "Chapter"), anchor="here", seconds=61.5)


def test_a_long_passage_is_divided_and_keeps_its_place() -> None:
    record = read(passages=[{"page": 3, "text": "A sentence of six small words. " * 200}])

    passages = record.resource.documents[0].passages
    assert len(passages) > 3
    assert {passage.place.page for passage in passages} == {3}


def test_the_document_of_a_record_keeps_its_id_when_the_text_changes() -> None:
    first, second = read(text="Old."), read(text="New.")

    assert first.resource.documents[0].id == second.resource.documents[0].id


@pytest.mark.parametrize("key", ["a b", "x/y", "é", "7", "a" * 200, "../etc"])
def test_an_id_is_any_text_up_to_200_signs(key: str) -> None:
    assert record_of({"id": key}, source="s", where="w").resource.id == key


@pytest.mark.parametrize("key", [None, "", " ", "a\nb", "a\x00", "a" * 201, True, 1.5, ["a"]])
def test_any_other_id_is_refused(key: Any) -> None:
    with pytest.raises(RecordError, match="id: it"):
        record_of({"id": key}, source="s", where="w")


def test_all_mistakes_of_a_record_are_named_at_once_with_the_place() -> None:
    with pytest.raises(RecordError) as caught:
        read(year=True, types=[1], url="javascript:x", passages=[{"text": "a"}, {"page": 0, "text": "b"}])

    said = str(caught.value)
    assert said.startswith("export.jsonl line 7: record 'cit': ")
    assert all(name in said for name in ("year: ", "types: ", "url: ", "passages: number 2: "))


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("year", "20x9", 'year: "20x9" is not a whole number from 1 to 9999'),
        ("year", 0, "year: 0 is not a whole number from 1 to 9999"),
        ("url", "www.example.org/a", 'url: "www.example.org/a" is not an address that begins with http:// or https://'),
        ("url", "javascript:alert(1)", 'url: "javascript:alert(1)" is not an address that begins with http:// or https://'),
        ("listed_at", 7, "listed_at: it must be text"),
    ],
)  # fmt: skip
def test_a_wrong_year_or_address_costs_only_itself(key: str, value: Any, said: str) -> None:
    record = read(**{"title": "Stops", "year": 2019, "url": "https://example.org/", key: value})

    assert record.left_out == (said,)
    assert record.resource.title == "Stops"
    assert getattr(record.resource, key) is None


def test_a_number_beyond_all_bounds_is_refused() -> None:
    with pytest.raises(RecordError, match="not finite"):
        read(weight=float("inf"))


def test_in_csv_a_bar_parts_lists() -> None:
    record = record_of({"id": "a", "topics": "Use of Force|A, B"}, source="s", where="w", divider="|")

    assert record.resource.topics == ("Use of Force", "A, B")

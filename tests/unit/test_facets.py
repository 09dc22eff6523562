"""A facet reads its values from a resource: from its own fields, its metadata, or the folders of its files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.facets import SETTING, SOURCE, STANDARD, STANDARD_TABLE, Facet, FacetTable
from indexer.resource import RECORD_FORMAT, Document
from tests.making import make_resource
from tests.unit.properties import steadily

texts = st.text(max_size=8) | st.sampled_from(["2019", "2019-01-02", "a|b", "|", " ", "0", "٢٠١٩", "9" * 400])
scalars = st.none() | st.booleans() | st.integers() | st.floats() | texts
json_values = (
    scalars
    | st.lists(scalars | st.lists(scalars, max_size=2), max_size=5)
    | st.dictionaries(texts, scalars, max_size=2)
)


def values(given, **keys):
    """The values of a facet `audience` of a resource with this metadata."""
    facet = Facet(**{"name": "audience", "label": "Audience", "origin": "for", **keys})
    metadata = {} if given is None else {"for": given}
    return FacetTable([facet]).values_of(make_resource(metadata=metadata))["audience"]


def test_the_standard_facets_are_the_fields_of_a_resource():
    resource = make_resource(topics=("B", "A", "B"), types=("Video",), year=2019)

    assert STANDARD_TABLE.values_of(resource) == {"topic": ("B", "A"), "type": ("Video",), "year": ("2019",)}
    assert STANDARD_TABLE.values_of(make_resource()) == {"topic": (), "type": (), "year": ()}


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (None, ()),
        ("Patrol", ("Patrol",)),
        ("  Patrol \n officers ", ("Patrol officers",)),
        (["Patrol", "Dispatch", "Patrol", ""], ("Patrol", "Dispatch")),
        ("Patrol|Dispatch", ("Patrol", "Dispatch")),
        ("Stops, Searches, and Arrests", ("Stops, Searches, and Arrests",)),
        (7, ("7",)),
        (2.5, ("2.5",)),
        (2.0, ("2",)),
        (True, ("Yes",)),
        ([False], ("No",)),
        ({"a": 1}, ()),
        ([["a"]], ()),
        ("x" * 301, ()),
    ],
)
def test_values_are_names(given, wanted):
    assert values(given) == wanted


def test_one_value_is_the_first_and_is_not_divided():
    assert values(["Patrol", "Dispatch"], multiple=False) == ("Patrol",)
    assert values("Patrol|Dispatch", multiple=False) == ("Patrol|Dispatch",)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (2019, ("2019",)),
        ("2019", ("2019",)),
        ("2019.0", ("2019",)),
        (2019.0, ("2019",)),
        ("2019-05-01", ("2019",)),
        ("2019-05-01T10:00:00Z", ("2019",)),
        (["2019", "2021-01"], ("2019", "2021")),
        ("0", ()),
        ("May 2019", ()),
        ("20190501", ()),
        (True, ()),
        (None, ()),
    ],
)
def test_years_are_read_from_dates(given, wanted):
    assert values(given, kind="year") == wanted


def test_folders_and_formats_are_those_of_the_files():
    files = (
        Document(id="own", title="", format=RECORD_FORMAT),
        Document(id="a", title="", address="guides/state/cit.pdf", format="pdf"),
        Document(id="b", title="", address="notes/cit.md", format="markdown"),
        Document(id="c", title="", address="cit.md", format="markdown"),
    )
    table = FacetTable(
        Facet(name=name, label=name, origin=origin)
        for name, origin in (("shelf", "folder:1"), ("level", "folder:2"), ("format", "format"))
    )

    assert table.values_of(make_resource(documents=files)) == {
        "shelf": ("guides", "notes"), "level": ("state",), "format": ("pdf", "markdown"),
    }  # fmt: skip
    assert FacetTable([SOURCE]).values_of(make_resource(source="hub")) == {"source": ("hub",)}


def test_folders_of_years_are_years_and_one_value_is_the_first():
    files = tuple(
        Document(id=name, title="", address=f"{name}/a.pdf", format="pdf")
        for name in ("2019", "drafts", "2021-05")
    )
    table = FacetTable(
        [
            Facet(name="since", label="Since", origin="folder:1", kind="year"),
            Facet(name="first", label="First", origin="folder:1", multiple=False),
            Facet(name="odd", label="Odd", origin="source", kind="year"),
            Facet(name="subject", label="Subject", origin="topics", multiple=False),
        ]
    )

    assert table.values_of(make_resource(documents=files, topics=("B", "A"), source="hub")) == {
        "since": ("2019", "2021"), "first": ("2019",), "odd": (), "subject": ("B",),
    }  # fmt: skip


@steadily(60)
@given(json_values, st.sampled_from(("values", "year")), st.booleans())
def test_whatever_a_record_holds_its_values_are_names_or_years(given_value, kind, multiple):
    found = values(given_value, kind=kind, multiple=multiple)

    assert len(set(found)) == len(found) <= (1000 if multiple else 1)
    assert all(value and value == value.strip() and len(value) <= 300 for value in found)
    assert kind == "values" or all(1 <= int(value) <= 9999 and value == str(int(value)) for value in found)


def test_a_language_is_that_of_the_record_else_of_its_files():
    table = FacetTable([Facet(name="language", label="Language", origin="language")])
    page = Document(id="a", title="", address="a.html", format="html", language="es")

    assert table.values_of(make_resource(documents=(page,))) == {"language": ("es",)}
    assert table.values_of(make_resource(metadata={"language": "Spanish"}, documents=(page,)))[
        "language"
    ] == ("Spanish",)
    assert table.values_of(make_resource(text="words")) == {"language": ()}


def test_a_table_comes_back_from_the_settings_of_a_build():
    table = FacetTable([*STANDARD, Facet(name="audience", label="For “whom”", origin="for", show=0)])

    assert FacetTable.of_settings({SETTING: table.as_setting()}) == table
    assert FacetTable.of_settings({}) == STANDARD_TABLE
    assert table != STANDARD_TABLE
    assert (table.others, "audience" in table, len(table)) == (("audience",), True, 4)

"""`[[facets]]` make a table with topic, type and year; what cannot be a facet is refused, and the message says what can."""

import pytest

from indexer.codec.segment.layout import STANDARD_LAYOUT
from indexer.config import Config, FacetConfig, load_config
from indexer.config.facets import RESERVED
from indexer.errors import ConfigError
from indexer.facets import Facet

SOURCE = '[[sources]]\nname = "export"\nkind = "records"\npath = "export.jsonl"\n'


@pytest.fixture
def load(tmp_path):
    """Load facets as a part of config.toml."""

    def load(text, sources=1) -> Config:
        path = tmp_path / "config.toml"
        named = "".join(SOURCE.replace("export", f"export{number}") for number in range(sources))
        path.write_text(named + text, encoding="utf-8")
        return load_config(path)

    return load


def facet(**keys):
    lines = "".join(f"{'from' if key == 'origin' else key} = {value!r}\n" for key, value in keys.items())
    return "[[facets]]\n" + lines.replace("True", "true").replace("False", "false")


def refused(load, *facets):
    with pytest.raises(ConfigError) as error:
        load("".join(facets))
    return str(error.value)


def test_every_library_has_topic_type_and_year(load):
    table = load("").facet_table

    assert table.names == ("topic", "type", "year")
    assert [each.label for each in table] == ["Topic", "Type", "Year"]
    assert [each.order for each in table] == ["count", "count", "newest"]


def test_a_name_is_enough_for_one_more(load):
    table = load(facet(name="resource-language")).facet_table

    assert table.names == ("topic", "type", "year", "resource-language")
    assert table["resource-language"] == Facet(
        name="resource-language", label="Resource language", origin="resource-language"
    )


def test_every_key_counts(load):
    given = facet(
        name="revised", label="Revised in", origin="date", kind="year", multiple=False, order="count", show=3
    )

    assert load(given).facet_table["revised"] == Facet(
        name="revised", label="Revised in", origin="date", kind="year", multiple=False, order="count", show=3
    )
    assert load(facet(name="revised", kind="year")).facet_table["revised"].order == "newest"


def test_facets_are_in_the_order_of_the_file(load):
    given = facet(name="audience") + facet(name="year", label="Published", show=4) + facet(name="state")

    table = load(given).facet_table

    assert table.names == ("topic", "type", "audience", "year", "state")
    assert (table["year"].label, table["year"].show, table["year"].origin) == ("Published", 4, "year")


def test_several_sources_are_a_facet(load):
    assert load("", sources=2).facet_table.names[-1] == "source"
    named = load(facet(name="source", label="Collection") + facet(name="state"), sources=2).facet_table
    assert named.names[-2:] == ("source", "state")
    assert named["source"].label == "Collection"


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_a_name_that_means_something_else_is_refused(load, name):
    said = refused(load, facet(name=name))

    assert f'[[facets]]: name: "{name}" {RESERVED[name]}' in said
    assert 'use another name, such as "its-' in said


@pytest.mark.parametrize(
    "name", ["", "Audience", "year_from", "per_page", "-a", "a--b", "a b", "é", "1", "a" * 40, "{}"]
)
def test_a_name_that_cannot_be_a_parameter_is_refused(load, name):
    assert "use small letters, digits and single hyphens" in refused(load, facet(name=name))


def test_a_standard_facet_keeps_its_meaning(load):
    for changed in ({"origin": "date"}, {"kind": "values"}, {"multiple": True}):
        said = refused(load, facet(name="year", **changed))
        assert "cannot be changed, because every library has this facet" in said
        assert "label, order and show can be changed" in said
    load(facet(name="year", origin="year", kind="year", multiple=False))


def test_what_has_no_values_to_choose_from_is_refused(load):
    assert '"summary" has no values to choose from' in refused(load, facet(name="about", origin="summary"))
    assert 'write "folder:1"' in refused(load, facet(name="shelf", origin="folder:0"))


def test_two_facets_of_one_name_and_too_many_are_refused(load):
    assert 'two facets are named "state"' in refused(load, facet(name="state"), facet(name="state"))
    assert "keep at most 32" in refused(load, *(facet(name=f"f{number}") for number in range(33)))


def test_all_mistakes_are_named_at_once(load):
    said = refused(load, facet(name="page"), facet(name="state", form="x"), facet(name="a", order="best"))

    assert '"page" is a parameter' in said
    assert "form is not a setting; did you mean from?" in said
    assert 'order is "best", which is none of its values' in said


def test_no_name_clashes_with_the_arrays_of_a_segment():
    taken = {name.partition(".")[0] for name in (*STANDARD_LAYOUT.sections, *STANDARD_LAYOUT.counts)}
    usable = set()
    for name in taken - {"topic", "type", "year"}:
        try:
            usable.add(FacetConfig.model_validate({"name": name}).name)
        except ValueError:
            continue

    assert usable == set()

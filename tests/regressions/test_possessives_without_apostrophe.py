"""*womens*, *childrens* and *mens* missed "women's", "children's" and "men's", alone and in quotes.

"women's" lost its ending first and then was known as the plural of "woman"; "womens" was no word on the list. What is
typed without the apostrophe is now the same word, of every plural that does not end in s.
"""

import pytest

from searchapp.engine import SearchRequest
from tests.contract.reading import ids
from tests.engines import build_of, engine_on
from tests.making import make_resource
from tests.sampling import sampled

PLURALS = (
    "women", "men", "children", "people", "policewomen", "firemen", "gentlemen", "grandchildren", "schoolchildren",
    "servicewomen", "ombudsmen", "mice", "oxen", "geese", "teeth", "feet", "lice", "alumni", "media", "police", "staff",
)  # fmt: skip
ENDINGS = ("’s", "'s", "s", "s’", "s'")


def found(engine, text):
    results = engine.search(SearchRequest(text))
    assert results.relaxed is None, text
    return ids(results)


@pytest.mark.parametrize("plural", sampled(PLURALS, 3))
def test_all_ways_to_write_a_possessive_find_each_other(tmp_path, plural):
    printed = [f"{plural}{ending}" for ending in ENDINGS]
    engine = engine_on(
        build_of(tmp_path, [make_resource(word, title=f"{word.title()} rights") for word in printed])
    )

    for typed in printed:
        for asked in (
            typed,
            typed.upper(),
            f"{typed} rights",
            f'"{typed}"',
            f'"{typed} rights"',
            f"title:{typed}",
        ):
            assert set(found(engine, asked)) == set(printed), asked


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("womens", "a woman"), ("firemens", "the fireman’s coat"), ("grandchildrens", "one grandchild"),
        ("policemans", "policemen"), ("authoritys", "the authority’s"), ("activitys", "activities"),
        ("childs", "children"), ("mouses", "mice"),
    ],
)  # fmt: skip
def test_a_possessive_finds_the_other_endings_of_its_word(tmp_path, typed, printed):
    engine = engine_on(build_of(tmp_path, [make_resource("it", text=printed)]))

    assert found(engine, typed) == ["it"]


def test_words_that_only_end_alike_are_not_joined(tmp_path):
    engine = engine_on(
        build_of(tmp_path, [make_resource("man", text="a man of Oman"), make_resource("omen", text="omens")])
    )

    assert found(engine, "omens") == ["omen"]
    assert found(engine, "mens") == ["man"]


def test_why_it_matched_tells_how_it_is_written(tmp_path):
    engine = engine_on(build_of(tmp_path, [make_resource("it", title="Women’s health")]))

    (typed_otherwise,) = engine.search(SearchRequest("womens")).hits
    (typed_so,) = engine.search(SearchRequest("women’s")).hits

    assert typed_otherwise.title_html == "<mark>Women’s</mark> health"
    assert typed_otherwise.why == "“womens” in the title; “womens” as “women’s”"
    assert typed_so.why == "“women's” in the title"

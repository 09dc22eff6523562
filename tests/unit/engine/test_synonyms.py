"""Other words for the same thing find each other, for less than what was typed, and only where they are meant."""

import pytest

from indexer.synonyms.file import SynonymFile
from indexer.synonyms.lines import parse_line
from searchapp.engine import SearchRequest
from tests.making import make_passage, make_resource
from tests.twin.engine import TwinEngine

FILE = (
    "UOF, use of force",
    "CIT, crisis intervention team",
    "CIT, critical incident technique",
    "taser => conducted energy weapon",
    "IT, information technology",
    "LEAD, law enforcement assisted diversion",
    "force",  # no line: it is left out below
    "co-responder, responder pair",
)


def file_of(*lines):
    parsed = (
        parse_line(line, number) for number, line in enumerate(lines, start=1) if "," in line or "=>" in line
    )
    return SynonymFile(tuple(filter(None, parsed)), version=repr(lines))


@pytest.fixture(params=["the engine", "its slow twin"])
def library(request, engine_for):
    """Make an engine with synonyms on resources with these texts: by id, or their titles alone."""

    def make(*lines, **texts):
        resources = [
            make_resource(name, title=text) if isinstance(text, str) else make_resource(name, **text)
            for name, text in texts.items()
        ]
        file = file_of(*(lines or FILE))
        if request.param == "the engine":
            return engine_for(*resources).with_synonyms(file)
        return TwinEngine(resources, synonyms=file)

    return make


def found(engine, text, **asked):
    return [hit.id for hit in engine.search(SearchRequest(text, **asked)).hits]


def test_an_acronym_finds_its_long_form_as_a_phrase_and_not_its_loose_words(library):
    engine = library(long="Use of force", loose="Force of use", short="UOF")

    assert found(engine, "UOF") == ["short", "long"]
    assert found(engine, "uof") == ["short", "long"]
    assert found(engine, "U.O.F.") == ["short", "long"]


def test_a_long_form_finds_its_acronym_and_its_loose_words_do_not(library):
    engine = library(long="Use of force", short="UOF")

    assert found(engine, "use of force") == ["long", "short"]
    assert found(engine, "uses of force") == ["long", "short"]
    assert found(engine, "use-of-force") == ["long", "short"]
    assert "short" not in found(engine, "force of use")
    assert "short" not in found(engine, "use force")


def test_what_was_typed_ranks_above_its_synonym_wherever_it_stands(library):
    text = "A text with the words {} in it."
    engine = library(
        typed={"title": "One", "text": text.format("UOF")},
        synonym={"title": "One", "text": text.format("use of force")},
    )

    assert found(engine, "UOF") == ["typed", "synonym"]
    assert found(engine, "use of force") == ["synonym", "typed"]


def test_a_resource_with_both_ranks_above_one_with_either(library):
    engine = library(
        both={"title": "One", "text": "The UOF and the use of force. A word or two more."},
        typed={"title": "One", "text": "The UOF and the use by force. A word or two more."},
    )

    assert found(engine, "UOF") == ["both", "typed"]


def test_synonyms_count_in_most_of_the_words(library):
    engine = library(a="Use of force policy review", b="Policy review", c="Review of UOF policy")

    assert found(engine, "UOF policy review") == ["c", "a", "b"]
    # Both words of the long form are met by the short one.
    assert found(engine, "use of force policy") == ["a", "c"]


def test_an_arrow_leads_one_way(library):
    engine = library(a="Taser", b="Conducted energy weapon")

    assert found(engine, "taser") == ["a", "b"]
    assert found(engine, "conducted energy weapon") == ["b"]


def test_the_longest_entry_is_the_one_that_counts(library):
    engine = library("force, might", "use of force, UOF", a="Might", b="UOF", c="force")

    assert "a" not in found(engine, "use of force")
    assert found(engine, "force")[0] == "c"
    assert "a" in found(engine, "force")


@pytest.mark.parametrize(
    "typed", ['"UOF"', "title:UOF", "UOF*", "UOF OR nothing", '"use of force"', "-UOF report"]
)
def test_operators_are_taken_at_their_word(library, typed):
    engine = library(a="A report on the use by UOF", b="A report on use of force")
    results = engine.search(SearchRequest(typed))

    assert results.synonyms == ()
    assert len(results.hits) == 1


def test_an_acronym_that_is_another_word_is_meant_only_in_capitals(library):
    engine = library(a="Information technology", b="Whether it works", c="IT staff", d="This lead", e="A lead", f="LEAD", g="Law enforcement assisted diversion")  # fmt: skip

    assert "a" in found(engine, "IT")
    assert "a" not in found(engine, "it")
    assert "a" not in found(engine, "does it work")
    assert "b" not in found(engine, "information technology")
    assert found(engine, "information technology") == ["a", "c"]
    # Most resources that have the word do not print it in capitals.
    assert "g" not in found(engine, "lead")
    assert "g" in found(engine, "LEAD")
    assert found(engine, "law enforcement assisted diversion") == ["g", "f"]
    # What is all in capitals was not put into capitals on purpose.
    assert "g" not in found(engine, "LEAD THE WAY")


def test_an_acronym_with_several_meanings_names_them(library):
    engine = library(a="Crisis intervention teams", b="Critical incident technique", c="CIT")

    (used,) = engine.search(SearchRequest("CIT")).synonyms
    assert used.typed == "CIT"
    assert used.also == used.meanings == ("crisis intervention team", "critical incident technique")
    assert sorted(found(engine, "cit")) == ["a", "b", "c"]

    (used,) = engine.search(SearchRequest("crisis intervention team")).synonyms
    assert (used.also, used.meanings) == (("CIT",), ())


def test_a_meaning_that_the_library_lacks_is_not_named(library):
    engine = library(a="Crisis intervention teams", c="CIT")

    (used,) = engine.search(SearchRequest("CIT")).synonyms
    assert (used.also, used.meanings) == (("crisis intervention team",), ())


def test_the_why_line_names_what_was_found_in_place_of_what_was_typed(library):
    engine = library(
        a={"title": "Use of force", "passages": (make_passage("Of the use of force.", page=3),)},
        b={"title": "UOF", "text": "On the use of force."},
    )
    by_id = {hit.id: hit for hit in engine.search(SearchRequest("UOF")).hits}

    assert by_id["a"].why == (
        "“use of force” for “UOF” in the title; “use of force” for “UOF” in the text, best on page 3"
    )
    assert by_id["a"].title_html == "<mark>Use of force</mark>"
    assert by_id["a"].snippet_html == "Of the <mark>use of force</mark>."
    assert by_id["b"].why == "“UOF” in the title; “use of force” for “UOF” in the text"

    (hit, *_) = engine.search(SearchRequest("use of force policy", per_page=1, sort="oldest")).hits
    assert "without “policy”" in (hit.why or "")


def test_the_words_of_a_long_form_are_named_together(library):
    engine = library(a="UOF policy")

    (hit,) = engine.search(SearchRequest("use of force policy")).hits

    assert hit.why == "“UOF” for “use of force” and “policy” in the title"
    assert hit.title_html == "<mark>UOF</mark> <mark>policy</mark>"


def test_switched_off_only_what_was_typed_is_found_and_what_there_would_be_is_told(library):
    engine = library(a="Use of force", b="UOF")

    results = engine.search(SearchRequest("UOF", expand=False))

    assert [hit.id for hit in results.hits] == ["b"]
    assert [used.also for used in results.synonyms] == [("use of force",)]
    assert not engine.resource("a", "UOF", expand=False).hit.passages


def test_passages_under_a_heading_with_a_synonym_are_found(library):
    engine = library(
        a={"title": "Guide", "passages": (make_passage("Nothing of it here."), make_passage("Nor here.", "Use of force"))}
    )  # fmt: skip

    (hit,) = engine.search(SearchRequest("UOF")).hits

    assert [passage.place.heading for passage in hit.passages] == [("Use of force",)]
    assert hit.why == "“use of force” for “UOF” in a heading"


def test_explain_counts_synonyms_apart(library):
    engine = library(a={"title": "Use of force", "text": "UOF and use of force."})

    (part,) = engine.explain("a", "UOF").concepts

    assert (part.counts, part.synonyms) == ({"text": 1}, {"title": 1, "text": 1})


def test_more_synonyms_than_one_search_may_have_are_cut_and_said(library):
    lines = [
        f"word{line}, " + ", ".join(f"other{line}x{number}" for number in range(14)) for line in range(4)
    ]
    titles = {f"r{line}": lines[line].replace(",", "") for line in range(4)}
    engine = library(*lines, **titles)

    results = engine.search(SearchRequest("word0 word1 word2 word3"))

    assert sum(len(used.also) for used in results.synonyms) == 32
    assert "Only the first 32 other words" in (results.relaxed or "")


def test_in_a_library_of_several_languages_each_finds_those_of_the_other(library):
    engine = library(
        "UOF, use of force, uso de la fuerza",
        english="Use of force",
        spanish={"title": "Usos de la fuerza", "language": "es"},
    )

    assert sorted(found(engine, "UOF")) == ["english", "spanish"]
    assert found(engine, "uso de la fuerza") == ["spanish", "english"]
    assert found(engine, "use of force") == ["english", "spanish"]

"""What any engine must do about hits, passages and resources."""

import re
from html import unescape

from indexer.resource import Document, Topic
from searchapp.engine import SearchRequest
from tests.contract.reading import FORCE, STOPS
from tests.making import make_passage, make_resource

LONG = (
    "A mobile crisis team pairs an officer with a clinician, and both ride in an unmarked car. They stay as long as "
    "a person needs them, and see to it that somebody calls there again the next day."
)


def both_formats(text, *more):
    """Return a text as a web page and, cut at other places, as a PDF; the web page has *more* of its own."""
    passages = (
        make_passage(text, "Staffing"),
        *(make_passage(each, f"Part {number}") for number, each in enumerate(more, 1)),
    )
    pages = (make_passage(f"Contents of a page before it. {text}", page=12),)
    return (
        Document(id="web", title="Web page", format="html", passages=passages),
        Document(id="pdf", title="PDF", format="pdf", passages=pages),
    )


class HitsContract:
    def test_a_hit_shows_up_to_three_passages_with_their_places(self, engine_for):
        passages = tuple(make_passage(f"Crisis team number {n}.", f"Part {n}", page=n + 1) for n in range(6))
        engine = engine_for(make_resource("a", passages=passages))

        shown = engine.search(SearchRequest("crisis team")).hits[0].passages

        assert len(shown) == 3
        assert [passage.place.page for passage in shown] == [1, 2, 3]
        assert all(
            re.fullmatch(r"<mark>Crisis</mark> <mark>team</mark> number \d\.", each.html) for each in shown
        )

    def test_a_passage_under_a_matching_heading_comes_first(self, engine_for):
        passages = (make_passage("The team rides.", "Training"), make_passage("The team rides.", "Staffing"))
        engine = engine_for(make_resource("a", passages=passages))

        shown = engine.search(SearchRequest("team staffing")).hits[0].passages

        assert [passage.place.heading for passage in shown] == [("Staffing",), ("Training",)]

    def test_what_matches_by_its_heading_alone_is_marked_there(self, engine_for):
        passages = (
            make_passage("Four roles <recur>.", "Team & van", "Staffing"),
            make_passage("Staffing is hard.", "Staffing"),
        )
        engine = engine_for(make_resource("a", passages=passages))

        found = engine.search(SearchRequest("staffing team")).hits[0].passages
        listed = engine.resource("a", "staffing team").matching.shown

        expected = [("<mark>Team</mark> &amp; van", "<mark>Staffing</mark>"), ()]
        assert [passage.heading_html for passage in found] == expected
        assert [passage.heading_html for passage in listed] == expected

    def test_much_weaker_passages_are_not_shown(self, engine_for):
        passages = (make_passage("Mobile crisis staffing.", "One"), make_passage("A team.", "Two"))
        others = [make_resource(f"r{n}", text="a team") for n in range(8)]
        engine = engine_for(make_resource("a", passages=passages), *others)

        shown = engine.search(SearchRequest("mobile crisis team staffing")).hits[0].passages

        assert [passage.place.heading for passage in shown] == [("One",)]

    def test_a_text_of_several_documents_is_shown_once_with_its_other_places(self, engine_for):
        web_page, copy = both_formats(LONG, "Something else of the same crisis team.")
        engine = engine_for(make_resource("a", documents=(web_page, copy)))

        shown = engine.search(SearchRequest("crisis team")).hits[0].passages

        by_heading = {passage.place.heading: passage for passage in shown}
        assert by_heading.keys() == {("Staffing",), ("Part 1",)}
        (other,) = by_heading["Staffing",].also_in
        assert (other.id, other.passage.document.id, other.passage.place.page) == ("a", "pdf", 12)
        assert by_heading["Part 1",].also_in == ()

    def test_a_document_that_repeats_a_text_below_another_heading_shows_it_twice(self, engine_for):
        passages = (make_passage(LONG, "Staffing"), make_passage(LONG, "Training"))
        engine = engine_for(make_resource("a", passages=passages))

        shown = engine.search(SearchRequest("crisis team")).hits[0].passages

        assert [passage.place.heading for passage in shown] == [("Staffing",), ("Training",)]
        assert [(passage.also_in, passage.repeats) for passage in shown] == [((), None)] * 2

    def test_a_result_says_which_of_its_passages_are_shown_further_up(self, engine_for):
        web_page, copy = both_formats(LONG)
        engine = engine_for(
            make_resource("a", title="Crisis teams", documents=(web_page,)),
            make_resource("b", title="A copy", documents=(copy,)),
        )

        found = engine.search(SearchRequest("crisis team"))

        assert found.total == 2
        first, second = (hit.passages[0] for hit in found.hits)
        assert [(other.id, other.title) for other in first.also_in] == [("b", "A copy")]
        assert (second.repeats.id, second.repeats.passage.place.heading) == ("a", ("Staffing",))
        assert (first.repeats, second.also_in) == (None, ())
        (alone,) = engine.search(SearchRequest("crisis team", page=2, per_page=1)).hits
        assert alone.passages[0].repeats is None  # on its own page nothing is above it

    def test_snippets_escape_markup_and_mark_words(self, engine_for):
        engine = engine_for(
            make_resource("a", title="<b>Stops</b> & more", text="<script>alert(1)</script> & stops")
        )

        hit = engine.search(SearchRequest("stops script")).hits[0]

        assert hit.title_html == "&lt;b&gt;<mark>Stops</mark>&lt;/b&gt; &amp; more"
        assert "<script" not in hit.snippet_html + hit.passages[0].html
        assert unescape(re.sub("</?mark>", "", hit.passages[0].html)) == "<script>alert(1)</script> & stops"

    def test_a_missing_title_is_the_first_words_of_the_text_else_the_id(self, engine_for):
        engine = engine_for(make_resource("a", text="Only some words"), make_resource("b"))

        titles = {hit.id: hit.title for hit in engine.search(SearchRequest()).hits}

        assert titles == {"a": "Only some words", "b": "b"}

    def test_a_resource_is_shown_whole_with_its_matching_passages(self, engine_for):
        passages = (
            make_passage("First.", "One", anchor="one"),
            make_passage("Second crisis.", "Two", anchor="two"),
        )
        engine = engine_for(
            make_resource(
                "a", title="A", passages=passages, metadata={"isbn": "1"}, listed_at="https://example.org/"
            )
        )

        view = engine.resource("a", "crisis")

        assert [passage.html for passage in view.hit.passages] == ["Second <mark>crisis</mark>."]
        assert [passage.html for passage in engine.text("a").passages] == ["First.", "Second crisis."]
        marked = [passage.html for passage in engine.text("a", 1, "crisis").passages]
        assert marked == ["First.", "Second <mark>crisis</mark>."]
        assert view.metadata == {"isbn": "1"}
        assert view.listed_at == "https://example.org/"
        assert engine.resource("nowhere") is None

    def test_related_resources_share_a_topic_and_words_of_the_title(self, engine_for):
        engine = engine_for(
            make_resource("a", title="Crisis response teams", topics=(FORCE,)),
            make_resource("b", title="Teams in a crisis", topics=(FORCE,)),
            make_resource("c", title="Crisis teams", topics=(STOPS,)),
            make_resource("d", title="Radio", topics=(FORCE,)),
        )

        assert [hit.id for hit in engine.resource("a").related] == ["b"]

    def test_topics_have_slugs_of_their_own_and_what_the_library_says_of_them(self, engine_for):
        said = Topic(
            name=STOPS, slug="stops-searches-and-arrests", intro="About stops.", disclaimer="Not ours."
        )
        engine = engine_for(make_resource("a", topics=(STOPS, "A/B", "A B")), topics=(said,))

        topics = {topic.name: topic for topic in engine.topics()}

        assert topics[STOPS].intro == "About stops."
        assert topics[STOPS].count == 1
        assert {topics["A B"].slug, topics["A/B"].slug} == {"a-b", "a-b-2"}

    def test_what_was_renamed_is_found_by_the_ids_it_had(self, engine_for):
        moved = Document(
            id="d2",
            title="Vans",
            source="guides",
            address="new/vans.md",
            passages=(make_passage("Vans are driven."),),
            former_ids=("d1", "d0"),
        )
        other = Document(id="d0", title="Other", source="guides", address="other.md")
        engine = engine_for(
            make_resource("new", documents=(moved,), former_ids=("old", "b")),
            make_resource("b", documents=(other,)),
        )

        assert [engine.resource(key).hit.id for key in ("new", "old", "b")] == ["new", "new", "b"]
        assert [engine.text(key).hit.id for key in ("new", "old", "b")] == ["new", "new", "b"]
        assert [engine.file(key).id for key in ("d2", "d1", "d0")] == ["d2", "d2", "d0"]
        assert engine.resource("d1") is None
        assert engine.file("old") is None

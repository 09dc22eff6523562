"""What any engine must do about passages that somebody chose to quote."""

from indexer.resource import Document, Place
from searchapp.engine import SearchRequest
from searchapp.engine.quotation import Quotation, fingerprint
from tests.making import make_passage, make_resource
from tests.not_none import not_none

TEXTS = ("Two officers ride along.", "Dispatch sends a team at night.", "Each year the board reports.")


def guide(*texts: str):
    passages = tuple(make_passage(text, page=page) for page, text in enumerate(texts, start=1))
    return make_resource(
        "guide",
        title="Guide",
        documents=(Document(id="file", title="File", format="pdf", passages=passages),),
    )


def chosen(ordinal: int, text: str) -> Quotation:
    return Quotation(ordinal, fingerprint(text))


class QuotingContract:
    def test_chosen_passages_come_whole_and_unmarked_in_the_order_asked(self, engine_for):
        view = not_none(engine_for(guide(*TEXTS)).quoted("guide", [chosen(2, TEXTS[2]), chosen(0, TEXTS[0])]))

        assert view.hit.id == "guide"
        assert [(not_none(each).ordinal, not_none(each).text) for each in view.passages] == [
            (2, TEXTS[2]),
            (0, TEXTS[0]),
        ]
        assert [not_none(each).html for each in view.passages] == [TEXTS[2], TEXTS[0]]
        assert not_none(view.passages[0]).place == Place(page=3)

    def test_a_passage_that_moved_is_found_where_it_is_now(self, engine_for):
        engine = engine_for(guide("A preface.", "Another page before.", *TEXTS))

        view = not_none(engine.quoted("guide", [chosen(1, TEXTS[1]), chosen(4_000_000, TEXTS[0])]))

        assert [not_none(each).ordinal for each in view.passages] == [3, 2]

    def test_a_passage_whose_text_changed_is_not_replaced_by_another(self, engine_for):
        view = not_none(engine_for(guide(*TEXTS)).quoted("guide", [chosen(1, "Dispatch sends two teams.")]))

        assert view.passages == (None,)

    def test_of_two_passages_with_the_same_text_the_chosen_one_comes(self, engine_for):
        engine = engine_for(guide(TEXTS[0], TEXTS[1], TEXTS[0]))

        view = not_none(engine.quoted("guide", [chosen(2, TEXTS[0]), chosen(0, TEXTS[0])]))

        assert [not_none(each).ordinal for each in view.passages] == [2, 0]

    def test_what_a_search_shows_can_be_quoted(self, engine_for):
        engine = engine_for(guide(*TEXTS))
        shown = engine.search(SearchRequest("team at night")).hits[0].passages[0]

        view = not_none(engine.quoted("guide", [chosen(shown.ordinal, shown.text)]))

        assert not_none(view.passages[0]).ordinal == shown.ordinal

    def test_a_resource_without_text_has_nothing_to_quote(self, engine_for):
        view = not_none(engine_for(make_resource("card", title="Card")).quoted("card", [chosen(0, "Words.")]))

        assert view.passages == (None,)

    def test_there_is_none_in_a_resource_that_is_not_there(self, engine_for):
        assert engine_for(guide(*TEXTS)).quoted("other", [chosen(0, TEXTS[0])]) is None

"""What any engine must do where a title or a heading is what was asked for, and about pages that lead to others."""

import pytest

from indexer.resource import Document
from searchapp.engine import SearchRequest
from tests.contract.reading import ids
from tests.making import make_passage, make_resource

ELSEWHERE = "Storage and quotas are in many texts. A quota of storage, storage of quotas, quotas for storage."


class NamingContract:
    @pytest.mark.parametrize("text", ["storage quotas", "Storage quotas", "what are storage quotas"])
    def test_a_section_of_the_name_that_was_asked_for_comes_before_the_words_often(self, engine_for, text):
        engine = engine_for(
            make_resource("a", passages=(make_passage(ELSEWHERE, "Limits of storage"),)),
            make_resource("b", passages=(make_passage("How much fits.", "4.2 Storage quotas"),)),
            make_resource("c", text="nothing of it"),
        )

        assert ids(engine.search(SearchRequest(text)))[0] == "b"

    def test_a_title_that_is_what_was_asked_for_comes_before_one_that_only_contains_it(self, engine_for):
        engine = engine_for(
            make_resource("a", title="Commit hooks of the write-ahead log", text="write ahead log " * 4),
            make_resource("b", title="Write-Ahead Logging", text="How writers append to a log first."),
            make_resource("c", text="nothing of it"),
        )

        assert ids(engine.search(SearchRequest("write-ahead logging")))[0] == "b"

    def test_numbers_and_common_words_of_a_heading_do_not_count_against_it(self, engine_for):
        engine = engine_for(
            make_resource("a", passages=(make_passage("Some text.", "Recursive globbing patterns"),)),
            make_resource("b", passages=(make_passage("Some text.", "14.8.6 On Recursive Globbing"),)),
            make_resource("c", text="nothing of it"),
        )

        assert ids(engine.search(SearchRequest("recursive globbing")))[0] == "b"

    def test_a_line_that_has_less_than_half_of_the_query_is_not_what_was_asked_for(self, engine_for):
        engine = engine_for(
            make_resource("a", title="Quota", text="quota"),
            *(make_resource(f"r{number}", text="quota zebra lion okapi") for number in range(3)),
        )

        assert engine.explain("a", "zebra lion okapi quota").named == 0
        assert engine.explain("a", "quota").named > 0

    def test_the_passage_right_below_the_heading_that_was_asked_for_is_shown_first(self, engine_for):
        passages = (
            make_passage("Lock files and files that lock: a lock on a file.", "Locks", "Other files"),
            make_passage("They are made by one process.", "Locks", "Lock files"),
        )
        engine = engine_for(make_resource("a", passages=passages), make_resource("b", text="else"))

        assert engine.search(SearchRequest("lock files")).hits[0].passages[0].ordinal == 1

    def test_a_page_that_only_leads_to_others_comes_after_what_it_lists_and_is_still_found(self, engine_for):
        listed = make_passage("Storage quotas · Lock files · Storage quotas", "Contents")
        contents = Document(id="d", title="Contents", format="html", navigation=True, passages=(listed,))
        engine = engine_for(
            make_resource("a", title="Contents", documents=(contents,)),
            make_resource("b", text="Of storage there are quotas."),
            make_resource("c", text="nothing of it"),
        )

        assert ids(engine.search(SearchRequest("storage quotas"))) == ["b", "a"]
        assert engine.explain("a", "storage quotas").navigation < 0
        assert engine.explain("b", "storage quotas").navigation == 0

    def test_a_page_that_leads_to_others_is_the_answer_where_there_is_no_other(self, engine_for):
        contents = Document(id="d", title="Options Index", format="html", navigation=True)
        engine = engine_for(
            make_resource("a", title="Options Index", documents=(contents,)), make_resource("b", text="else")
        )

        assert ids(engine.search(SearchRequest("options index"))) == ["a"]

    def test_other_documents_make_it_more_than_a_page_that_leads_to_others(self, engine_for):
        contents = Document(id="d", title="Contents", format="html", navigation=True)
        engine = engine_for(
            make_resource("a", title="Quotas", text="Of quotas.", documents=(contents,)),
            make_resource("b", text="else"),
        )

        assert engine.explain("a", "quotas").navigation == 0

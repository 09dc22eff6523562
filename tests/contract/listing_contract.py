"""What any engine must do about lists of many results."""

import pytest

from indexer.resource import Document
from searchapp.engine import SearchRequest
from tests.making import make_passage, make_resource
from tests.twin.listing import listed

FILES = tuple(
    Document(id=f"file-{number}", title=f"File {number}", format="pdf", passages=(make_passage("Crisis."),))
    for number in range(3)
)


class ListingContract:
    @pytest.fixture
    def many(self, engine_for):
        return engine_for(
            *(
                make_resource(f"r{n:02}", text=f"A crisis team. {'Crisis. ' * (n % 7)}", year=2000 + n % 5, topics=("Even",) * (n % 2 == 0))
                for n in range(40)
            ),
            make_resource("other", text="Nothing of it.", documents=FILES[:1]),
        )  # fmt: skip

    @pytest.mark.parametrize(
        "request_",
        [
            SearchRequest("crisis team", per_page=1000),
            SearchRequest("crisis team", per_page=7, page=3),
            SearchRequest("crisis team", topics=("Even",), sort="oldest", per_page=1000),
            SearchRequest("crisis", year_from=2003, sort="title", per_page=15),
            SearchRequest(per_page=1000),
            SearchRequest("crissis", per_page=1000),  # misspelt
            SearchRequest("crissis", per_page=1000, exact=True),
            SearchRequest("crisis", page=1000),
        ],
    )
    def test_a_listing_is_what_a_search_finds_in_the_same_order(self, many, request_):
        listing, found = many.listing(request_), many.search(request_)

        assert (listing.total, listing.searched_for) == (found.total, found.searched_for)
        assert list(listing.resources) == list(map(listed, found.hits))
        assert listing.build == found.build

    def test_a_resource_is_listed_with_its_facts_and_its_first_document(self, engine_for):
        engine = engine_for(
            make_resource("a", title="Teams", url="https://example.gov/a", summary="Short.", year=2021, types=("Report",), topics=("Crisis",), documents=FILES),
        )  # fmt: skip

        (found,) = engine.listing(SearchRequest("crisis")).resources

        assert (found.id, found.title, found.url) == ("a", "Teams", "https://example.gov/a")
        assert (found.summary, found.year, found.types, found.topics) == (
            "Short.",
            2021,
            ("Report",),
            ("Crisis",),
        )
        assert found.language == "en"
        assert [document.id for document in found.documents] == ["file-0"]

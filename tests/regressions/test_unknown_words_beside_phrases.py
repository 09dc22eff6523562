"""A word that no resource has ruled out everything beside a phrase, a prefix or `title:`, though unknown words do not count."""

import pytest

from searchapp.engine import SearchRequest
from tests.making import make_resource


@pytest.mark.parametrize("required", ['"crisis team"', "cris*", "title:crisis", "crisis OR xylophone"])
@pytest.mark.parametrize("unknown", ["zeppelin", "zeppelin quagga"])
def test_what_is_required_decides(engine_for, required, unknown):
    engine = engine_for(
        make_resource("one", title="A crisis team", text="Who comes when."),
        make_resource("two", title="Budget", text="Money."),
    )

    results = engine.search(SearchRequest(f"{required} {unknown}", exact=True))

    assert [hit.id for hit in results.hits] == ["one"]
    assert "zeppelin" in (results.relaxed or "")

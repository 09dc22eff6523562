"""A resource and passages of it that somebody chose in; the same passages as it is now, out: all of them are looked through."""

from collections.abc import Sequence

from indexer.resource import Resource
from searchapp.engine.quotation import Quotation, fingerprint
from searchapp.engine.results import QuotedView
from tests.twin.index import passages_of
from tests.twin.presenting import Presenter


def quoted(resource: Resource, quotations: Sequence[Quotation]) -> QuotedView:
    """Return the passages that *quotations* choose."""
    presenter = Presenter()
    prints = [fingerprint(passage.text) for _, passage in passages_of(resource)]
    found = []
    for ordinal, wanted in quotations:
        same = [at for at, its in enumerate(prints) if its == wanted]
        nearest = min(same, key=lambda at: (abs(at - ordinal), at), default=None)
        found.append(None if nearest is None else next(presenter.whole(resource, (nearest,))))
    return QuotedView(hit=presenter.hit(resource), passages=tuple(found))

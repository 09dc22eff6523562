"""A resource and passages of it that somebody chose in some build in; the same passages in this build, whole, out."""

from collections.abc import Iterator, Sequence
from typing import Final

from searchapp.engine.arrays.index.resource_reader import ResourceReader
from searchapp.engine.arrays.index.snapshot import IndexSnapshot
from searchapp.engine.presenting.presenter import Presenter
from searchapp.engine.quotation import Quotation, fingerprint
from searchapp.engine.results import HitPassage, QuotedView

# Passages read to find the ones that moved, of one resource: what is inserted before a passage moves it, seldom this far.
_READ: Final = 1000


def quoted_view(snapshot: IndexSnapshot, number: int, quotations: Sequence[Quotation]) -> QuotedView:
    """Return resource *number* and its passages that *quotations* choose; see SearchEngine.quoted."""
    site = snapshot.index.languages[0]
    resource, presenter = ResourceReader(snapshot.index, number), Presenter(site=site)
    known: dict[int, str] = {}  # fingerprints by ordinal, each computed once

    def found(quotation: Quotation) -> HitPassage | None:
        for ordinal in _nearest(quotation.ordinal, resource.passage_count):
            if ordinal not in known:
                if len(known) >= _READ:
                    return None
                known[ordinal] = fingerprint(resource.passage(ordinal).text)
            if known[ordinal] == quotation.fingerprint:
                return presenter.whole(resource, (ordinal,))[0]
        return None

    return QuotedView(hit=presenter.hit(resource), passages=tuple(map(found, quotations)))


def _nearest(ordinal: int, count: int) -> Iterator[int]:
    """Yield all ordinals below *count*, those nearest to *ordinal* first, of two as near the earlier one."""
    below, above = min(ordinal, count) - 1, ordinal
    while below >= 0 or above < count:
        if above < count:
            yield above
        if below >= 0:
            yield below
        above, below = above + 1, below - 1

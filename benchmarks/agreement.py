"""Peers and questions in; nothing out if they find the same, else an error that names the first difference."""

from collections.abc import Iterable, Sequence

from benchmarks.peers.answer import FACETS, Answer, Peer
from benchmarks.questions import Question

SAMPLE = 60  # questions: the first ones, which are drawn by chance


class DisagreementError(Exception):
    """Two engines found different resources: their times cannot be compared."""


def check(peers: Sequence[Peer], asked: Iterable[Question], sample: int = SAMPLE) -> int:
    """Raise DisagreementError unless totals and all facet counts are the same; return how many were checked."""
    checked = 0
    for question in list(asked)[:sample]:
        answers = [(peer.name, peer.answer(peer.asker(question)())) for peer in peers]
        first, expected = answers[0]
        for name, given in answers[1:]:
            difference = _difference(expected, given)
            if difference:
                raise DisagreementError(f"{question}: {first} and {name} differ in {difference}")
        checked += 1
    return checked


def _difference(left: Answer, right: Answer) -> str:
    if left.total != right.total:
        return f"the total: {left.total} and {right.total}"
    for facet in FACETS:
        one, other = dict(left.facets[facet]), dict(right.facets[facet])
        if one != other:
            unlike = sorted(key for key in {*one, *other} if one.get(key) != other.get(key))[:3]
            return f"{facet}: " + ", ".join(
                f"{key!r} {one.get(key, 0)} and {other.get(key, 0)}" for key in unlike
            )
    return ""

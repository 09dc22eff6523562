"""The new build's resources against the live one's in, the reasons not to publish it out; pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The library against the live build."""

    live: Mapping[str, int]  # source -> its resources in the live build
    new: Mapping[str, int]  # source -> its resources in the library
    lost: Mapping[str, int]  # source -> its resources of the live build that the library lacks
    configured: frozenset[str]  # sources that config.toml names


def change_of(
    live: Mapping[str, tuple[str, str]], new: Mapping[str, tuple[str, str]], *, configured: frozenset[str]
) -> Change:
    """Compare {id: (source, hash)} of the live build with that of the library."""
    return Change(
        live=Counter(source for source, _ in live.values()),
        new=Counter(source for source, _ in new.values()),
        lost=Counter(source for key, (source, _) in live.items() if key not in new),
        configured=configured,
    )


def reasons_to_hold(change: Change, *, max_lost: float, held: str | None = None) -> list[str]:
    """Return why the new build must not go live by itself, a sentence each; none: it may.

    *held* is why this very content was held before. A library without a live build is never held.
    """
    most = max_lost + 1e-9  # 29 of 100 is not more than 0.29, whatever floats say
    reasons: list[str] = []
    for source in sorted(change.lost):
        had, has, lost = change.live[source], change.new.get(source, 0), change.lost[source]
        gone = "" if source in change.configured else " (it is no longer in config.toml)"
        if source in change.configured and has * 2 < had:
            reasons.append(
                f"source {source!r} returned {has:,} resources where it had {had:,}, less than half: "
                "what it lacks may be missing by mistake"
            )
        elif lost > most * had:
            reasons.append(
                f"source {source!r} lost {_share(lost, had)}, more than max_lost = {max_lost:g}{gone}"
            )
    had, lost = sum(change.live.values()), sum(change.lost.values())
    if len(change.live) > 1 and lost > most * had:
        reasons.append(f"all sources together lost {_share(lost, had)}, more than max_lost = {max_lost:g}")
    if held is not None and not reasons:
        reasons.append(f"this content is held: {held}")
    return reasons


def _share(lost: int, had: int) -> str:
    percent = 100 * lost / had
    return (
        f"{lost:,} of {had:,} resources ({percent:.0f} %)"
        if percent >= 1
        else f"{lost:,} of {had:,} resources"
    )

"""The new build against the live one in, the reasons not to publish it out; pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

# Less text than this may be lost whatever its share: of a small library it is a day's editing.
FEW_PASSAGES: Final = 100

_SLACK: Final = 1e-9  # 29 of 100 is not more than 0.29, whatever floats say


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """`[publish]`: how much worse a build may be than the live one and still go live by itself."""

    max_lost: float  # share of resources
    max_text_lost: float  # share of passages
    max_failed: int | None  # failures; None: any number
    max_worse: float  # of the mean nDCG@10 of judged queries


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The new build against the live one."""

    live: Mapping[str, int]  # source -> its resources in the live build
    new: Mapping[str, int]  # source -> its resources in the library
    lost: Mapping[str, int]  # source -> its resources of the live build that the library lacks
    configured: frozenset[str]  # sources that config.toml names
    passages: int = 0  # in the live build
    passages_lost: int = 0  # by documents that hold less than they did
    failed: int = 0
    judged: tuple[float, float] | None = None  # mean nDCG@10 before and after; None: nothing is judged


def counts_of(
    live: Mapping[str, tuple[str, str]], new: Mapping[str, tuple[str, str]]
) -> dict[str, Mapping[str, int]]:
    """Compare {id: (source, hash)} of the live build with that of the library: `live`, `new` and `lost` of a Change."""
    return {
        "live": Counter(source for source, _ in live.values()),
        "new": Counter(source for source, _ in new.values()),
        "lost": Counter(source for key, (source, _) in live.items() if key not in new),
    }


def reasons_to_hold(change: Change, limits: Limits, *, held: str | None = None) -> list[str]:
    """Return why the new build must not go live by itself, a sentence each; none: it may.

    *held* is why this very content was held before. A library without a live build is never held.
    """
    reasons = [*_lost(change, limits.max_lost), *_quality(change, limits)]
    if held is not None and not reasons:
        reasons.append(f"this content is held: {held}")
    return reasons


def _lost(change: Change, max_lost: float) -> list[str]:
    most = max_lost + _SLACK
    reasons: list[str] = []
    for source in sorted(change.lost):
        had, has, lost = change.live[source], change.new.get(source, 0), change.lost[source]
        gone = "" if source in change.configured else " (it is no longer in config.toml)"
        if source in change.configured and has * 2 < had:
            reasons.append(
                f"source {source!r} returned {has:,} resources, less than half of the {had:,} that it had: "
                "some may be missing by mistake"
            )
        elif lost > most * had:
            reasons.append(
                f"source {source!r} lost {_share(lost, had)}, more than max_lost = {max_lost:g}{gone}"
            )
    had, lost = sum(change.live.values()), sum(change.lost.values())
    if len(change.live) > 1 and lost > most * had:
        reasons.append(f"all sources together lost {_share(lost, had)}, more than max_lost = {max_lost:g}")
    return reasons


def _quality(change: Change, limits: Limits) -> list[str]:
    reasons: list[str] = []
    lost = change.passages_lost
    if lost > FEW_PASSAGES and lost > (limits.max_text_lost + _SLACK) * change.passages:
        share = _share(lost, change.passages, "passages")
        reasons.append(
            f"remaining documents lost {share} of text, more than max_text_lost = {limits.max_text_lost:g}"
        )
    if limits.max_failed is not None and change.failed > limits.max_failed:
        failures = "1 failure" if change.failed == 1 else f"{change.failed:,} failures"
        reasons.append(f"the run had {failures}, more than max_failed = {limits.max_failed}")
    if change.judged is not None:
        before, after = change.judged
        if before - after > limits.max_worse + _SLACK:
            reasons.append(
                f"judged queries score worse: nDCG@10 fell from {before:.3f} to {after:.3f}, "
                f"by more than max_worse = {limits.max_worse:g}"
            )
    return reasons


def _share(lost: int, had: int, of: str = "resources") -> str:
    percent = 100 * lost / had
    return f"{lost:,} of {had:,} {of} ({percent:.0f} %)" if percent >= 1 else f"{lost:,} of {had:,} {of}"

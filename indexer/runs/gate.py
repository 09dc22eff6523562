"""The reasons not to publish a new build, compared with the live one; pure."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, TypedDict

# A loss of up to this many passages is never held, whatever its share: in a small library it is a day's editing.
MIN_LOST_PASSAGES: Final = 100

_TOLERANCE: Final = 1e-9  # 29 of 100 is not more than 0.29, despite rounding


@dataclass(frozen=True, slots=True, kw_only=True)
class GateLimits:
    """`[publish]`: how much worse than the live build a new one may be and still be published automatically."""

    max_lost: float  # share of resources
    max_text_lost: float  # share of passages
    max_failed: int | None  # failures; None: any number
    max_worse: float  # of the mean nDCG@10 of judged queries


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildComparison:
    """The new build compared with the live one."""

    live: Mapping[str, int]  # source -> its resources in the live build
    new: Mapping[str, int]  # source -> its resources in the library
    lost: Mapping[str, int]  # source -> its resources that the live build has and the library lacks
    configured: frozenset[str]  # sources that config.toml names
    passages: int = 0  # in the live build
    passages_lost: int = 0  # from documents that have fewer than before
    failed: int = 0
    judged: tuple[float, float] | None = (
        None  # mean nDCG@10 before and after; None: there are no judged queries
    )


class SourceCounts(TypedDict):
    """The resources of each source, as a BuildComparison counts them."""

    live: Mapping[str, int]
    new: Mapping[str, int]
    lost: Mapping[str, int]


def counts_of(
    live: Mapping[str, tuple[str, str]], new: Mapping[str, tuple[str, str]], renamed: Collection[str] = ()
) -> SourceCounts:
    """Compare {id: (source, hash)} of the live build with that of the library: the parts `live`, `new` and `lost` of a BuildComparison.

    Ids that are *renamed* are not lost: the library has these resources under others.
    """
    there = new.keys() | set(renamed)
    return SourceCounts(
        live=Counter(source for source, _ in live.values()),
        new=Counter(source for source, _ in new.values()),
        lost=Counter(source for key, (source, _) in live.items() if key not in there),
    )


def reasons_to_hold(comparison: BuildComparison, limits: GateLimits, *, held: str | None = None) -> list[str]:
    """Return why the new build must not be published automatically, a sentence each; none: it may.

    *held* is why the same content was held before. The first build of a library is never held.
    """
    reasons = [*_lost(comparison, limits.max_lost), *_quality(comparison, limits)]
    if held is not None and not reasons:
        reasons.append(f"this content is held: {held}")
    return reasons


def _lost(comparison: BuildComparison, max_lost: float) -> list[str]:
    limit = max_lost + _TOLERANCE
    reasons: list[str] = []
    for source in sorted(comparison.lost):
        had, has, lost = comparison.live[source], comparison.new.get(source, 0), comparison.lost[source]
        not_configured = "" if source in comparison.configured else " (it is no longer in config.toml)"
        if source in comparison.configured and has * 2 < had:
            reasons.append(
                f"source {source!r} returned {has:,} resources, less than half of the {had:,} that it had: "
                "some may be missing by mistake"
            )
        elif lost > limit * had:
            reasons.append(
                f"source {source!r} lost {_share(lost, had)}, more than max_lost = {max_lost:g}{not_configured}"
            )
    had, lost = sum(comparison.live.values()), sum(comparison.lost.values())
    if len(comparison.live) > 1 and lost > limit * had:
        reasons.append(f"all sources together lost {_share(lost, had)}, more than max_lost = {max_lost:g}")
    return reasons


def _quality(comparison: BuildComparison, limits: GateLimits) -> list[str]:
    reasons: list[str] = []
    lost = comparison.passages_lost
    if lost > MIN_LOST_PASSAGES and lost > (limits.max_text_lost + _TOLERANCE) * comparison.passages:
        share = _share(lost, comparison.passages, "passages")
        reasons.append(
            f"remaining documents lost {share} of text, more than max_text_lost = {limits.max_text_lost:g}"
        )
    if limits.max_failed is not None and comparison.failed > limits.max_failed:
        failures = "1 failure" if comparison.failed == 1 else f"{comparison.failed:,} failures"
        reasons.append(f"the run had {failures}, more than max_failed = {limits.max_failed}")
    if comparison.judged is not None:
        before, after = comparison.judged
        if before - after > limits.max_worse + _TOLERANCE:
            reasons.append(
                f"judged queries score worse: nDCG@10 fell from {before:.3f} to {after:.3f}, "
                f"by more than max_worse = {limits.max_worse:g}"
            )
    return reasons


def _share(lost: int, had: int, of: str = "resources") -> str:
    percent = 100 * lost / had
    return f"{lost:,} of {had:,} {of} ({percent:.0f} %)" if percent >= 1 else f"{lost:,} of {had:,} {of}"

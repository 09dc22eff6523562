"""Hits with the texts of their passages in; which show again what is shown further up, out: each held against each."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from html import unescape

from indexer.resource import Passage
from searchapp.engine.presenting.repeats import KEY, MAX_ALIKE, MIN_SHARE, MIN_WORDS, SEQUENCE
from searchapp.engine.results import Hit, HitPassage, OtherPlace


def repeats(html: str, other_text: str, other_html: str) -> bool:
    """Tell whether the excerpt *html* shows nothing but what *other_text* says, whose excerpt is *other_html*."""
    shown = _sequences(unescape(re.sub("</?mark>", "", html)))
    alike = any(piece in _beginnings(other_html) for piece in _beginnings(html))
    enough = len(shown) >= MIN_WORDS - SEQUENCE + 1
    return alike and enough and len(shown & _sequences(other_text)) >= MIN_SHARE * len(shown)


def folded(hits: Sequence[Hit], texts: Sequence[Sequence[str]]) -> tuple[Hit, ...]:
    """Tell of each passage which hit further up shows it, and of the others where else they are."""
    passages = [list(hit.passages) for hit in hits]
    for number, hit in enumerate(hits):
        for at, passage in enumerate(hit.passages):
            firsts = [
                (above, place)
                for above in range(number)
                for place, shown in enumerate(passages[above])
                if shown.repeats is None
            ]
            compared = {
                (above, place)
                for piece in _beginnings(passage.html)
                for above, place in [(a, p) for a, p in firsts if piece in _beginnings(passages[a][p].html)][
                    :MAX_ALIKE
                ]
            }
            for above, at_above in sorted(compared):
                shown = passages[above][at_above]
                if repeats(passage.html, texts[above][at_above], shown.html):
                    other = place_of(hit, passage)
                    passages[above][at_above] = replace(shown, also_in=(*shown.also_in, other))
                    passages[number][at] = replace(passage, repeats=place_of(hits[above], shown))
                    break
    return tuple(replace(hit, passages=tuple(own)) for hit, own in zip(hits, passages, strict=True))


def distinct(
    every: Sequence[tuple[int, Passage]], ordinals: Sequence[int], limit: int, excerpt: Callable[[str], str]
) -> tuple[list[int], Mapping[int, list[int]]]:
    """Return the first *limit* of passages without repeats of other documents, and for each of them its repeats."""
    html = {ordinal: excerpt(every[ordinal][1].text) for ordinal in ordinals}
    kept: dict[int, list[int]] = {}
    for ordinal in ordinals:
        if len(kept) == limit:
            break
        same = [
            other
            for other in kept
            if every[other][0] != every[ordinal][0]
            and repeats(html[ordinal], every[other][1].text, html[other])
        ]
        if same:
            kept[same[0]].append(ordinal)
        else:
            kept[ordinal] = []
    return list(kept), {ordinal: ones for ordinal, ones in kept.items() if ones}


def place_of(hit: Hit, passage: HitPassage) -> OtherPlace:
    """Return a passage as another place of the same text."""
    return OtherPlace(id=hit.id, url=hit.url, title=hit.title, passage=replace(passage, also_in=()))


def _beginnings(html: str) -> set[str]:
    """Return the first characters behind the beginning and behind each mark, where so many come before the next."""
    return {piece[:KEY] for piece in html.split("<mark>") if len(piece) >= KEY}


def _sequences(text: str) -> set[str]:
    words = re.findall(r"[^\W_]+", text.casefold())
    return {" ".join(words[start : start + SEQUENCE]) for start in range(len(words) - SEQUENCE + 1)}

"""The ids of a folder's files: the path as a slug, with a number if several paths have the same slug.

"C.md", "C#.md" and "C++.md" all have the slug "c-md". The plainest name gets it, and the others get "c-md-2" and "c-md-3".
Where another source has a resource with that id, the name of the source stands before it: "manual-index-html".
A file keeps the id that it had before, whatever files were added or removed since.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from indexer.control_characters import escaped
from indexer.document_id import document_id
from indexer.slug import numbered, permanent_slug
from indexer.sources.source import PreviousScan

_MAX_NAMED: Final = 20  # notes
_PLAIN: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-./")


def file_ids(source: str, addresses: Iterable[str], previous: PreviousScan) -> dict[str, str]:
    """Return {address: id}, each id once; *previous* knows which ids files had, and which ones other sources have."""
    alike: dict[str, list[str]] = {}
    for address in addresses:
        alike.setdefault(permanent_slug(address), []).append(address)
    elsewhere = previous.elsewhere(alike)
    in_doubt = [slug for slug, group in alike.items() if len(group) > 1 or slug in elsewhere]
    known = previous.file_ids([*in_doubt, *(_of_source(source, slug) for slug in alike)])
    found: dict[str, str] = {}
    for slug, group in alike.items():
        if len(group) > 1 or known or slug in elsewhere:
            found.update(_numbered(source, slug, group, known, elsewhere))
        else:
            found[group[0]] = slug
    return found


def _of_source(source: str, slug: str) -> str:
    return f"{permanent_slug(source)}-{slug}"


def numbering_notes(source: str, ids: Mapping[str, str]) -> Iterator[str]:
    """Yield a note for editors about each id that is not the path alone."""
    holders = {key: address for address, key in ids.items()}
    others = [(address, key) for address, key in ids.items() if key != permanent_slug(address)]
    for address, key in others[:_MAX_NAMED]:
        plain = permanent_slug(address)
        if key.startswith(_of_source(source, plain)):
            why = f"another source has {plain}"
        else:
            holder = holders.get(plain)
            why = f"{escaped(holder)} has {plain}" if holder is not None else f"{plain} was taken"
        yield f"{source}/{escaped(address)} has the id {key}, because {why}"
    if len(others) > _MAX_NAMED:
        yield f"{source}: {len(others) - _MAX_NAMED:,} more files have a number or the source's name in their id for the same reason"


def _numbered(
    source: str, slug: str, group: list[str], known: Mapping[str, str], elsewhere: Mapping[str, bool]
) -> dict[str, str]:
    longer = _of_source(source, slug)
    found: dict[str, str] = {}
    for address in group:
        key = known.get(document_id(source, address))
        # An id that a source before this one has leads there, and always did.
        if key is not None and (_is_of(key, slug) or _is_of(key, longer)) and not elsewhere.get(key, False):
            found[address] = key
    taken = set(found.values())
    free = (key for key in numbered(longer if slug in elsewhere else slug) if key not in taken)
    for address in sorted(group, key=_plainness):
        if address not in found:
            found[address] = next(free)
    return found


def _is_of(key: str, slug: str) -> bool:
    """Return whether *key* is *slug*, possibly with a number."""
    number = key.removeprefix(f"{slug}-")
    return key == slug or (number != key and number.isdecimal() and number.isascii() and int(number) > 1)


def _plainness(address: str) -> tuple[int, str]:
    """Return the sort key of addresses with the same slug: the one most like its slug comes first."""
    return sum(character not in _PLAIN for character in address), address

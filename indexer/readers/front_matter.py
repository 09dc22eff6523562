"""The front matter of a Markdown file, which is YAML: where it ends, and what it says of the file.

It becomes nodes of YAML and never objects: a tag creates nothing, an alias is the node that it names and no copy of it, and only texts
and lists of texts are read from a node. So nothing in it can run, or grow beyond what was written.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

import yaml
from yaml.composer import ComposerError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from indexer.readers.outcome import MAX_SUMMARY, Properties, one_line
from indexer.readers.properties import MAX_KEYS, MAX_VALUE, collected, stated_year

MAX_SIZE: Final = 64 * 1024  # characters; the values of longer front matter are not read
MAX_LISTED: Final = 100  # of one key
_DEEPEST: Final = 20  # lists within lists: each level takes room on the stack

_FRONT_MATTER: Final = re.compile(
    r"\A---[ \t]*\n(?P<yaml>(?:.*?\n)??)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL
)
_BLANK: Final = re.compile(r"[ \t]*(?:#.*)?")
# A name, and not the beginning of a sentence: "title", "og:type", "Written for".
_NAME: Final = r"[^\W\d][\w-]*(?:[.:][\w-]+)*(?: [\w-]+){0,3}"
_KEY: Final = re.compile(_NAME)
_ENTRY: Final = re.compile(rf"(?P<key>{_NAME})[ \t]*:(?:[ \t]+(?P<value>\S.*))?[ \t]*")
_COMMENT: Final = re.compile(r"[ \t]#.*")
_BLOCK: Final = re.compile(r"[|>][-+0-9]*")  # what begins a text of several lines
_YES_NO: Final = {"true": "Yes", "false": "No"}  # as facets have them, whatever they are read from
_OF_YAML: Final = "tag:yaml.org,2002:"

Entries = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What the front matter of a file says."""

    title: str | None = None
    language: str | None = None
    summary: str | None = None
    types: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    year: int | None = None
    properties: Properties = field(default_factory=dict)


def split_front_matter(text: str) -> tuple[FrontMatter, str]:
    """Return what the front matter of *text* says, if there is one, and the text after it."""
    front = _FRONT_MATTER.match(text)
    entries = _entries(front["yaml"]) if front is not None else None
    if front is None or entries is None:  # text between two rules is no front matter
        return FrontMatter(), text
    return _said(entries), text[front.end() :]


def _said(entries: Entries) -> FrontMatter:
    def first(*keys: str) -> str | None:
        return next((" ".join(entries[key][0].split()) for key in keys if entries.get(key)), None)

    return FrontMatter(
        title=first("title"),
        language=first("language", "lang"),
        summary=one_line(first("summary", "description") or "", MAX_SUMMARY),
        types=_names(entries.get("types", ())),
        topics=_names(entries.get("topics", ())),
        year=next((year for key in ("year", "date") if (year := stated_year(first(key) or ""))), None),
        properties=collected((key, value) for key, values in entries.items() for value in values),
    )


def _names(values: Sequence[str]) -> tuple[str, ...]:
    lines = (one_line(value, 2 * MAX_VALUE) for value in values)
    return tuple(dict.fromkeys(line for line in lines if line and len(line) <= MAX_VALUE))


def _entries(text: str) -> Entries | None:
    """Return the values of each key, in lower case; None: it is no front matter."""
    if len(text) > MAX_SIZE:
        return {} if _begins_with_a_key(text[:MAX_SIZE]) else None
    try:
        node = yaml.compose(text, Loader=_Nodes)
    except yaml.YAMLError:
        return dict(_each_by_itself(text)) if _begins_with_a_key(text) else None
    if node is None:  # blank, or comments alone
        return {}
    return dict(_pairs(node)) if isinstance(node, MappingNode) and _is_named(node) else None


class _Nodes(yaml.SafeLoader):
    """Makes nodes, which are not nested too deeply."""

    depth = 0

    def compose_node(self, parent: Node | None, index: int) -> Node | None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise ComposerError(None, None, "it is nested too deeply")
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1


def _is_named(node: MappingNode) -> bool:
    return not node.value or bool(_KEY.fullmatch(str(node.value[0][0].value)))


def _pairs(node: MappingNode) -> Iterator[tuple[str, tuple[str, ...]]]:
    for key, value in islice(node.value, MAX_KEYS):
        if isinstance(key, ScalarNode):
            parts = value.value[:MAX_LISTED] if isinstance(value, SequenceNode) else [value]
            yield (
                key.value.strip().lower(),
                tuple(text for part in parts if (text := _text(part)) is not None),
            )


def _text(node: Node) -> str | None:
    """Return a value as text, as written; None: it is none."""
    if not isinstance(node, ScalarNode):
        return None
    text: str = node.value
    read = _READ.get(node.tag.removeprefix(_OF_YAML))
    return text if read is None else read(node)


def _iso_date(node: ScalarNode) -> str:
    try:
        moment: str = yaml.constructor.SafeConstructor().construct_yaml_timestamp(node).isoformat()
    except (ValueError, OverflowError, AttributeError):  # the 31st of February; a tag that is wrong
        return str(node.value)
    return moment


# What plain texts mean that are no texts. Of numbers, "007" and "1.10" say more than 7 and 1.1.
_READ: Final[Mapping[str, Callable[[ScalarNode], str | None]]] = {
    "null": lambda _: None,
    "bool": lambda node: _YES_NO.get(node.value.lower(), node.value),  # "NO" is Norway, too
    "timestamp": _iso_date,
}


def _each_by_itself(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the entries of what is not valid YAML, such as a title with a colon: each is read alone, at worst as it is written."""
    for entry in islice(_split(text), MAX_KEYS):
        try:
            node = yaml.compose("\n".join(entry), Loader=_Nodes)
        except yaml.YAMLError:
            written = _ENTRY.fullmatch(entry[0])
            if written is not None and written["value"] and not _BLOCK.fullmatch(written["value"]):
                value = _COMMENT.sub("", written["value"]).strip().strip("\"'")
                yield written["key"].lower(), (value,)
        else:
            if isinstance(node, MappingNode):
                yield from _pairs(node)


def _split(text: str) -> Iterator[list[str]]:
    entry: list[str] = []
    for line in text.split("\n"):
        if entry and _ENTRY.fullmatch(line):
            yield entry
            entry = []
        entry.append(line)
    yield entry


def _begins_with_a_key(text: str) -> bool:
    first = next((line for line in text.split("\n") if not _BLANK.fullmatch(line)), "")
    return _ENTRY.fullmatch(first) is not None

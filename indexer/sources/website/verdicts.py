"""The verdicts on an answer: the address is settled, failed or moved, or something must be requested first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from indexer.sources.website.entry import Entry
from indexer.sources.website.not_found import NotFoundAnswer

Probes: TypeAlias = Mapping[
    str, NotFoundAnswer
]  # folder, or "" for the host -> how what does not exist is answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The address is through; *follow*: its links are still to be followed."""

    entry: Entry
    follow: bool = False
    unchanged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """It could not be fetched, and another try would not help; what is known of it stays."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """It is at another address now."""

    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Respelled:
    """It is to be asked for at another spelling of its address."""

    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeFirst:
    """How its host answers for what does not exist must be known first; *folder* "": anywhere on the host."""

    folder: str


Verdict: TypeAlias = Settled | Failed | Moved | Respelled | ProbeFirst

"""The settings as frozen models: the tables of config.toml, with their limits and defaults."""

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from indexer.config.facets import FacetConfig, checked_facets, facet_table
from indexer.config.language import Language
from indexer.config.mistakes import nearest
from indexer.config.origins import origins_of
from indexer.config.public_address import base_url_of, path_prefix_of, public_prefix, public_root
from indexer.config.refusal import refused, shown
from indexer.config.rules import Rule
from indexer.config.source_name import SourceLabel, SourceName
from indexer.config.website import WebsiteSource
from indexer.errors import ConfigError
from indexer.facets import FacetTable


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class SiteConfig(_Table):
    """`[site]`: the name, language and address of the site."""

    name: str = "Fieldguide"
    language: Language = "en"  # of pages, and of texts that do not say theirs
    base_url: str | None = None  # unset: addresses in responses are relative to the root

    _base_url = field_validator("base_url")(base_url_of)


class PathsConfig(_Table):
    """`[paths]`: where the library, the builds and requests to re-index lie, relative to the file."""

    library: Path = Path("var/library.db")
    builds: Path = Path("var/builds")
    requests: Path = Path("var/requests")  # the only folder that the web server may write to


class _Source(_Table):
    name: SourceName
    label: SourceLabel | None = None  # what pages call it; None: its name
    path: Path
    language: Language | None = None  # of its texts; None: as each declares, else that of the site
    rules: tuple[Rule, ...] = ()  # what resources are given by where they are

    @property
    def file_root(self) -> Path:
        """The folder that holds its files: addresses of documents are relative to it."""
        return self.path


class FolderSource(_Source):
    """`[[sources]]` of kind "folder": files below one folder."""

    kind: Literal["folder"]
    url_prefix: str | None = None  # None: the app serves the files itself

    @field_validator("url_prefix")
    @classmethod
    def _with_slash(cls, value: str | None) -> str | None:
        if value is not None and not re.match(r"https?://[^/]+", value):
            raise refused(f"{shown(value)} is not an address", "begin it with http:// or https://")
        return value.rstrip("/") + "/" if value else value


class RecordsSource(_Source):
    """`[[sources]]` of kind "records": a JSONL, CSV or Excel export."""

    kind: Literal["records"]
    fields: dict[str, str] = {}  # our key = their key

    @property
    def file_root(self) -> Path:
        """The folder of the export: `files` in records are relative to it."""
        return self.path.parent


SourceConfig = Annotated[FolderSource | RecordsSource | WebsiteSource, Field(discriminator="kind")]


def _with_a_word(value: str) -> str:
    if not re.search(r"\w", value):
        raise refused(f"{shown(value)} has no word", "write a word or several, or remove it")
    return value


class SearchConfig(_Table):
    """`[search]`: limits of requests, and synonyms."""

    per_page: Annotated[int, Field(ge=1, le=100)] = 10
    max_per_page: Annotated[int, Field(ge=1, le=100)] = 100
    synonyms: Path | None = None  # the file of synonyms; None: there are none
    # Never suggested while someone types: whatever contains all words of one of these texts.
    suggestion_denylist: Annotated[
        tuple[Annotated[str, Field(max_length=200), AfterValidator(_with_a_word)], ...],
        Field(max_length=1000),
    ] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.per_page > self.max_per_page:
            raise refused(
                f"per_page is {self.per_page}, above max_per_page, which is {self.max_per_page}",
                "lower per_page, or raise max_per_page",
            )
        return self


_Weight = Annotated[float, Field(ge=0, le=100)]
_Share = Annotated[float, Field(ge=0, le=1)]
_PerWords = Annotated[tuple[Annotated[int, Field(ge=1)], ...], Field(min_length=1, max_length=256)]


class LengthConfig(_Table):
    """`[ranking.b]`: how much long fields are penalized, from 0 (not at all) to 1 (fully)."""

    title: _Share = 0.3
    headings: _Share = 0.5
    topics: _Share = 0.3
    summary: _Share = 0.5
    text: _Share = 0.75


class RankingConfig(_Table):
    """`[ranking]`: BM25F field weights and other parameters of ranking; reasons in docs/relevance.md."""

    title: _Weight = 3.0
    headings: _Weight = 1.5
    topics: _Weight = 1.0
    summary: _Weight = 1.5
    text: _Weight = 1.0
    passage: _Weight = 0.3
    exact: _Weight = 0.1
    k1: Annotated[float, Field(gt=0, le=100)] = 2.0  # how soon further occurrences of a word stop counting
    b: LengthConfig = LengthConfig()
    # For queries of 1, 2, … words; longer queries use the last entry.
    minimum_should_match: _PerWords = (1, 2, 2, 3, 3)  # how many of the words a match needs
    min_results: _PerWords = (1, 1, 1, 200)  # if fewer resources have that many, one word less is required

    @field_validator("minimum_should_match")
    @classmethod
    def _possible(cls, value: tuple[int, ...]) -> tuple[int, ...]:
        for words, needed in enumerate(value, start=1):
            if needed > words:
                raise refused(
                    f"{needed} of {words} words cannot be required", f"write {words} or less as entry {words}"
                )
        return value


class PublishConfig(_Table):
    """`[publish]`: the gate, and how many builds are kept."""

    keep_builds: Annotated[int, Field(ge=1, le=1000)] = 5
    max_lost: _Share = 0.1  # share of the live build's resources, per source and in total
    max_text_lost: _Share = 0.3  # share of its passages, in documents that remain
    max_failed: Annotated[int, Field(ge=0)] | None = None  # documents, records, sources; None: any number
    max_worse: _Share = 0.05  # by how much the mean nDCG@10 of the judged queries may fall
    queries: Path | None = None  # the judged queries …
    qrels: Path | None = None  # … and their relevant resources: set both, or neither

    @model_validator(mode="after")
    def _judged(self) -> Self:
        if (self.queries is None) != (self.qrels is None):
            lacking = "queries" if self.queries is None else "qrels"
            raise refused(
                f"{lacking} is missing: judged queries need both files", f"add {lacking}, or remove the other"
            )
        return self


class ReadingConfig(_Table):
    """`[reading]`: the limits of the child process that reads documents."""

    max_bytes: Annotated[int, Field(ge=1)] = 256 * 1024 * 1024  # a larger file is not opened
    memory_bytes: Annotated[int, Field(ge=128 * 1024 * 1024)] = 1024 * 1024 * 1024
    cpu_seconds: Annotated[int, Field(ge=1)] = 60
    wall_seconds: Annotated[int, Field(ge=1)] = 120


class IndexConfig(_Table):
    """`[index]`: how much memory writing an index may use, and how much text of one resource is indexed."""

    memory_bytes: Annotated[int, Field(ge=32 * 1024 * 1024)] = 192 * 1024 * 1024
    max_passages: Annotated[int, Field(ge=1)] = 100_000  # of one resource: some 20 million words


class WatchConfig(_Table):
    """`[watch]`: when `watch` re-indexes."""

    every_minutes: Annotated[int, Field(ge=0)] = 60  # 0: no schedule
    poll_seconds: Annotated[float, Field(gt=0)] = 5.0  # between two checks of the sources


class ServeConfig(_Table):
    """`[serve]`: where the server listens."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8000
    workers: Annotated[int, Field(ge=1, le=64)] = 2
    path_prefix: str | None = None  # below which the public reaches the site; unset: the path of base_url
    proxy_prefix: Literal["either", "keeps", "strips"] = "either"  # whether the proxy keeps that prefix

    _path_prefix = field_validator("path_prefix")(path_prefix_of)


class EmbedConfig(_Table):
    """`[embed]`: who may put the search into a frame."""

    allowed_origins: tuple[str, ...] = ()  # sites that may show /embed/frame

    _allowed_origins = field_validator("allowed_origins")(origins_of)


class Config(_Table):
    """All settings; every path is absolute."""

    site: SiteConfig = SiteConfig()
    paths: PathsConfig = PathsConfig()
    sources: tuple[SourceConfig, ...]
    facets: tuple[FacetConfig, ...] = ()
    search: SearchConfig = SearchConfig()
    ranking: RankingConfig = RankingConfig()
    publish: PublishConfig = PublishConfig()
    reading: ReadingConfig = ReadingConfig()
    index: IndexConfig = IndexConfig()
    watch: WatchConfig = WatchConfig()
    serve: ServeConfig = ServeConfig()
    embed: EmbedConfig = EmbedConfig()

    @field_validator("sources")
    @classmethod
    def _named_once(cls, value: tuple[Any, ...]) -> tuple[Any, ...]:
        names = [source.name for source in value]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise refused(f"two sources are named {shown(twice[0])}", "rename one of them")
        return value

    @field_validator("facets")
    @classmethod
    def _distinct(cls, value: tuple[FacetConfig, ...]) -> tuple[FacetConfig, ...]:
        checked_facets(value)
        return value

    @field_validator("serve")
    @classmethod
    def _one_path(cls, value: ServeConfig, info: ValidationInfo) -> ServeConfig:
        if "site" in info.data:
            public_prefix(info.data["site"], value)
        return value

    @property
    def facet_table(self) -> FacetTable:
        """All facets of the library, in the order in which they are listed."""
        return facet_table(self.facets, sources=len(self.sources))

    @cached_property
    def source_labels(self) -> Mapping[str, str]:
        """What pages call the sources that have a label, by their names."""
        return {source.name: source.label for source in self.sources if source.label is not None}

    @property
    def path_prefix(self) -> str:
        """The path below which the public reaches the site; "" for the root."""
        return public_prefix(self.site, self.serve)

    @property
    def public_root(self) -> str:
        """What precedes public addresses: absolute if base_url is configured."""
        return public_root(self.site, self.serve)

    def source(self, name: str) -> SourceConfig:
        """Return the source called *name*, or raise ConfigError with the nearest name."""
        for source in self.sources:
            if source.name == name:
                return source
        names = [source.name for source in self.sources]
        raise ConfigError(f"there is no source {name!r}", where="[[sources]]", fix=nearest(name, names))

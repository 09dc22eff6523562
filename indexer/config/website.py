"""`[[sources]]` of kind "website": where a crawl begins, how far it goes, and how it behaves."""

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator

from indexer.config.language import Language
from indexer.config.refusal import refused, shown
from indexer.config.rules import Rule
from indexer.config.source_name import SourceLabel, SourceName

_Selector = Annotated[str, Field(min_length=1, max_length=500)]


def _reachable(value: str) -> str:
    if len(value) > 200 or not re.fullmatch(r"[ -~]*(?:@|://)[ -~]*", value):
        raise refused(
            f"{shown(value)} is no address under which its owners can reach you",
            'write an e-mail address or a web page, such as "library@example.gov"',
        )
    return value


def _parameter(value: str) -> str:
    if not re.fullmatch(r"[\w\[\]-]{1,64}", value):
        raise refused(f"{shown(value)} is no name of a parameter", 'write it without ? and =, such as "page"')
    return value


class ListingConfig(BaseModel):
    """`listing` of a website: what its listing pages look like, where their structure does not show it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    card: _Selector | None = None  # CSS selector of one card; None: found by structure
    title: _Selector | None = None  # all others are within the card; None: its first heading or link
    types: _Selector | None = None
    topics: _Selector | None = None
    year: _Selector | None = None
    page_parameter: Annotated[str, AfterValidator(_parameter)] | None = None


class WordPressConfig(BaseModel):
    """`wordpress` of a website: what its REST API offers, and what its taxonomies mean."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    api: str | None = None  # address of the API; None: as the start page says, else /wp-json/ of its host
    post_types: tuple[str, ...] = ()  # empty: all that the API shows
    types: tuple[str, ...] = ("resource_type",)  # taxonomies whose terms are types
    topics: tuple[str, ...] = ("category", "topic")  # … and topics


class WebsiteSource(BaseModel):
    """`[[sources]]` of kind "website": pages of a web site, and the files that they link to."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: SourceName
    label: SourceLabel | None = None  # what pages call it; None: its name
    kind: Literal["website"]
    start: Annotated[tuple[str, ...], Field(min_length=1)]
    contact: Annotated[str, AfterValidator(_reachable)]
    sitemaps: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()  # empty: the hosts and paths of start
    deny: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()  # on other hosts
    rate: Annotated[float, Field(gt=0, le=1000)] = 1.0  # requests a second, for each host
    max_pages: Annotated[int, Field(ge=1, le=1_000_000)] = 10_000  # of one crawl, files and listing pages too
    allow_private: tuple[str, ...] = ()  # hosts, addresses or networks of an intranet
    ca_bundle: Path | None = None  # certificates of authorities that are trusted besides the public ones
    listing: ListingConfig | None = None
    wordpress: WordPressConfig | None = None  # None: unset, or false; `wordpress_use` tells which
    language: Language | None = None  # of its texts; None: as each declares, else that of the site
    cache: Path | None = None  # None: a folder beside the library
    rules: tuple[Rule, ...] = ()  # what resources are given by where they are

    @field_validator("wordpress", mode="before")
    @classmethod
    def _switch(cls, value: object) -> object:
        return {True: {}, False: None}[value] if isinstance(value, bool) else value

    @field_validator("start", "sitemaps")
    @classmethod
    def _addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for address in value:
            scheme, _, rest = address.partition("://")
            if scheme.lower() not in {"http", "https"} or not rest.strip("/"):
                raise refused(f"{shown(address)} is not an address", "begin it with http:// or https://")
            if "@" in rest.partition("/")[0]:
                raise refused(
                    f"{shown(address)} holds a name or a password, and none is ever sent",
                    "remove what precedes the @",
                )
        return value

    @field_validator("allow", "deny", "documents")
    @classmethod
    def _patterns(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in value:
            if not pattern or pattern.strip() != pattern:
                raise refused(
                    f"{shown(pattern)} is not a pattern of addresses",
                    "write one such as https://example.gov/guides/*",
                )
        return value

    @property
    def wordpress_use(self) -> Literal["required", "announced", "never"]:
        """When the REST API of WordPress is used: always, if a start page announces it, or never."""
        if self.wordpress is not None:
            return "required"
        return "never" if "wordpress" in self.model_fields_set else "announced"

    @property
    def path(self) -> Path:
        """The folder where fetched pages are kept."""
        if self.cache is None:
            raise AssertionError("load_config sets it")
        return self.cache

    @property
    def file_root(self) -> Path:
        """The folder that documents would be served from: none is, because all have addresses of their own."""
        return self.path / "files"

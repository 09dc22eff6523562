"""The media type, name and first bytes of a file in; its format, and how much of it is downloaded, out."""

from typing import Final

from indexer.readers.formats import BY_NAME, format_named, format_of
from indexer.sources.website.addresses import name_of
from indexer.sources.website.entry import Role
from indexer.sources.website.sitemap import MAX_SITEMAP

MAX_PAGE: Final = 10_000_000  # bytes, as the reader of web pages takes
MAX_DOCUMENT: Final = 256 * 1024 * 1024
MAX_API: Final = 40_000_000

_SUFFIXES: Final = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.ms-word.document.macroenabled.12": ".docx",
    "application/msword": ".doc",  # its reader says what to do about it
    "text/vtt": ".vtt",
    "application/x-subrip": ".srt",
    "text/srt": ".srt",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "text/plain": ".txt",
}
# Said of anything: the name decides.
_ANYTHING: Final = frozenset(
    {
        "",
        "application/octet-stream",
        "binary/octet-stream",
        "application/force-download",
        "application/download",
    }
)
_XML: Final = frozenset({"application/xml", "text/xml", "application/gzip", "application/x-gzip"})
# Names of files that hold no text for us, or that pages are made of.
_NOT_READ: Final = frozenset(
    "7z aac apk atom avi avif bin bmp bz2 css csv dmg dot eot eps epub exe flac flv gif gz ico ics iso jar jpeg jpg js json kml "
    "kmz m4a m4v map mid mov mp3 mp4 mpeg mpg msi odp ods odt ogg ogv otf png ppt pptx ps rar rdf rpm rss rtf svg swf tar tgz tif "
    "tiff ttf txz wav webm webmanifest webp wma wmv woff woff2 xls xlsx xml xz zip".split()
)


def suffix_of(media_type: str, address: str) -> str | None:
    """Return the suffix that a file of this media type has; None: none that is read."""
    if media_type in _ANYTHING or media_type == "text/plain":
        named = format_named(name_of(address))
        if named is not None:
            return next(iter(named.media_types))
    # Without a word on its type it is a page, if it begins as one.
    return _SUFFIXES.get(media_type or "text/html")


def format_at(media_type: str, address: str, head: bytes) -> str | None:
    """Return the format of an answer; its first bytes decide if they can."""
    suffix = suffix_of(media_type, address)
    return None if suffix is None else format_of(f"file{suffix}", head)


def suffix_for(form: str) -> str:
    """Return the suffix that a file of the format is kept with."""
    return next(iter(BY_NAME[form].media_types))


def limit_of(media_type: str, address: str, role: Role) -> int:
    """Return how many bytes of an answer are taken at most; 0: none."""
    if role == "api":
        return MAX_API if media_type == "application/json" else 0
    if role == "sitemap" and (
        media_type in _XML or media_type in _ANYTHING or media_type.startswith("text/")
    ):
        return MAX_SITEMAP
    suffix = suffix_of(media_type, address)
    if suffix is None:
        return 0
    return MAX_PAGE if suffix == ".html" else MAX_DOCUMENT


def is_document(address: str) -> bool:
    """Return whether the name in an address is that of a file with text, and not of a page."""
    named = format_named(name_of(address))
    return named is not None and named.name != "html"


def is_not_read(address: str) -> bool:
    """Return whether the name in an address is that of a file which is not worth a request."""
    name = name_of(address)
    return "." in name and name.rpartition(".")[2].lower() in _NOT_READ

"""Which files and folders are ignored by their names, because they are not content."""

from typing import Final

# Names with these beginnings are not content: .git, .DS_Store, _drafts, the "._" files that a Mac creates.
HIDDEN: Final = (".", "_")

# Folders whose names look hidden, and that documentation tools make for the pictures and styles of their pages. No page in
# them is a document.
_FOR_PAGES: Final = frozenset(("_static", "_images", "_assets", "_media", "_sphinx_design_static"))

# Files that programs create beside documents, in lower case: Word's lock files ("~$guide.docx") and working copies,
# unfinished downloads, backups of editors, Windows' data about folders. Some have the suffixes of documents.
_BEGINNINGS: Final = ("~$", "~wra", "~wrc", "~wrd", "~wrf", "~wrl")
_ENDINGS: Final = (
    ".tmp", ".temp", ".crdownload", ".part", ".partial", ".download", ".swp", ".swo", ".swx", ".bak", "~", "#"
)  # fmt: skip
_NAMES: Final = frozenset(("thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini", "icon\r"))
# Folders that operating systems and network storage create; most cannot even be read.
_OF_SYSTEMS: Final = frozenset(
    (
        "$recycle.bin", "recycler", "@recycle", "#recycle", "network trash folder", "temporary items",
        "system volume information", "lost+found", "@eadir", "#snapshot", "~snapshot", "@recently-snapshot",
    )
)  # fmt: skip


def is_hidden(name: str) -> bool:
    """Return whether the name marks a hidden file or a draft."""
    return name.startswith(HIDDEN)


def is_temporary(name: str) -> bool:
    """Return whether programs give such names to files of their own."""
    small = name.lower()
    return small.startswith(_BEGINNINGS) or small.endswith(_ENDINGS) or small in _NAMES


def is_of_a_system(name: str) -> bool:
    """Return whether it is the name of a folder that an operating system creates."""
    return name.lower() in _OF_SYSTEMS


def is_for_pages(name: str) -> bool:
    """Return whether documentation tools call a folder so in which the pictures and styles of their pages are."""
    return name in _FOR_PAGES

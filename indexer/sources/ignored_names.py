"""A file's or folder's name in; whether it is passed over, because what it names is no content, out."""

from typing import Final

# Names that begin so are not content: .git, .DS_Store, _drafts, the "._" files that a Mac lays beside others.
HIDDEN: Final = (".", "_")

# What other programs lay beside documents, in small letters: Word's owner file of a document that somebody has open
# ("~$guide.docx") and its working copies, halves of downloads, what editors keep of the last version, what Windows
# keeps of a folder. Some of it ends as documents do, and none of it is one.
_BEGINNINGS: Final = ("~$", "~wra", "~wrc", "~wrd", "~wrf", "~wrl")
_ENDINGS: Final = (
    ".tmp", ".temp", ".crdownload", ".part", ".partial", ".download", ".swp", ".swo", ".swx", ".bak", "~", "#"
)  # fmt: skip
_NAMES: Final = frozenset(("thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini", "icon\r"))
# Folders that systems keep on a disk, or network storage in every folder; most may not even be looked into.
_OF_SYSTEMS: Final = frozenset(
    ("$recycle.bin", "system volume information", "lost+found", "@eadir", "#recycle", "#snapshot")
)


def is_hidden(name: str) -> bool:
    """Return whether the name itself says that it is not for readers."""
    return name.startswith(HIDDEN)


def is_temporary(name: str) -> bool:
    """Return whether the name is one that a program gives to a file of its own."""
    small = name.lower()
    return small.startswith(_BEGINNINGS) or small.endswith(_ENDINGS) or small in _NAMES


def is_of_a_system(name: str) -> bool:
    """Return whether the name is that of a folder that a system keeps for itself."""
    return name.lower() in _OF_SYSTEMS

"""A text file in, its lines with their numbers out."""

from pathlib import Path

from indexer.errors import ConfigError


def numbered_lines(path: Path) -> list[tuple[int, str]]:
    """Return the lines that are not blank, numbered from 1; ConfigError where the file cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"it cannot be read ({error})", where=str(path), fix="check the path") from None
    return [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]

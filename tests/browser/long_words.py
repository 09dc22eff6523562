"""A library whose every name is one long word, so that nothing in it can be broken at a space."""

import json
from pathlib import Path
from typing import Final

# As manuals have them: with marks inside, with capitals inside, and with nothing inside; an address, and a script without spaces.
SETTING: Final = "receive." + "denyCurrentBranchOfTheMirror." * 5 + "updateInstead"
VARIABLE: Final = "FIELDGUIDE_" + "TRACE_PERFORMANCE_" * 8 + "LIMIT"
LETTERS: Final = "pneumonoultramicroscopicsilicovolcanoconiosis" * 4
ADDRESS: Final = "https://example.org/" + "manual/" * 20 + "index.html?section=" + "a" * 60
SCRIPT: Final = "危機対応チームの配置と訓練に関する指針" * 8
WORDS: Final = (SETTING, VARIABLE, LETTERS, ADDRESS, SCRIPT)
TOPICS: Final = tuple(f"Topic{number}{LETTERS}"[:190] for number in range(4))
TYPES: Final = tuple(f"Type{number}{VARIABLE}"[:190] for number in range(4))
OWNERS: Final = tuple(f"Owner{number}{SETTING}"[:190] for number in range(3))
CODE: Final = f"""<title>{SETTING}</title><main><h1>{SETTING}</h1><h2 id="{LETTERS}">{VARIABLE}</h2>
<p>Crisis teams set {SETTING} or {VARIABLE}. See {ADDRESS} and {LETTERS}.</p>
<pre>{VARIABLE}={ADDRESS} crisis --{LETTERS}\n{"crisis_" * 40}</pre>
<table><tr><td>crisis</td><td>{LETTERS}</td><td>{SCRIPT}</td></tr></table></main>"""


def make_library(folder: Path) -> Path:
    """Write the library and its settings into *folder*; return the settings."""
    (folder / "files").mkdir(parents=True)
    (folder / "files" / f"{VARIABLE[:180]}.html").write_text(CODE, encoding="utf-8")
    (folder / "files" / f"plain{LETTERS[:170]}.txt").write_text(f"Crisis.\n\n{SETTING} {SCRIPT}\n")
    records = [
        {
            "id": f"{number}{word[:150]}",
            "title": f"Crisis {word}" if number else word,
            "url": ADDRESS if number % 2 else None,
            "summary": f"Crisis: {word}",
            "types": TYPES,
            "topics": TOPICS,
            "year": 2000 + number,
            "owner": OWNERS,
            "code": word,
            "listed_at": ADDRESS,
            "passages": [
                {
                    "heading": [word, VARIABLE, LETTERS],
                    "page": 7,
                    "page_label": LETTERS,
                    "text": f"Crisis {word} team {word}",
                },
                {"heading": [LETTERS], "anchor": LETTERS, "text": f"{word} crisis team"},
            ],
        }
        for number, word in enumerate(WORDS)
    ]
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    (folder / "records.jsonl").write_text(lines, encoding="utf-8")
    topics = [{"name": name, "intro": LETTERS, "disclaimer": ADDRESS} for name in TOPICS]
    (folder / "files" / "topics.jsonl").write_text("".join(json.dumps(topic) + "\n" for topic in topics))
    config = folder / "config.toml"
    config.write_text(
        f'[site]\nname = "{LETTERS}"\n[paths]\nlibrary = "library.db"\nbuilds = "builds"\n'
        f'[[facets]]\nname = "owner"\nlabel = "{LETTERS[:60]}"\nfrom = "owner"\n'
        '[[facets]]\nname = "topic"\n[[facets]]\nname = "type"\n[[facets]]\nname = "year"\n'
        '[[sources]]\nname = "files"\nkind = "folder"\npath = "files"\n'
        '[[sources]]\nname = "records"\nkind = "records"\npath = "records.jsonl"\n'
    )
    return config

"""Tables and settings that stand twice or in the wrong place: what, in which lines, and how to mend it."""

import re

import pytest

from indexer.config import load_config
from indexer.errors import ConfigError

SOURCE = '[[sources]]\nname = "export"\nkind = "records"\npath = "export.jsonl"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '[[sources.rules]]\nmatch = "x"\n[site]\n[[sources]]\nname = "a"\n',
            (
                "[[sources.rules]] in line 1 stands above the [[sources]] that it is a part of, in line 4; "
                "move [[sources.rules]] and its settings below those of [[sources]]"
            ),
        ),
        (
            '[sources]\nname = "a"\n[[sources]] # both\nname = "b"\n',
            (
                "line 1 says [sources], and line 3 [[sources]]; "
                "write [[sources]] in both if there may be several, else one [sources] with the settings of both"
            ),
        ),
        (
            '[[sources]]\nname = "a"\n[sources]\nname = "b"\n',
            (
                "line 1 says [[sources]], and line 3 [sources]; "
                "write [[sources]] in both if there may be several, else one [sources] with the settings of both"
            ),
        ),
        (
            "[search]\nper_page = 1\n[search]\nper_page = 2\n",
            "[search] stands twice, in lines 1 and 3; put the settings of both below one of them, and remove the other",
        ),
        (
            "[serve]\nport = 1\n[search]\nper_page = 1\nmax_per_page = 5\nper_page = 2\n",
            "per_page is set twice, in lines 4 and 6; keep one of them",
        ),
        (
            '[site]\nname = "a"\n[site.name]\nx = 1\n',
            "[site.name] in line 3 clashes with a setting above it that has a part of that name; keep one of the two",
        ),
        (
            '[[sources.rules]]\nmatch = "x"\nyear = 2020\n[site]\n',
            "[[sources.rules]] stands without a [[sources]] above it; move [[sources.rules]] below the settings of its [[sources]]",
        ),
        (
            '[sources]\nname = "a"\n[[sources.rules]]\nmatch = "x"\nyear = 2020\n',
            "[sources] is written with single brackets; write [[sources]]: there may be several",
        ),
        (
            '[facets]\nname = "a"\n' + SOURCE,
            "[facets] is written with single brackets; write [[facets]]: there may be several",
        ),
    ],
)
def test_tables_in_the_wrong_place_are_told_in_plain_english(tmp_path, text, said):
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ConfigError) as refused:
        load_config(path)

    assert [re.sub(r"^\S*config\.toml: ", "", line) for line in str(refused.value).splitlines()] == [said]

"""`[site] language`: one that has an analyzer."""

from pathlib import Path

import pytest

from indexer.config import load_config
from indexer.errors import ConfigError


def written(folder: Path, language: str) -> Path:
    path = folder / "config.toml"
    source = '[[sources]]\nname = "export"\nkind = "records"\npath = "export.jsonl"\n'
    path.write_text(f'{source}[site]\nlanguage = "{language}"\n', encoding="utf-8")
    return path


@pytest.mark.parametrize(("tag", "language"), [("en", "en"), ("es", "es"), ("es-MX", "es"), ("en_US", "en")])
def test_the_language_of_the_site_is_one_that_has_an_analyzer(
    tmp_path: Path, tag: str, language: str
) -> None:
    assert load_config(written(tmp_path, tag)).site.language == language


def test_another_language_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(
        ConfigError,
        match=r"no analyzer for \"fr\"; use \"en\" \(English\), \"es\" \(Spanish\) or \"de\" \(German\)",
    ):
        load_config(written(tmp_path, "fr"))

"""config.toml is read once, with every mistake in it named."""

import re
import tomllib
from pathlib import Path

import pytest

from indexer.codec.ingest.memory_budget import MEMORY
from indexer.config import (
    Config,
    FacetConfig,
    FolderSource,
    IndexConfig,
    RankingConfig,
    RecordsSource,
    WebsiteSource,
    find_config,
    load_config,
)
from indexer.errors import ConfigError
from tests.not_none import not_none

ROOT = Path(__file__).parents[3]
SOURCE = '[[sources]]\nname = "export"\nkind = "records"\npath = "export.jsonl"\n'


@pytest.fixture
def load(tmp_path):
    """Load a text as config.toml."""

    def load(text):
        path = tmp_path / "config.toml"
        path.write_text(text, encoding="utf-8")
        return load_config(path)

    return load


def mistakes(load, text):
    """Return the lines that *text* is refused with, without the file's name."""
    with pytest.raises(ConfigError) as refused:
        load(text)
    assert refused.value.exit_code == 2
    return [re.sub(r"^\S*config\.toml:? ?", "", line) for line in str(refused.value).splitlines()]


# What it is without saying


def test_everything_but_a_source_has_a_default(load, tmp_path):
    config = load(SOURCE)

    assert config.site.base_url is None
    assert (config.search.per_page, config.search.max_per_page, config.search.synonyms) == (10, 100, None)
    assert (config.publish.keep_builds, config.publish.max_lost) == (5, 0.1)
    assert (config.serve.host, config.serve.port, config.serve.workers) == ("127.0.0.1", 8000, 2)
    assert config.embed.allowed_origins == ()
    assert config.paths.library == tmp_path / "var/library.db"
    assert config.paths.builds == tmp_path / "var/builds"


def test_the_shipped_settings_load_and_are_the_defaults():
    shipped = load_config(ROOT / "config.toml")
    defaults = Config(sources=shipped.sources)

    assert shipped.sources[0].path == ROOT / "corpus"
    for table in ("ranking", "publish", "reading", "index", "serve", "embed"):
        assert getattr(shipped, table) == getattr(defaults, table)
    assert shipped.search == defaults.search.model_copy(update={"synonyms": ROOT / "synonyms.txt"})


def test_the_shipped_settings_name_every_key():
    text = (ROOT / "config.toml").read_text(encoding="utf-8")
    named = tomllib.loads(re.sub(r"^# (?=\w+ = |\[\[)", "", text, flags=re.MULTILINE))

    for table, field in Config.model_fields.items():
        if table not in {"sources", "facets"}:
            assert set(named[table]) == set(not_none(field.annotation).model_fields), table
    folder, records, website = named["sources"]
    assert set().union(*named["facets"]) == {
        field.alias or key for key, field in FacetConfig.model_fields.items()
    }
    assert set(folder) == set(FolderSource.model_fields)
    assert set(records) == set(RecordsSource.model_fields) - {"rules"}  # shown for the first source
    assert set(website) == set(WebsiteSource.model_fields) - {"rules"}


# What it says


def test_every_path_is_relative_to_the_file(load, tmp_path, monkeypatch):
    monkeypatch.chdir("/")
    config = load(
        SOURCE
        + '[paths]\nlibrary = "/else/library.db"\nbuilds = "../builds"\n[search]\nsynonyms = "words.txt"\n'
    )

    assert config.sources[0].path == tmp_path / "export.jsonl"
    assert config.paths.library == Path("/else/library.db")
    assert config.paths.builds.resolve() == tmp_path.parent / "builds"
    assert config.search.synonyms == tmp_path / "words.txt"


def test_a_relative_name_of_the_file_makes_absolute_paths(load, tmp_path, monkeypatch):
    load(SOURCE)
    monkeypatch.chdir(tmp_path)

    assert load_config(Path("config.toml")).sources[0].path == tmp_path / "export.jsonl"


def test_sources_of_each_kind_are_told_apart(load):
    config = load(
        SOURCE.replace("kind", 'fields = {id = "_id"}\nkind')
        + '[[sources]]\nname = "sample"\nkind = "folder"\npath = "corpus"\nurl_prefix = "https://example.org/guides"\n'
    )

    export, sample = config.sources
    assert isinstance(export, RecordsSource)
    assert export.fields == {"id": "_id"}
    assert isinstance(sample, FolderSource)
    assert sample.url_prefix == "https://example.org/guides/"
    assert config.source("sample") is sample


def test_an_unknown_source_names_the_nearest(load):
    with pytest.raises(ConfigError, match=r"there is no source 'exprot'; did you mean export\?"):
        load(SOURCE).source("exprot")


def test_a_base_address_has_no_slash_at_its_end(load):
    assert (
        load(SOURCE + '[site]\nbase_url = "https://example.org/find/"').site.base_url
        == "https://example.org/find"
    )


def test_settings_cannot_be_changed(load):
    config = load(SOURCE)

    with pytest.raises(ValueError, match="frozen"):
        config.search.per_page = 5


# What is wrong with it


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "sources is missing; add a [[sources]] table with name, kind and path"),
        (SOURCE + "[serch]\nper_page = 1", "serch is not a setting; did you mean search?"),
        (SOURCE + "[search]\nper_pag = 1", "[search]: per_pag is not a setting; did you mean per_page?"),
        (SOURCE + "[search]\nzzz = 1", "[search]: zzz is not a setting; use one of max_per_page, per_page, suggestion_denylist, synonyms"),
        (SOURCE + "[ranking]\ntitel = 1", "[ranking]: titel is not a setting; did you mean title?"),
        (SOURCE + "[ranking.b]\ntitel = 1", "[ranking.b]: titel is not a setting; did you mean title?"),
        (SOURCE + "[ranking]\nminimum_should_match = [1, 0]", "[ranking]: entry 2 of minimum_should_match is 0, which is too small; use 1 or more"),
        (SOURCE + "[ranking]\nb = {text = 1.1}", "[ranking.b]: text is 1.1, which is too large; use 1 or less"),
        (SOURCE + "[ranking]\nminimum_should_match = [1, 3]", "[ranking]: minimum_should_match: 3 of 2 words cannot be required; write 2 or less as entry 2"),
        (SOURCE + "feilds = {}", "[[sources]]: feilds is not a setting; did you mean fields?"),
        (SOURCE.replace("records", "folder") + 'url_prefx = "x"', "[[sources]]: url_prefx is not a setting; did you mean url_prefix?"),
        (SOURCE.replace('path = "export.jsonl"', ""), "[[sources]]: path is missing; add path = …"),
        (SOURCE.replace('kind = "records"', ""), '[[sources]]: kind is missing; use kind = "folder", "records" or "website"'),
        (SOURCE.replace('"records"', '"recrods"'), '[[sources]]: kind is "recrods", which is not a kind of source; use kind = "folder", "records" or "website"'),
        (SOURCE + SOURCE, '[[sources]]: two sources are named "export"; rename one of them'),
        (SOURCE + "[search]\nper_page = 50\nmax_per_page = 20", "[search]: per_page is 50, above max_per_page, which is 20; lower per_page, or raise max_per_page"),
        (SOURCE + '[site]\nbase_url = "example.org"', '[site]: base_url: "example.org" is not an address; begin it with http:// or https://, such as https://example.gov/library'),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place_and_what_mends_it(load, text, said):
    assert mistakes(load, text) == [said]


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("search", "per_page = 0"), ("search", "per_page = 101"), ("search", 'per_page = "ten"'), ("search", "per_page = 1.5"),
        ("search", "max_per_page = 101"), ("search", "synonyms = 5"), ("site", "name = 5"), ("paths", "library = 5"),
        ("ranking", "k1 = 0"), ("ranking", "minimum_should_match = []"), ("ranking", "minimum_should_match = [2]"),
        ("ranking", "title = -0.1"), ("ranking", "title = 101"), ("ranking", "title = nan"), ("ranking", "title = inf"), ("ranking", 'exact = "x"'),
        ("publish", "keep_builds = 0"), ("publish", "max_lost = 1.1"), ("publish", "max_lost = -1"),
        ("reading", "max_bytes = 0"), ("reading", "memory_bytes = 1"), ("reading", "cpu_seconds = 0"),
        ("index", "memory_bytes = 33554431"), ("index", 'memory_bytes = "much"'),
        ("serve", "port = 0"), ("serve", "port = 65536"), ("serve", "workers = 0"), ("serve", "host = 5"),
        ("embed", 'allowed_origins = "https://example.gov"'), ("embed", "allowed_origins = [5]"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_is_told_with_its_key(load, table, line):
    (said,) = mistakes(load, f"{SOURCE}[{table}]\n{line}")

    assert said.startswith(f"[{table}]: ")
    assert line.partition(" ")[0] in said or "allowed_origins" in line
    assert "; " in said


@pytest.mark.parametrize("name", ["", "a b", "a/b", ".a", "é", "a" * 65])
def test_the_name_of_a_source_is_plain(load, name):
    (said,) = mistakes(load, SOURCE.replace('"export"', f'"{name}"'))

    assert said.startswith("[[sources]]: name: ")


def test_every_mistake_is_told_at_once(load):
    text = (
        SOURCE + "nme = 1\n[search]\nper_pag = 1\n[site]\nname = 5\n[serve]\nport = 0\nworkers = 0\n[wrong]\n"
    )

    said = mistakes(load, text)

    assert len(said) == 6
    assert [line.partition(":")[0] for line in said[:-1]] == [
        "[site]",
        "[[sources]]",
        "[search]",
        "[serve]",
        "[serve]",
    ]


@pytest.mark.parametrize("text", ["site = 5\n", "sources = 5\n", 'sources = ["x"]\n', "[[site]]\nname = 5\n", "sources = {a = 1}\n"])  # fmt: skip
def test_a_table_of_the_wrong_kind_is_a_mistake_like_any_other(load, text):
    assert mistakes(load, text)


@pytest.mark.parametrize("text", ["kind =", "= 5", "[", "a = {b = 1}\na.c = 2", "\x00"])
def test_what_is_not_toml_is_told_with_its_line(load, text):
    (said,) = mistakes(load, text)

    assert said.startswith("it is not TOML (")


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    binary = tmp_path / "config.toml"
    binary.write_bytes(b"\xff\xfe")

    with pytest.raises(ConfigError, match="there is no such file; choose one with --config"):
        load_config(tmp_path / "nowhere.toml")
    with pytest.raises(ConfigError, match="it cannot be read"):
        load_config(tmp_path)
    with pytest.raises(ConfigError, match="it cannot be read"):
        load_config(binary)


# Which file it is


def test_the_file_is_the_one_given_else_that_of_the_environment_else_the_one_here(monkeypatch):
    monkeypatch.setenv("FIELDGUIDE_CONFIG", "/else/config.toml")

    assert find_config(Path("given.toml")) == Path("given.toml")
    assert find_config(None) == Path("/else/config.toml")

    monkeypatch.setenv("FIELDGUIDE_CONFIG", "")

    assert find_config(None) == Path("config.toml")


def test_weights_are_those_whose_scores_the_tests_hold():
    assert set(RankingConfig.model_fields) == {
        "title",
        "headings",
        "topics",
        "summary",
        "text",
        "passage",
        "exact",
        "k1",
        "b",
        "minimum_should_match",
        "min_results",
    }


def test_a_writer_that_is_told_nothing_takes_what_the_settings_say_by_default():
    assert IndexConfig().memory_bytes == MEMORY


@pytest.mark.parametrize(
    ("table", "line", "now"),
    [
        ("ranking", "most = [1, 2]", "minimum_should_match"),
        ("ranking", "enough = [1, 2]", "min_results"),
        ("watch", "look_seconds = 1", "poll_seconds"),
    ],
)
def test_a_setting_by_its_name_of_before_is_refused_with_its_name_of_now(tmp_path, table, line, now):
    path = tmp_path / "config.toml"
    path.write_text(f'[[sources]]\nname = "a"\nkind = "folder"\npath = "a"\n[{table}]\n{line}\n')

    with pytest.raises(ConfigError, match=f"is not a setting; it is now called {now}"):
        load_config(path)

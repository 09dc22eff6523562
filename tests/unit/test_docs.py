"""The docs cannot fall behind: settings, routes, commands, errors, numbers and links are compared with the code."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from indexer.config import Config, FolderSource, RankingConfig, RecordsSource, load_config
from indexer.errors import FieldguideError
from searchapp import cli
from searchapp.app import create_app
from searchapp.engine.live import open_engine
from searchapp.engine.model import ENOUGH, HEADING, K1, LENGTH, MOST, PASSAGE_LENGTH, WEAKEST
from searchapp.engine.request import MAX_TEXT, MAX_WORDS, SORTS, SearchRequest
from searchapp.web.addresses import Addresses
from searchapp.web.answers import resource_answer, search_answer, status_answer
from searchapp.web.parameters import API_NAMES
from tests.making import make_passage, make_resource

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
NOT_OURS = {".venv", ".git", "var", "build", "dist", "node_modules"}
REQUIRED = "required"


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def headings(text: str) -> list[str]:
    return re.findall(r"^#+ (.+)$", without_code(text), re.MULTILINE)


def without_code(text: str) -> str:
    return re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)


def section(text: str, heading: str) -> str:
    """What stands below *heading*, up to the next heading of its level or above."""
    begun = re.search(rf"^(#+) {re.escape(heading)}$", text, re.MULTILINE)
    assert begun is not None, f"there is no heading {heading!r}"
    rest = text[begun.end() :]
    end = re.search(rf"^#{{1,{len(begun[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


# Settings


def settings() -> Iterator[tuple[str, str, FieldInfo]]:
    """(table as docs call it, key, field) of every setting."""
    for table, field in Config.model_fields.items():
        if table == "sources":
            continue
        model = field.annotation
        assert isinstance(model, type)
        assert issubclass(model, BaseModel)
        yield from ((f"[{table}]", key, inner) for key, inner in model.model_fields.items())
    keys: dict[str, FieldInfo] = {**FolderSource.model_fields, **RecordsSource.model_fields}
    yield from (("[[sources]]", key, inner) for key, inner in keys.items())


SETTINGS = [pytest.param(*setting, id=f"{setting[0]} {setting[1]}") for setting in settings()]


def in_toml(value: Any) -> str:
    """*value* as config.toml would have it."""
    if isinstance(value, str | Path):
        return f'"{value}"'
    return {(): "[]", None: "unset"}.get(value, str(value)) if value != {} else "{}"


def default_of(field: FieldInfo) -> str:
    if field.is_required():
        return REQUIRED
    shown = in_toml(field.default)
    return shown if shown == "unset" else f"`{shown}`"


@pytest.mark.parametrize(("table", "key", "field"), SETTINGS)
def test_every_setting_is_in_the_docs_with_its_default(table: str, key: str, field: FieldInfo) -> None:
    row = re.search(
        rf"^\| `{re.escape(table)}` \| `{key}` \| (.+?) \| (.+) \|$",
        page("docs/configuration.md"),
        re.MULTILINE,
    )

    assert row is not None
    assert row[1] == default_of(field)


@pytest.mark.parametrize(("table", "key", "field"), SETTINGS)
def test_every_setting_is_in_the_config_that_ships(table: str, key: str, field: FieldInfo) -> None:
    tables = re.split(r"^(?:# *)?(\[\[?[a-z]+\]?\])", page("config.toml"), flags=re.MULTILINE)
    below = "".join(text for name, text in zip(tables[1::2], tables[2::2], strict=True) if name == table)

    assert re.search(rf"^(?:# *)?{key} *= ", below, re.MULTILINE)


def test_the_docs_name_no_setting_that_is_gone() -> None:
    named = set(re.findall(r"^\| `(\[.+?\])` \| `(\w+)` \|", page("docs/configuration.md"), re.MULTILINE))

    assert named == {(table, key) for table, key, _ in settings()}


def test_the_config_that_ships_shows_the_defaults() -> None:
    shipped = load_config(ROOT / "config.toml")
    plain = Config.model_validate({"sources": tomllib.loads(page("config.toml"))["sources"]})

    assert (
        shipped.model_copy(update={"site": plain.site, "paths": plain.paths, "sources": plain.sources})
        == plain
    )
    assert shipped.paths.library == ROOT / plain.paths.library
    assert shipped.paths.builds == ROOT / plain.paths.builds


# Routes


def route_rules() -> list[str]:
    app = create_app(load_config(ROOT / "config.toml"), open_engine(load_config(ROOT / "config.toml")))
    return [rule.rule for rule in app.url_map.iter_rules()]


def bare(route: str) -> str:
    """A route with its placeholders emptied: what they are called is nobody's business."""
    return re.sub(r"<[^>]+>", "<>", route)


def documented_routes() -> list[str]:
    return [
        found[1] for title in headings(page("docs/api.md")) if (found := re.fullmatch(r"`GET (\S+)`", title))
    ]


@pytest.mark.parametrize("rule", route_rules())
def test_every_route_has_a_heading(rule: str) -> None:
    assert bare(rule) in {bare(route) for route in documented_routes()}


@pytest.mark.parametrize("route", documented_routes())
def test_every_documented_route_is_one(route: str) -> None:
    rules = [re.escape(bare(rule)).replace("<>", ".+") for rule in route_rules()]

    assert any(re.fullmatch(rule, re.sub(r"<[^>]+>", "x", route)) for rule in rules)


@pytest.mark.parametrize("name", API_NAMES)
def test_every_parameter_of_a_search_is_documented(name: str) -> None:
    rows = re.findall(r"^\| (`.+?) \|", section(page("docs/api.md"), "`GET /api/v1/search`"), re.MULTILINE)

    assert name in {parameter for row in rows for parameter in re.findall(r"`(\w+)`", row)}


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_is_documented(sort: str) -> None:
    assert f"`{sort}`" in section(page("docs/api.md"), "`GET /api/v1/search`")


def keys_of(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*(keys_of(inner) for inner in value.values()))
    return set().union(*(keys_of(inner) for inner in value)) if isinstance(value, list) else set()


def test_every_key_of_an_answer_is_documented(engine_for: Any) -> None:
    engine = engine_for(
        make_resource("one", passages=(make_passage("a dog", page=1),), topics=("Use of Force",))
    )
    asked = SearchRequest("dog")
    view = engine.resource("one", "dog")
    assert view is not None

    answers = [
        search_answer(asked, engine.search(asked), Addresses(), 10),
        resource_answer(view, Addresses()),
    ]

    documented = set(re.findall(r'"(\w+)":', page("docs/api.md")))
    assert set().union(*(keys_of(answer) for answer in answers)) <= documented


def test_every_key_of_the_status_is_documented(build_for: Any) -> None:
    build = build_for(make_resource("one"))
    config = Config.model_validate(
        {
            "sources": [{"name": "x", "kind": "folder", "path": "x"}],
            "paths": {"builds": build.path.parent},
        }
    )

    answer = status_answer(open_engine(config).status())

    assert set(answer) <= set(re.findall(r'"(\w+)":', page("docs/api.md")))


# Commands and errors

COMMANDS = sorted(cli.group.commands)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    assert cli.group.commands[name].help


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_its_options_are_in_the_operations_guide(name: str) -> None:
    said = section(page("docs/operations.md"), f"`fieldguide {name}`")

    options = {
        option
        for parameter in cli.group.commands[name].params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
    }
    assert {option for option in options if option not in said} == set()


def test_the_operations_guide_names_no_command_that_is_gone() -> None:
    named = {title for title in headings(page("docs/operations.md")) if title.startswith("`fieldguide ")}

    assert named == {f"`fieldguide {name}`" for name in COMMANDS}


def errors(kind: type[FieldguideError] = FieldguideError) -> Iterator[type[FieldguideError]]:
    for error in kind.__subclasses__():
        if not error.__name__.startswith("_"):
            yield error
        yield from errors(error)


@pytest.mark.parametrize("error", list(errors()), ids=lambda error: error.__name__)
def test_every_error_is_in_the_operations_guide_with_its_exit_code(error: type[FieldguideError]) -> None:
    rows = section(page("docs/operations.md"), "Every error")

    assert re.search(rf"^\| `{error.__name__}` \| {error.exit_code} \|", rows, re.MULTILINE)


# Numbers


def test_how_many_words_are_most_is_as_in_the_code() -> None:
    rows = re.findall(r"^\| (\d+)(?: or more)? \| (\d+) \|$", page("docs/query-language.md"), re.MULTILINE)

    assert [(int(typed), int(needed)) for typed, needed in rows] == list(enumerate(MOST))[1:]
    assert f"| {len(MOST) - 1} or more |" in page("docs/query-language.md")


def test_where_a_question_is_cut_is_as_in_the_code() -> None:
    said = f"The first {MAX_TEXT:,} signs and the first {MAX_WORDS} words"

    assert said in page("docs/query-language.md")


@pytest.mark.parametrize("field", LENGTH)
def test_the_weight_of_each_field_is_as_in_the_code(field: str) -> None:
    weight = getattr(RankingConfig(), field)

    assert f"| `{field}` | {weight:g} | {LENGTH[field]:g} |" in section(page("docs/relevance.md"), "Weights")


@pytest.mark.parametrize("key", sorted(RankingConfig.model_fields.keys() - LENGTH.keys()))
def test_what_else_weighs_is_as_in_the_code(key: str) -> None:
    assert f"| `{key}` | {getattr(RankingConfig(), key):g} |" in section(page("docs/relevance.md"), "Weights")


def test_the_other_numbers_of_the_ranking_are_as_in_the_code() -> None:
    said = page("docs/relevance.md")

    assert f"`K1` = {K1:g} " in section(said, "Saturation")
    for name, value in {"PASSAGE_LENGTH": PASSAGE_LENGTH, "HEADING": HEADING, "WEAKEST": WEAKEST}.items():
        assert f"| `{name}` | {value:g} |" in section(said, "Passages")


def test_the_most_words_are_told_in_the_relevance_page_as_in_the_code() -> None:
    said = section(page("docs/relevance.md"), "Most of the words")

    assert f"`searchapp/engine/model.py`: {', '.join(str(needed) for needed in MOST)} of 0 to" in said
    assert ENOUGH[1:4] == (1, 1, 1)
    assert f"1 for\nquestions of up to three words, and {ENOUGH[-1]} for longer ones" in said


# Decisions

DECISIONS = sorted((DOCS / "adr").glob("*.md"))
A_PAGE = 60  # lines


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.name)
def test_every_decision_has_a_number_a_date_and_a_status_and_fits_a_page(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    number = re.fullmatch(r"(\d{4})-[a-z0-9.-]+\.md", path.name)
    assert number is not None
    assert text.startswith(f"# {int(number[1])}. ")
    assert re.search(r"^Date: \d{4}-\d{2}-\d{2}$", text, re.MULTILINE)
    assert re.search(r"^Status: (?:accepted|rejected|superseded by \d{4})", text, re.MULTILINE)
    assert headings(text)[1:] == ["Context", "Decision", "Consequences", "Rejected"]
    assert len(text.splitlines()) <= A_PAGE


def test_decisions_are_numbered_without_gaps() -> None:
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def decisions_named() -> set[str]:
    sources = [path for folder in ("indexer", "searchapp") for path in (ROOT / folder).rglob("*.py")]
    return {
        number
        for path in (*sources, ROOT / "pyproject.toml")
        for number in re.findall(r"docs/adr/(\d{4})", path.read_text(encoding="utf-8"))
    }


def test_every_decision_that_the_code_names_is_there() -> None:
    assert decisions_named() <= {path.name[:4] for path in DECISIONS}


# Links, and what stands nowhere


def ours(*patterns: str) -> list[Path]:
    found = {path for pattern in patterns for path in ROOT.rglob(pattern)}
    return sorted(path for path in found if not NOT_OURS & set(path.relative_to(ROOT).parts))


def anchor_of(heading: str) -> str:
    """The anchor that GitHub makes of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower()).replace(" ", "-")


def links(path: Path) -> list[str]:
    text = re.sub(r"`[^`\n]*`", "", without_code(path.read_text(encoding="utf-8")))
    return [target for target in re.findall(r"\]\(([^)\s]+)\)", text) if not re.match(r"[a-z]+:", target)]


def anchors_of(path: Path) -> set[str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        return {anchor_of(title) for title in headings(text)}
    return set(re.findall(r'\bid="([^"]+)"', text))


def leads_somewhere(path: Path, link: str) -> bool:
    file, _, anchor = link.partition("#")
    target = path.parent / file if file else path
    return target.exists() and (not anchor or anchor in anchors_of(target))


PROSE = [
    path for path in ours("*.md") if ROOT / "tests" not in path.parents
]  # there lie pages made to be wrong


@pytest.mark.parametrize("path", PROSE, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(path: Path) -> None:
    assert [link for link in links(path) if not leads_somewhere(path, link)] == []


MACHINE_PATH = re.compile(r"(?<![\w.:/-])/(?:work|home|root|Users|tmp)/\w")


@pytest.mark.parametrize(
    "path",
    ours("*.md", "*.py", "*.toml", "*.html", "*.css", "*.jsonl", "Makefile", "run"),
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_no_file_names_a_path_of_somebodys_machine(path: Path) -> None:
    assert MACHINE_PATH.findall(path.read_text(encoding="utf-8", errors="replace")) == []


def test_the_readme_fits_a_screen_and_names_the_two_commands() -> None:
    text = page("README.md")

    assert len(text.splitlines()) <= A_PAGE
    assert "make serve" in text
    assert "make test" in text


def test_every_page_of_the_docs_can_be_reached_from_the_readme() -> None:
    linked = {(ROOT / link.partition("#")[0]).resolve() for link in links(ROOT / "README.md")}

    assert {path for path in DOCS.glob("*.md") if path.resolve() not in linked} == set()

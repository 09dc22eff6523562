"""Every command and every error is in the operations guide, and no other."""

import re
from collections.abc import Iterator

import click
import pytest

from indexer.cli.group import LazyCommand
from indexer.errors import FieldguideError
from searchapp import cli
from tests.unit.docs.pages import headings, page, section

COMMANDS = sorted(cli.group.commands)


def command(name: str) -> click.Command:
    """The command itself, with its options."""
    lazy = cli.group.commands[name]
    assert isinstance(lazy, LazyCommand)
    return lazy.load()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    assert command(name).help


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_its_options_are_in_the_operations_guide(name: str) -> None:
    said = section(page("docs/operations.md"), f"`fieldguide {name}`")

    options = {
        option
        for parameter in command(name).params
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

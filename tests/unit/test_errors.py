"""An error says what, where and how to fix it, in one line, and ends the command with the code of the contract."""

import pytest

from indexer import errors
from indexer.errors import FieldguideError

CODES = {
    "FieldguideError": 1, "ConfigError": 2, "SourceError": 3, "RecordError": 3, "ReadError": 3, "LibraryError": 1, "BuildError": 1,
    "NoBuildError": 1, "LockedError": 4, "HeldError": 5, "SynonymsError": 2,
}  # fmt: skip
KINDS = [
    kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, FieldguideError)
]


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_ends_the_command_with_the_code_of_the_contract(kind):
    assert kind.exit_code == CODES[kind.__name__]
    assert kind.__name__ in errors.__doc__


def test_every_code_of_the_contract_has_an_error():
    assert {kind.__name__ for kind in KINDS} == set(CODES)


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_is_one_line(kind):
    error = kind("it is wrong", where="a\nfile\t\x1b[31m\ud800.txt", fix="fix it")

    assert str(error) == "a\\nfile\\t\\x1b[31m\\ud800.txt: it is wrong; fix it"
    assert (error.what, error.fix) == ("it is wrong", "fix it")


def test_an_error_cannot_be_raised_without_saying_what_mends_it():
    with pytest.raises(TypeError):
        FieldguideError("it is wrong", where="here")  # type: ignore[call-arg]  # the test is about that


def test_letters_of_any_script_stay_as_they_are():
    assert str(FieldguideError("falsch", where="Übersicht “é” 中", fix="x")) == "Übersicht “é” 中: falsch; x"


def test_a_kind_is_caught_by_its_family():
    assert issubclass(errors.NoBuildError, errors.BuildError)
    assert all(issubclass(kind, FieldguideError) for kind in KINDS)

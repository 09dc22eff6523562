"""No template has words of its own: each is a message, so that it is in the catalogues."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from searchapp.web import translations

TEMPLATES = Path(translations.__file__).parents[1] / "templates"
_TAG = re.compile(r"<[^>]*>")
_CODE = re.compile(r"<code>.*?</code>", re.DOTALL)  # what is typed is the same in every language
# Attributes that readers hear or see.
_SAID = re.compile(r'\b(?:aria-label|title|alt|placeholder|aria-description)="([^"]*)"')
_CLASS = re.compile(r"{% block kind %}.*?{% endblock %}")  # of the body
MESSAGES = {"_", "counted", "marked_counted"}
_WORDS = re.compile(r"[A-Z]\w+|\w \w")
_LANG = re.compile(r' lang="\0+"')  # an attribute by itself, as a macro yields it
_LETTERS = re.compile(r"[^\W\d_]")


def literal_words(source: str) -> list[str]:
    """The words that stand in a template outside of its expressions."""
    tokens = Environment(autoescape=True).lex(_CLASS.sub("", source))
    # What an expression yields is no word of the template; nor does it end a tag.
    html = "".join(value if kind == "data" else "\0" for _, kind, value in tokens)
    html = _LANG.sub("", _CODE.sub("", html))
    said = [match[1] for match in _SAID.finditer(html)]
    texts = [text.strip("\0 \n") for text in re.split(r"[\0\n]", _TAG.sub("\n", html))]
    return [text for text in (*said, *texts) if _LETTERS.search(text)]


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.html")), ids=lambda path: path.name)
def test_a_template_has_no_words_of_its_own(path: Path) -> None:
    assert literal_words(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Hello {{ name }}</p>", ["Hello"]),
        ('<a href="{{ address }}" aria-label="Go">1</a>', ["Go"]),
        ('<p class="x">{{ _("Hello") }} – 1</p>{# a remark #}', []),
        ("<code>topic:x</code>", []),
        ("{% if x %}yes{% endif %}", ["yes"]),
    ],
)
def test_what_counts_as_a_word(source: str, words: list[str]) -> None:
    assert literal_words(source) == words


def literal_strings(node: nodes.Node) -> Iterator[str]:
    """The strings in the expressions of a template that read as words, but for those that are messages."""
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in MESSAGES:
        for inside in (*node.args, *node.kwargs):
            if not isinstance(inside, nodes.Const):
                yield from literal_strings(inside)
    elif isinstance(node, nodes.Const) and isinstance(node.value, str) and _WORDS.search(node.value):
        yield node.value
    else:
        for inside in node.iter_child_nodes():
            yield from literal_strings(inside)


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.html")), ids=lambda path: path.name)
def test_no_expression_has_words_that_are_no_message(path: Path) -> None:
    assert list(literal_strings(Environment(autoescape=True).parse(path.read_text(encoding="utf-8")))) == []


def test_what_counts_as_a_string_of_words() -> None:
    source = '{{ _("A b", x="Some word") }}{{ "Some words" if x else counted(1, "one b", "more b") }}{{ f("search-form") }}'

    assert list(literal_strings(Environment(autoescape=True).parse(source))) == ["Some word", "Some words"]

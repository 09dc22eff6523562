import pytest

from searchapp.web.code_lines import with_code
from searchapp.web.textpage import paragraphs


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("One.\nTwo.", "One.\nTwo."),
        ("One.\n\ta\n\t  <mark>b</mark>\nTwo.", "One.\n<code>a\n  <mark>b</mark></code>\nTwo."),
        ("\ta", "<code>a</code>"),
        ("\ta\nb\n\tc", "<code>a</code>\nb\n<code>c</code>"),
        ("One\ttwo", "One\ttwo"),
        # A mark within a program may run on; one that leaves it lets no tag stand between.
        ("\t<mark>a\n\tb</mark>\nc", "<code><mark>a\nb</mark></code>\nc"),
        ("c <mark>d\n\ta</mark>\n\tb", "c <mark>d\n\ta</mark>\n\tb"),
    ],
)
def test_the_lines_of_a_program_are_code(html: str, shown: str) -> None:
    assert with_code(html) == shown


def test_a_program_is_one_paragraph_of_the_text_page() -> None:
    assert paragraphs("One.\n\ta\n\t  b\n\nTwo.\nThree.") == ("One.", "\ta\n\t  b", "Two.", "Three.")
    assert paragraphs("One <mark>a.\n\tb</mark>\nTwo.") == ("One <mark>a.\n\tb</mark>\nTwo.",)

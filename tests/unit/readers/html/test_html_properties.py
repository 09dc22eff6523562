"""What pages say in meta tags, and cards in attributes, classes and labels, is kept for facets."""

from indexer.readers.html.reader import read_html
from indexer.readers.outcome import cleaned
from indexer.readers.properties import MAX_KEYS, MAX_VALUE, MAX_VALUES

CARD = (
    '<div class="search-filter-result-item" data-audience="patrol" data-empty=""><p>Report | 2020</p>'
    '<h3><a href="/{name}">{name}</a></h3><p class="state">North <b>Carolina</b></p>'
    "<p>Written for: Chiefs, Sheriffs</p><p>This is a sentence with a colon: it is no label.</p><ul><li>Force</li></ul></div>"
)


def cards(*items):
    page = f'<html><body><div class="search-filter-results"><div>{"".join(items)}</div></div></body></html>'
    return cleaned(read_html(page.encode(), "page")).cards


def test_a_card_tells_attributes_classes_and_labels():
    one, two = cards(CARD.format(name="one"), CARD.format(name="two").replace("patrol", "pat\x07rol\u202e"))

    assert one.properties["data-audience"] == ("patrol",)
    assert one.properties["class:state"] == ("North Carolina",)
    assert one.properties["Written for"] == ("Chiefs, Sheriffs",)
    assert not any(name.startswith("This") for name in one.properties)
    assert "data-empty" not in one.properties
    assert two.properties["data-audience"] == ("pat rol",) or two.properties["data-audience"] == ("patrol",)
    assert (one.types, one.topics, one.year) == (("Report",), ("Force",), 2020)


def test_what_a_card_tells_is_bounded():
    many = "".join(f'<i data-n{number}="x" class="c">{number}</i>' for number in range(200))
    long = "x" * (MAX_VALUE + 1)
    (card, *_) = cards(
        CARD.format(name="one").replace("</h3>", f'</h3><p data-long="{long}">{many}</p>'), CARD
    )

    assert len(card.properties) <= MAX_KEYS
    assert len(card.properties["class:c"]) == MAX_VALUES
    assert "data-long" not in card.properties


def test_a_page_tells_its_meta_tags():
    page = (
        '<html><head><meta name="DC.Audience" content=" Patrol  officers "><meta property="article:section" content="A">'
        '<meta property="article:section" content="B"><meta charset="utf-8"><meta name="x"></head>'
        "<body><main><h1>Guide</h1><p>Text of the guide.</p></main></body></html>"
    )

    found = read_html(page.encode(), "page").properties

    assert found == {"dc.audience": ("Patrol officers",), "article:section": ("A", "B")}

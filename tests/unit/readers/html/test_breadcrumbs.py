"""A page says what is above it: in data for search engines, a trail of links, Sphinx's and DocBook's navigation, or by links "up"."""

import json

import pytest

from indexer.readers.html.breadcrumbs import MAX_NAME
from indexer.readers.html.reader import read_html
from indexer.readers.outcome import cleaned
from indexer.resource import MAX_LEVELS

SPHINX = """
<div class="related" role="navigation" aria-label="related navigation"><h3>Navigation</h3><ul>
  <li class="right"><a href="../genindex.html" title="General Index" accesskey="I">index</a></li>
  <li class="right"><a href="caching.html" accesskey="N">next</a> |</li>
  <li class="nav-item nav-item-0"><a href="../index.html">Flask Documentation (2.2.x)</a> &#187;</li>
  <li class="nav-item nav-item-1"><a href="index.html" accesskey="U">Patterns for Flask</a> &#187;</li>
  <li class="nav-item nav-item-this"><a href="">Uploading Files</a></li>
</ul></div>"""
READ_THE_DOCS = """
<div role="navigation" aria-label="Page navigation"><ul class="wy-breadcrumbs">
  <li><a href="../index.html" class="icon icon-home" aria-label="Home"></a></li>
  <li class="breadcrumb-item"><a href="index.html">Patterns for Flask</a></li>
  <li class="breadcrumb-item active">Uploading Files</li>
  <li class="wy-breadcrumbs-aside"><a href="_sources/uploading.rst.txt">View page source</a></li>
</ul></div>"""
POSTGRESQL = """
<div class="navheader"><table summary="Navigation header">
  <tr><th colspan="5">Uploading Files</th></tr>
  <tr><td><a accesskey="p" href="usage.html" title="29.1. Usage">Prev</a></td>
      <td><a accesskey="u" href="usage.html" title="Chapter 29. Disk Usage">Up</a></td><th>Chapter 29. Disk Usage</th>
      <td><a accesskey="h" href="index.html" title="PostgreSQL Documentation">Home</a></td>
      <td><a accesskey="n" href="wal.html" title="Chapter 30. Log">Next</a></td></tr></table><hr /></div>"""
DOCBOOK = """
<div class="navheader"><table><tr><th colspan="3">Uploading Files</th></tr><tr><td><a accesskey="p" href="a.html">Prev</a></td>
  <th width="60%">Chapter 2. Files</th><td><a accesskey="n" href="b.html">Next</a></td></tr></table></div>"""
LINKS = """
<link rel="home" href="index.html" title="GIO Reference Manual"><link rel="prev" href="a.html" title="Before">
<link rel="up" href="async.html" title="Asynchronous I/O">"""
TEXINFO = """<p>Next: <a href="b.html" rel="next">Next one</a>, Up: <a href="Builtins.html" accesskey="u" rel="up">Shell Builtin Commands</a></p>"""
BOOTSTRAP = """
<nav aria-label="Breadcrumb"><ol class="breadcrumb"><li class="breadcrumb-item"><a href="/">Home</a></li>
  <li class="breadcrumb-item"><a href="/guides">Guides</a><ul><li><a href="/guides/other">A menu</a></li></ul></li>
  <li class="breadcrumb-item active" aria-current="page">How to upload</li></ol></nav>"""
WITHOUT_A_LIST = """<div id="breadcrumbs"><a href="/">Home</a> &gt; <a href="/guides">Guides</a> &gt; <span>This page</span></div>"""
MICRODATA = """
<ol itemscope itemtype="https://schema.org/BreadcrumbList">
  <li itemprop="itemListElement" itemscope><a itemprop="item" href="/b"><span itemprop="name">Books</span></a><meta itemprop="position" content="1"></li>
  <li itemprop="itemListElement" itemscope><a itemprop="item" href="/f"><span itemprop="name">Fantasy</span></a></li>
  <li itemprop="itemListElement" itemscope><span itemprop="name">Uploading Files</span></li></ol>"""
DATA = {
    "@context": "https://schema.org",
    "@graph": [
        {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": 2, "name": "Guides", "item": "https://example.org/guides"},
                {
                    "@type": "ListItem",
                    "position": 1,
                    "item": {"@id": "https://example.org/", "name": "Example Hub"},
                },
                {"@type": "ListItem", "position": 3, "name": "This very page"},
            ],
        }
    ],
}


def path_of(said, title="Uploading Files"):
    page = f"<html><head><title>{title}</title></head><body>{said}<main><h1>{title}</h1><p>Text.</p></main></body></html>"
    return cleaned(read_html(page.encode(), "page")).path


def data(value):
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def trail(*names):
    items = "".join(f'<li><a href="/{number}">{name}</a></li>' for number, name in enumerate(names))
    return f'<nav aria-label="breadcrumb"><ol>{items}</ol></nav>'


@pytest.mark.parametrize(
    ("said", "path"),
    [
        (SPHINX, ("Flask Documentation (2.2.x)", "Patterns for Flask")),
        (READ_THE_DOCS, ("Patterns for Flask",)),
        (POSTGRESQL, ("PostgreSQL Documentation", "Chapter 29. Disk Usage")),
        (DOCBOOK, ("Chapter 2. Files",)),
        (LINKS, ("GIO Reference Manual", "Asynchronous I/O")),
        (TEXINFO, ("Shell Builtin Commands",)),
        (BOOTSTRAP, ("Guides",)),
        (WITHOUT_A_LIST, ("Guides",)),
        (MICRODATA, ("Books", "Fantasy")),
        (data(DATA), ("Example Hub", "Guides")),
        (data(DATA) + SPHINX, ("Example Hub", "Guides")),  # what is meant for programs is clearest
        (READ_THE_DOCS + SPHINX, ("Flask Documentation (2.2.x)", "Patterns for Flask")),
        ("<p>No breadcrumbs</p>", ()),
        (trail("Guides", "Uploading Files"), ("Guides",)),
        (trail("Uploading Files"), ()),
        (trail("Guides /", "» Guides", "›", "std::vector&lt;int&gt; ›"), ("Guides", "std::vector<int>")),
    ],
)  # fmt: skip
def test_a_page_is_below_what_it_says_itself(said, path):
    assert path_of(said) == path


@pytest.mark.parametrize(
    ("head", "path"),
    [
        ('<title>4.1 Bourne Shell Builtins (Bash Reference Manual)</title><meta name="Generator" content="texi2any">', ("Bash Reference Manual", "Shell Builtin Commands")),
        ('<title>4.1 Bourne Shell Builtins (Bash Reference Manual)</title><meta name="Generator" content="another">', ("Shell Builtin Commands",)),
        ('<title>4.1 Bourne Shell Builtins</title><meta name="Generator" content="texi2any">', ("Shell Builtin Commands",)),
    ],
)  # fmt: skip
def test_texinfo_names_the_book_in_the_title(head, path):
    page = f"<html><head>{head}</head><body>{TEXINFO}<h3>4.1 Bourne Shell Builtins</h3><p>Text.</p></body></html>"

    assert read_html(page.encode(), "page").path == path


def test_a_trail_is_not_read_as_text():
    page = read_html(f"<body>{SPHINX}<div class='body'><h1>Uploading Files</h1><p>Text of it.</p></div></body>".encode(), "page")  # fmt: skip

    assert [passage.text for passage in page.passages] == ["Text of it."]


@pytest.mark.parametrize(
    "said",
    [
        trail(*(f"Level {number}" for number in range(1000))),
        trail(*(f"Level {number}" for number in range(MAX_LEVELS + 1))),
        '<nav class="breadcrumb">' * 1000 + '<a href="/">x</a>' + "</nav>" * 1000,
        "<ol class=breadcrumb><li>" * 1000,
        data({"@type": "BreadcrumbList", "itemListElement": [{"name": f"Level {n}", "item": "x"} for n in range(1000)]}),
        data({"@type": "BreadcrumbList", "itemListElement": "Level"}),
        data({"@type": "BreadcrumbList", "itemListElement": [None, 1, {"name": 3}, {"name": {"a": "b"}}, []]}),
        '<script type="application/ld+json">' + "[" * 100_000 + '"BreadcrumbList"</script>',
        '<script type="application/ld+json">{"@type": "BreadcrumbList", </script>',
        '<nav aria-label="breadcrumb"></nav><div class="related"></div><div class="navheader"></div>',
        '<link rel="up" title=""><a rel="up"></a><link rel="up" title="(dir)">',
        trail("", " ", "»", "Home", "Contents"),
    ],
    ids=range(12),
)  # fmt: skip
def test_what_is_no_path_is_none(said):
    assert path_of(said) == ()


def test_names_are_lines_without_control_characters_or_links():
    said = '<nav aria-label="breadcrumb"><ol><li><a href="javascript:alert(1)">Hub\u202e\x07 of\n guides</a></li><li><a href="/x">&lt;b&gt;Bold&lt;/b&gt;</a></li></ol></nav>'  # fmt: skip

    hub, bold = path_of(said)

    assert hub.split() == ["Hub", "of", "guides"]
    assert bold == "<b>Bold</b>"  # a name, which pages escape
    assert not any("javascript" in name for name in (hub, bold))


def test_a_long_name_is_cut():
    (name,) = path_of(trail("word " * 1000))

    assert len(name) <= MAX_NAME
    assert name.endswith("…")

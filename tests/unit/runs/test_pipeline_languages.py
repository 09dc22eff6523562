"""Each text is analyzed in its own language, from the source to the answer."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from indexer.builds import Builds
from indexer.builds.manifest import Manifest
from indexer.config import load_config
from indexer.errors import NoBuildError
from searchapp.engine import SearchRequest, open_engine
from tests.not_none import not_none
from tests.unit.a_site import Site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def found(site: Site, text: str) -> list[str]:
    return sorted(hit.id for hit in open_engine(load_config(site.config)).search(SearchRequest(text)).hits)


def manifest(site: Site) -> Manifest:
    return not_none(Builds(load_config(site.config).paths.builds).live()).manifest


def in_language(site: Site, language: str) -> None:
    sources = site.config.read_text(encoding="utf-8").partition("[site]")[0]
    site.config.write_text(f'{sources}[site]\nlanguage = "{language}"\n', encoding="utf-8")


def test_records_in_two_languages_share_an_index(site: Site) -> None:
    site.records({"id": "a", "text": "The courts"}, {"id": "b", "text": "Los jueces", "language": "es"})
    assert site.run("index").code == 0

    assert found(site, "juez") == ["b"]
    assert found(site, "court") == ["a"]
    assert manifest(site).analyzers == {"en": 1, "es": 1}


def test_the_first_and_the_last_text_in_a_language_need_no_rebuild(site: Site) -> None:
    english = [{"id": f"en{number}", "text": "The courts"} for number in range(5)]
    site.records(*english)
    site.run("index")
    assert manifest(site).analyzers == {"en": 1}

    site.records(*english, {"id": "es", "text": "Los jueces", "language": "es"})
    ran = site.run("index")

    assert "rebuilt" not in ran.out + ran.err
    assert found(site, "juez") == ["es"]
    assert manifest(site).analyzers == {"en": 1, "es": 1}

    site.records(*english)
    site.run("index", "--yes")

    assert found(site, "juez") == []
    assert manifest(site).analyzers == {"en": 1}


def test_another_language_of_the_site_is_a_rebuild_and_said_so(site: Site) -> None:
    site.records({"id": "a", "text": "Los jueces"}, {"id": "b", "text": "The judges", "language": "en"})
    site.run("index")
    assert found(site, "juez") == []

    in_language(site, "es")
    ran = site.run("index")

    assert "the language of the site or of a source changed; the index is rebuilt" in ran.out + ran.err
    assert found(site, "juez") == ["a"]
    assert found(site, "judge") == ["b"]
    assert "rebuilt" not in site.run("index").out


def test_a_page_declares_its_language_and_its_record_goes_before(tmp_path: Path) -> None:
    site = Site(tmp_path, sources=("sample",))
    page = '<html lang="{}"><title>Guía</title><main><p>Los jueces deciden hoy.</p></main></html>'
    (site.corpus / "declared.html").write_text(page.format("es-MX"), encoding="utf-8")
    (site.corpus / "wrong.html").write_text(page.format("en-US"), encoding="utf-8")
    (site.corpus / "note.md").write_text("---\nlanguage: es\n---\nLos jueces\n", encoding="utf-8")
    (site.corpus / "silent.txt").write_text("Los jueces", encoding="utf-8")
    site.run("index")
    assert found(site, "juez") == ["declared-html", "note-md"]

    lines = [{"id": "wrong", "files": ["wrong.html"], "language": "es"}]
    catalogue = "".join(json.dumps(line) + "\n" for line in lines)
    (site.corpus / "catalogue.jsonl").write_text(catalogue, encoding="utf-8")
    site.run("index", "--yes")

    assert "wrong" in found(site, "juez")


def test_a_language_that_is_an_entry_of_the_table_needs_no_more(tmp_path: Path) -> None:
    site = Site(tmp_path, sources=("export", "sample"))
    page = '<html lang="{}"><title>Blatt</title><main><p>Die Richter hören Zeugen in ihren Häusern an.</p></main></html>'
    site.file("german.html", page.format("de-AT"))
    site.file("unknown.html", page.format("xx"))
    site.records({"id": "record", "text": "Sie gingen in die Häuser.", "language": "Deutsch"})
    site.run("index")

    assert found(site, "haus") == found(site, "Haeuser") == ["german-html", "record"]
    assert manifest(site).analyzers == {"de": 1, "en": 1}

    in_language(site, "de")
    site.run("index")

    assert found(site, "haus") == ["german-html", "record", "unknown-html"]


def test_a_pdf_declares_its_language(tmp_path: Path) -> None:
    site = Site(tmp_path, sources=("sample",))
    for language in ("es-ES", "en-US"):
        canvas = Canvas(str(site.corpus / f"{language}.pdf"), invariant=True, lang=language)
        canvas.drawString(72, 700, "Los jueces deciden hoy.")
        canvas.save()
    site.run("index")

    assert found(site, "juez") == ["es-es-pdf"]


def test_a_build_of_another_version_of_an_analyzer_is_not_read_but_rebuilt(site: Site) -> None:
    site.records({"id": "a", "text": "Los jueces", "language": "es"})
    site.run("index")
    live = not_none(Builds(load_config(site.config).paths.builds).live())
    replace(live.manifest, analyzers={"en": 1, "es": 0}).write(live.path)

    with pytest.raises(NoBuildError, match="Spanish"):
        found(site, "juez")
    ran = site.run("index")

    assert "the analyzer of Spanish has another version; the index is rebuilt" in ran.out + ran.err
    assert found(site, "juez") == ["a"]


def test_the_language_of_a_source_goes_before_what_pages_declare_and_after_records(tmp_path: Path) -> None:
    site = Site(tmp_path, sources=("sample",))
    page = '<html lang="en"><title>Guía</title><main><p>Los jueces deciden hoy.</p></main></html>'
    (site.corpus / "page.html").write_text(page, encoding="utf-8")
    record = json.dumps({"id": "record", "title": "The judges", "language": "en"})
    (site.corpus / "catalogue.jsonl").write_text(record + "\n", encoding="utf-8")
    site.run("index")
    assert found(site, "juez") == []

    text = site.config.read_text(encoding="utf-8")
    site.config.write_text(
        text.replace('kind = "folder"', 'kind = "folder"\nlanguage = "es"'), encoding="utf-8"
    )
    ran = site.run("index")

    assert "the language of the site or of a source changed; the index is rebuilt" in ran.out + ran.err
    assert "changed   0" in ran.out  # nothing was read again
    assert found(site, "juez") == ["page-html"]
    assert found(site, "judge") == ["record"]

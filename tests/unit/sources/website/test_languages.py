"""Pages of two languages in; each in its own, as it declares, out."""

from tests.unit.sources.website.site import WebLibrary, page
from tests.unit.sources.website.web_server import WebServer, html


def test_a_page_is_in_the_language_that_it_declares(web: WebServer, site: WebLibrary) -> None:
    spanish = '<html lang="es-US"><title>Guía</title><main><h1>Guía</h1><p>Los jueces deciden hoy.</p></main></html>'
    web.pages["/"] = page("Home", links=("/guia", "/guide"))
    web.pages["/guia"] = html(spanish)
    web.pages["/guide"] = html(spanish.replace(' lang="es-US"', ""))

    site.index()

    assert site.one("guia").text_language == "es"
    assert site.one("guide").text_language is None

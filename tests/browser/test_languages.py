"""A reader who chose Spanish keeps it, whatever he does, with scripts and without."""

from playwright.sync_api import Page, expect


def test_a_chosen_language_stays(page: Page) -> None:
    page.get_by_role("link", name="Español").click()
    expect(page.get_by_role("heading", name="Temas", exact=True)).to_be_visible()

    page.get_by_label("Buscar en la biblioteca").fill("crisis team")
    page.get_by_role("button", name="Buscar").click()
    expect(page.get_by_role("status")).to_contain_text("resultados para “crisis team”")

    page.get_by_role("checkbox", name="Report").check()
    page.get_by_role("button", name="Aplicar filtros").click()
    expect(page.get_by_role("status")).to_contain_text("1 filtro")
    page.get_by_role("link", name="Quitar el filtro: Report").click()
    expect(page.get_by_role("status")).not_to_contain_text("filtro")

    page.get_by_role("link", name="Más recientes primero").click()
    page.get_by_role("navigation", name="Páginas de resultados").get_by_role("link", name="Página 2").click()
    expect(page.get_by_text("Página 2 de 2")).to_be_visible()

    page.get_by_role("link", name="Restablecer").click()
    expect(page.get_by_role("heading", name="Todos los recursos", level=2)).to_be_visible()
    assert page.url.endswith("/search?lang=es")


def test_the_same_search_is_one_link_away_in_the_other_language(page: Page) -> None:
    page.goto("/search?q=crisis+team&type=Report&lang=es")

    page.get_by_role("link", name="English").click()

    expect(page.get_by_role("status")).to_contain_text("results for “crisis team”, 1 filter")
    expect(page.get_by_role("checkbox", name="Report")).to_be_checked()
    assert page.url.endswith("/search?q=crisis+team&type=Report")


def test_what_was_not_translated_says_in_which_language_it_is(page: Page) -> None:
    page.goto("/search?q=crisis+team&lang=es")

    title = page.locator("article.entry h3").first
    assert title.evaluate("title => title.closest('[lang]').lang") == "en"
    expect(page.locator("article.entry .why").first).to_contain_text("Por qué aparece:")

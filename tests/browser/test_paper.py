"""Results and a resource as they are printed: what a reader needs away from the screen, and nothing to click."""

import io

import pypdfium2
from playwright.sync_api import Browser


def printed(browser: Browser, address: str) -> str:
    """Return the text of a page on paper."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    sheets = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="Letter")))
    context.close()
    return "\n".join(sheet.get_textpage().get_text_range() for sheet in sheets)


def test_a_printed_list_has_titles_and_pages_but_no_forms_and_no_paths(browser: Browser, base: str) -> None:
    text = printed(browser, f"{base}/search?q=crisis+team&topic=Mental+Health+and+Crisis+Response")

    assert "Building a Mobile Crisis Team" in text
    assert "page 10 (PDF)" in text
    assert "Mental Health and Crisis Response" in text  # the filter that was chosen
    for absent in (
        "/files/",
        "http://",
        "https://",
        "Apply filters",
        "Newest first",
        "Clear filters",
        "Next",
    ):
        assert absent not in text, absent


def test_a_printed_resource_has_its_passages_and_no_forms(browser: Browser, base: str) -> None:
    text = printed(browser, f"{base}/resources/sample-mobile-crisis-teams?q=crisis+team")

    assert "page 10 (PDF)" in text
    for absent in ("/files/", "Search in this resource", "Search the library", "Best:"):
        assert absent not in text, absent

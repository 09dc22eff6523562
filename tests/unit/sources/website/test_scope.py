"""Where a crawl goes, and where it does not."""

import pytest

from indexer.sources.website.scope import MAX_DATES, MAX_VARIANTS, Scope, Traps, page_parameters

START = ["https://example.org/hub/list"]


@pytest.mark.parametrize(
    ("address", "goes"),
    [
        ("https://example.org/hub/a", True),
        ("http://example.org/hub/a/b?c=d", True),
        ("https://example.org/other", False),
        ("https://example.org.evil.test/hub/a", False),
        ("https://media.example.org/hub/a", False),
    ],
)
def test_by_default_it_stays_below_the_folder_of_a_start_page(address: str, goes: bool) -> None:
    assert (Scope(start=START).page_refusal(address) is None) == goes


def test_patterns_decide_and_deny_comes_first() -> None:
    scope = Scope(start=START, allow=["example.org/hub/*", "/resource/*"], deny=["*/drafts/*"])

    assert scope.page_refusal("https://example.org/resource/one/") is None
    assert scope.page_refusal("https://example.org/hub/a?b") is None
    assert (
        scope.page_refusal("https://example.org/resource/drafts/a")
        == "the deny pattern '*/drafts/*' matches it"
    )
    assert scope.page_refusal("https://example.org/x/resource/one") == "no allow pattern matches it"
    assert scope.page_refusal("https://elsewhere.example/resource/one") == "no allow pattern matches it"
    assert scope.document_refusal("https://elsewhere.example/resource/one.pdf") is not None


def test_a_question_mark_in_a_pattern_is_one() -> None:
    scope = Scope(start=START, allow=["https://example.org/a?id=*"])

    assert scope.page_refusal("https://example.org/a?id=7") is None
    assert scope.page_refusal("https://example.org/ab") is not None


def test_files_come_from_the_hosts_of_start_and_from_those_that_are_named() -> None:
    scope = Scope(start=START, documents=["https://media.example.net/guides/*"], deny=["*.zip"])

    assert scope.document_refusal("https://example.org/uploads/a.pdf") is None
    assert scope.document_refusal("https://media.example.net/guides/a.pdf") is None
    assert scope.document_refusal("https://media.example.net/other/a.pdf") is not None
    assert scope.document_refusal("https://elsewhere.example/a.pdf") is not None
    assert scope.document_refusal("https://example.org/a.zip") is not None


def traps() -> Traps:
    return Traps(page_parameters=page_parameters("seite"))


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a/b/a/b/a/b/a/b",
        "https://example.org/" + "x/" * 30,
        "https://example.org/list?_sft_topic=force",
        "https://example.org/list?orderby=date",
        "https://example.org/list?filter[type]=a",
        "https://example.org/?s=words",
        "https://example.org/a?replytocom=7",
    ],
)
def test_traps_are_noticed_at_once(address: str) -> None:
    assert traps().refusal(address) is not None


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a?id=7",
        "https://example.org/list?seite=7",
        "https://example.org/2026/05/title",
        "https://example.org/node/2026",
    ],
)
def test_pages_are_no_traps(address: str) -> None:
    assert traps().refusal(address) is None


def test_parameters_without_end_are_a_trap_and_pages_of_a_listing_are_not() -> None:
    noticing = traps()

    found = [noticing.refusal(f"https://example.org/a?x={number}") for number in range(MAX_VARIANTS + 5)]
    pages = [
        noticing.refusal(f"https://example.org/list?seite={number}") for number in range(MAX_VARIANTS + 5)
    ]

    assert [one is None for one in found] == [True] * MAX_VARIANTS + [False] * 5
    assert pages == [None] * (MAX_VARIANTS + 5)


@pytest.mark.parametrize("form", ["/events/{}/{:02}/", "/events/{}-{:02}", "/events?month={}-{:02}"])
def test_calendars_without_end_are_a_trap(form: str) -> None:
    noticing = traps()

    found = [
        noticing.refusal("https://example.org" + form.format(2026 + n // 12, n % 12 + 1))
        for n in range(MAX_DATES + 1)
    ]

    assert found[:-1] == [None] * MAX_DATES
    assert found[-1] == f"more than {MAX_DATES} pages of one calendar were found"

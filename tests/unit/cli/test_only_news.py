"""`index --only-news`: what cron mails is what nobody knows yet."""

from pathlib import Path

from tests.unit.a_site import Ran, Site, numbered


def only_news(site: Site, *words: str) -> Ran:
    return site.run("index", "--only-news", *words)


def nothing(ran: Ran) -> bool:
    return (ran.code, ran.out, ran.err) == (0, "", "")


def test_a_run_without_failures_says_nothing(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.records(*numbered(3))

    assert nothing(only_news(site))
    assert len(site.live_ids()) == 3
    site.records(*numbered(4))
    assert nothing(only_news(site))
    assert len(site.live_ids()) == 4


def test_a_failure_is_said_once_and_again_when_another_comes(tmp_path: Path) -> None:
    site = Site(tmp_path, ("sample",))
    site.file("good.md", "# Good\n\nWords.")
    site.file("broken.pdf", "%PDF-1.4 broken")

    first = only_news(site)
    assert first.code == 3
    assert "sample/broken.pdf: it is not a complete PDF" in first.err
    assert "failed    1" in first.out
    assert nothing(only_news(site))
    assert site.run("index").code == 3  # as ever

    site.file("worse.pdf", "%PDF-1.4 worse")
    second = only_news(site)
    assert second.code == 3
    assert "sample/worse.pdf" in second.err
    assert "sample/broken.pdf" not in second.err
    assert "1 failure of the run before remains; run: fieldguide status" in second.err
    assert nothing(only_news(site))

    (site.corpus / "broken.pdf").unlink()
    assert nothing(only_news(site))


def test_what_needs_somebody_is_said_every_time(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.records(*numbered(20))
    only_news(site)
    site.records(*numbered(4))

    for _ in range(2):
        held = only_news(site)
        assert held.code == 5
        assert "is held" in held.err
    site.export.unlink()
    assert site.run("index", "--only-news", "--source", "nowhere").code == 2


def test_programs_get_their_answer_all_the_same(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.records(*numbered(2), "{")
    assert only_news(site, "--json").code == 3

    known = only_news(site, "--json")

    assert (known.code, known.err) == (0, "")
    assert known.json()["failed"] == 1


def test_more_failures_than_a_report_lists_are_news_by_their_number(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.records(*numbered(3), *["{"] * 1100)
    first = only_news(site)
    assert first.code == 3
    assert "… and 100 more failures" in first.err
    assert nothing(only_news(site))

    site.records(*numbered(3), *["{"] * 1105)
    more = only_news(site)

    assert more.code == 3
    assert "… and 5 more failures" in more.err
    assert "1,100 failures of the run before remain;" in more.err

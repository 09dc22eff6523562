"""An imitation of a knowledge hub on two local servers: 22 listing pages, an old and a new path to a topic, overlapping cards,
files on a slow media host, and all that goes wrong on real sites."""

import gzip
import threading
from dataclasses import dataclass, field

from tests.unit.sources.website.site import card, listing, page, text
from tests.unit.sources.website.web_server import Page, Reply, Request, WebServer, redirect

PAGES = 22
PER_PAGE = 8
RESOURCES = PAGES * PER_PAGE - 1  # the last page has seven
DOCUMENTS = 12
TOPICS = ("Use of Force", "Stops, Searches, and Arrests", "Training and Education")


def failing(status: int) -> Reply:
    """A failure that may be tried again at once: tests do not wait."""
    return Reply(status=status, headers={"Retry-After": "0"})


@dataclass(slots=True)
class Hub:
    """The hub's own server, and the host of its files, which answers only once all pages were asked for."""

    web: WebServer
    media: WebServer
    pages_asked: threading.Event = field(default_factory=threading.Event)
    tags: int = 0  # that were given

    @property
    def media_root(self) -> str:
        """The host of files, under another name than the hub's."""
        return self.media.root.replace("127.0.0.1", "localhost")

    def __post_init__(self) -> None:
        pages = self.web.pages
        pages["/robots.txt"] = text("User-agent: *\nDisallow: /private/\nAllow: /\n")
        pages["/"] = page(
            "Welcome to the hub", links=("/topics/force/", "/community-trust/", "/resource/r000/")
        )
        pages["/topics/force/"] = self._listing  # the new path …
        pages["/community-trust/"] = redirect("/topics/force/")  # … and the old one
        for number in range(RESOURCES):
            pages[f"/resource/r{number:03}/"] = self._resource(number)
        for number in range(DOCUMENTS):
            self.media.pages[f"/files/guide-{number}.txt"] = self._slow_file
        self._troubles()

    def _listing(self, request: Request) -> Reply:
        """Answer one page of the listing; past its end there are no cards."""
        number = int(request.path.partition("sf_paged=")[2] or "1")
        first = (number - 1) * PER_PAGE
        shown = [self._card(one) for one in range(first, min(first + PER_PAGE, RESOURCES))]
        # The resource of the first page stands on each, with another topic.
        if shown:
            shown.append(card("/resource/r000/", "Resource 0", "Video | 2019", (TOPICS[number % 3],)))
        facets = "".join(
            f'<a href="/topics/force/?_sft_topic={one}&sf_paged={number}">{one}</a>' for one in range(5)
        )
        return listing(*shown, below=f'{facets}<a href="/topics/force/?sf_paged=2">2</a>')

    @staticmethod
    def _card(number: int) -> str:
        meta = f"Report | {2000 + number % 25}" if number % 5 else "Guidebook/Tool, Training"
        return card(f"/resource/r{number:03}/", f"Resource {number}", meta, (TOPICS[number % 2],))

    def _resource(self, number: int) -> Reply:
        links = (f"{self.media_root}/files/guide-{number}.txt",) if number < DOCUMENTS else ()
        return page(
            f"Resource {number}",
            f"Only resource {number} says number{number}word.",
            links=links,
            ETag=f'"{number}"',
        )

    def _slow_file(self, request: Request) -> Reply:
        """Answer a file, but not before the hub was asked for all its pages: one slow host must stop no other."""
        if not self.pages_asked.wait(timeout=20):
            return Reply(status=504)
        return text(f"Text of {request.path.rpartition('/')[2]}.")

    def asked(self, _: Request) -> Reply:
        """Answer the last page that is asked for."""
        self.pages_asked.set()
        return page("The last page", "It is the last one that is linked.")

    def _changing_tag(self, _: Request) -> Reply:
        self.tags += 1
        return page("Changing", "Its tag is another each time.", ETag=f'"{self.tags}"')

    def _troubles(self) -> None:
        pages = self.web.pages
        troubles: dict[str, Page] = {
            "/trouble/error": failing(500),
            "/trouble/gone": Reply(status=410),
            "/trouble/loop-a": redirect("/trouble/loop-b"),
            "/trouble/loop-b": redirect("/trouble/loop-a"),
            "/trouble/metadata": redirect("http://169.254.169.254/latest/meta-data/"),
            "/trouble/local": redirect("http://10.0.0.1/"),
            "/trouble/off": redirect("https://elsewhere.example/"),
            "/trouble/tags": self._changing_tag,
            "/trouble/bomb": Reply(
                body=gzip.compress(bytes(60_000_000)),
                headers={"Content-Type": "text/html", "Content-Encoding": "gzip"},
            ),
        }
        pages.update(troubles)
        pages["/private/a"] = page("Private")
        links = (
            *troubles,
            "/trouble/missing",
            "/private/a",
            *(f"/calendar/{year}/{month:02}/" for year in range(2026, 2066) for month in range(1, 13)),
        )
        pages["/trouble/"] = page("Troubles", links=links)
        pages["/last/"] = self.asked
        urls = [f"{self.web.root}{path}" for path in ("/trouble/", "/resource/r000/", "/not/there", "/last/")]
        told = "".join(f"<url><loc>{url}</loc><lastmod>2026-11-26</lastmod></url>" for url in urls)
        pages["/sitemap.xml"] = Reply(
            body=f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{told}</urlset>".encode(),
            headers={"Content-Type": "application/xml"},
        )

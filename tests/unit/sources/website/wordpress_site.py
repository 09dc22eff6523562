"""A site that answers as WordPress' REST API is documented to, with HTML pages beside it."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.unit.sources.website.site import page
from tests.unit.sources.website.web_server import Reply, Request, WebServer

JSON = {"Content-Type": "application/json; charset=UTF-8"}
FORBIDDEN = {
    "code": "rest_forbidden",
    "message": "Sorry, you are not allowed to do that.",
    "data": {"status": 401},
}


@dataclass(slots=True)
class WordPressSite:
    """Posts of several kinds, their terms, and files."""

    web: WebServer
    posts: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: {"posts": [], "pages": [], "resources": []}
    )
    media: list[dict[str, Any]] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)  # bases that may not be seen
    failing: Callable[[Request], bool] = lambda _: False

    def __post_init__(self) -> None:
        for base in ("types", *self.posts, "media"):
            self.web.pages[f"/wp-json/wp/v2/{base}"] = self.answer

    def add(self, base: str, number: int, slug: str, text: str, **more: Any) -> dict[str, Any]:
        """Add a post; `terms=` are (taxonomy, name)."""
        terms = more.pop("terms", ())
        post = {
            "id": number,
            "link": f"{self.web.root}/{slug}/",
            "date": "2021-03-04T10:00:00",
            "modified_gmt": "2021-03-04T10:00:00",
            "title": {"rendered": f"Title of {slug} &#8211; whole"},
            "content": {"rendered": f"<p>{text}</p>", "protected": False},
            "excerpt": {"rendered": f"<p>About {slug}.</p>\n"},
            "_embedded": {"wp:term": [[{"taxonomy": one, "name": name} for one, name in terms], [FORBIDDEN]]},
            **more,
        }
        self.posts[base].append(post)
        # Its HTML page says the same in its theme.
        self.web.pages[f"/{slug}/"] = page(f"HTML of {slug}", text)
        return post

    def answer(self, request: Request) -> Reply:
        """Answer one question to the API."""
        parts = urlsplit(request.path)
        base = parts.path.rpartition("/")[2]
        given = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if self.failing(request):
            return Reply(status=500)
        if base in self.closed:
            return Reply(status=401, body=json.dumps(FORBIDDEN).encode(), headers=JSON)
        if base == "types":
            kinds = {
                "post": "posts",
                "page": "pages",
                "resource": "resources",
                "attachment": "media",
                "wp_block": "blocks",
            }
            told: Any = {
                name: {"slug": name, "rest_base": kind, "taxonomies": []} for name, kind in kinds.items()
            }
            return Reply(body=json.dumps(told).encode(), headers=JSON)
        found = self.media if base == "media" else self.posts[base]
        if "include" in given:
            wanted = set(map(int, given["include"].split(",")))
            found = [one for one in found if one["id"] in wanted]
        page_number, per_page = int(given.get("page", "1")), int(given.get("per_page", "10"))
        pages = -(-len(found) // per_page)
        if page_number > max(1, pages):
            error = {"code": "rest_post_invalid_page_number", "data": {"status": 400}}
            return Reply(status=400, body=json.dumps(error).encode(), headers=JSON)
        shown = found[(page_number - 1) * per_page : page_number * per_page]
        fields = given.get("_fields", "").split(",")
        chosen = [{name: one[name] for name in fields if name in one} for one in shown]
        headers = {**JSON, "X-WP-Total": str(len(found)), "X-WP-TotalPages": str(pages)}
        return Reply(body=json.dumps(chosen).encode(), headers=headers)

"""An address that another one has replaced in, the answer that leads there out."""

from typing import Final
from urllib.parse import quote

from flask import Response, request

from searchapp.web.conditional import CACHE_CONTROL

_QUERY_SAFE: Final = "%!$&'()*+,;=:@/?-._~"  # what a query may contain as it was sent


def moved_permanently(address: str) -> Response:
    """Return a redirect to *address*, which has what was asked for, with the parameters of this request."""
    asked = quote(request.query_string, safe=_QUERY_SAFE)
    # Another file may get the old name one day, so the answer is kept no longer than any other.
    headers = {"Location": f"{address}?{asked}" if asked else address, "Cache-Control": CACHE_CONTROL}
    return Response("Moved\n", 301, headers, content_type="text/plain; charset=utf-8")

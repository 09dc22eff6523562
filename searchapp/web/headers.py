"""A response in, the same response with its security headers out."""

from typing import Final

from flask import Response, request

_PAGE: Final = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)


def page_policy(*, ancestors: str = "'none'") -> str:
    """Return the policy of a page that *ancestors* may show in a frame."""
    return f"{_PAGE}; frame-ancestors {ancestors}"


PAGE_POLICY: Final = page_policy()
# A document from outside may hold anything; it must never run a script under our address, nor fetch from any other. Its
# links may open a new tab, which is then as free as any, and lead to files that are downloaded.
DOCUMENT_POLICY: Final = (
    "sandbox allow-popups allow-popups-to-escape-sandbox allow-downloads; "
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:"
)
# Nothing here needs a camera, a place or a payment, and no document from outside shall ask for one under our address.
_PERMISSIONS: Final = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "geolocation",
        "gyroscope", "hid", "identity-credentials-get", "idle-detection", "local-fonts", "magnetometer", "microphone",
        "midi", "otp-credentials", "payment", "picture-in-picture", "publickey-credentials-create",
        "publickey-credentials-get", "screen-wake-lock", "serial", "storage-access", "usb", "window-management",
        "xr-spatial-tracking",
    )
)  # fmt: skip
API_PREFIX: Final = "/api/"
STAFF_PREFIX: Final = "/api/v1/reindex"  # no page of another site may ask for it
_CORS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Server-Timing, Retry-After",
    "Timing-Allow-Origin": "*",
}
_PREFLIGHT: Final = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match, Content-Type",
    "Access-Control-Max-Age": "86400",
}


def is_api() -> bool:
    """Whether the request is for JSON rather than for a page."""
    return request.path.startswith(API_PREFIX)


def protected(response: Response) -> Response:
    """Return *response* with its policy, and with CORS under /api."""
    headers = response.headers
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
    headers.setdefault("Permissions-Policy", _PERMISSIONS)
    # The server would put its own name there. It lets nobody leave the header out, but it takes an empty one.
    headers["Server"] = ""
    if is_api():
        if not request.path.startswith(STAFF_PREFIX):
            headers.update(_CORS)
        if headers.get("Access-Control-Allow-Origin") and request.method == "OPTIONS":
            headers.update(_PREFLIGHT)
        headers.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
    # A browser's own PDF viewer is a page with styles and scripts: a policy of ours would blank it.
    elif response.mimetype != "application/pdf":
        headers.setdefault("Content-Security-Policy", PAGE_POLICY)
    return response

"""What is checked before routing, and what every response carries."""

import base64
import binascii
import hashlib
import json
from typing import Any

from ai_chef_api.problems import BodyTooLarge, InvalidJson, UnsupportedMediaType

MOST_BYTES = 32 * 1024
JSON = "application/json"

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; font-src 'self'; manifest-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def check_body(event: dict[str, Any]) -> None:
    """Refuse a body that is too large, is not declared as JSON, or is no JSON object.

    Raises
    ------
    BodyTooLarge, UnsupportedMediaType, InvalidJson
        As named.
    """
    text = event.get("body") or ""
    if not text:
        return
    try:
        content = base64.b64decode(text) if event.get("isBase64Encoded") else text.encode()
    except (binascii.Error, UnicodeEncodeError):
        raise InvalidJson from None
    if len(content) > MOST_BYTES:
        raise BodyTooLarge
    media_type = _header(event, "content-type").split(";")[0].strip().lower()
    if media_type != JSON:
        raise UnsupportedMediaType
    try:
        parsed = json.loads(content)
        json.dumps(parsed, ensure_ascii=False).encode()  # half a character pair has no bytes
    except (ValueError, RecursionError):
        raise InvalidJson from None
    if not isinstance(parsed, dict):
        raise InvalidJson
    headers = {name.lower(): value for name, value in event["headers"].items()}
    event |= {
        "body": content.decode(),
        "isBase64Encoded": False,
        "headers": headers | {"content-type": JSON},
    }


def etag_of(content: bytes) -> str:
    """Return an entity tag that changes with the content."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def is_unchanged(if_none_match: str | None, etag: str) -> bool:
    """Tell whether the caller has the entity of that tag already."""
    tags = [tag.strip().removeprefix("W/") for tag in (if_none_match or "").split(",")]
    return etag in tags or "*" in tags


def secured(response: dict[str, Any]) -> dict[str, Any]:
    """Return a response with the headers that every one carries."""
    headers = SECURITY_HEADERS | {"Cache-Control": "no-store"}
    return response | {"headers": headers | response.get("headers", {})}


def _header(event: dict[str, Any], name: str) -> str:
    headers: dict[str, str] = event.get("headers") or {}
    return next((value for key, value in headers.items() if key.lower() == name), "")

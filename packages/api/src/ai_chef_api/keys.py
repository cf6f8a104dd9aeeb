"""Keys of a session: who has one may use it. Only their hashes are kept."""

import base64
import hashlib
import hmac
import secrets
from typing import NamedTuple, Self

from ai_chef_common.sessions.model import KeyHashes

KEY_BYTES = 16
"""128 bits: nobody guesses one."""


def hash_of(key: str) -> str:
    """Return the SHA-256 of a key, in hex."""
    return hashlib.sha256(key.encode()).hexdigest()


_OF_NO_KEY = "0" * 64


def opens(key: str, key_hash: str | None) -> bool:
    """Tell, in constant time, whether `key` is the one that was hashed."""
    same = hmac.compare_digest(hash_of(key), key_hash or _OF_NO_KEY)
    return same and key_hash is not None


class NewSession(NamedTuple):
    """The id of a session to be started, and its two keys."""

    session_id: str
    access_key: str
    read_key: str

    @classmethod
    def random(cls) -> Self:
        """Return one that nobody can guess."""
        return cls(_id(secrets.token_bytes(KEY_BYTES)), *(_random() for _ in range(2)))

    @classmethod
    def derived(cls, secret: bytes, idempotency_key: str, request: str) -> Self:
        """Return the same one for the same key and request, so that nothing need be kept.

        The id depends on the idempotency key alone, by which a key that is used again for another
        request is found out; the keys depend on the request too.
        """

        def bytes_of(purpose: str, *more: str) -> bytes:
            text = "\0".join((purpose, idempotency_key, *more))
            return hmac.digest(secret, text.encode(), "sha256")[:KEY_BYTES]

        return cls(
            _id(bytes_of("session")),
            _text(bytes_of("access", request)),
            _text(bytes_of("read", request)),
        )

    @property
    def hashes(self) -> KeyHashes:
        """Return what the workflow and the Sessions item may know of the keys."""
        return KeyHashes(hash_of(self.access_key), hash_of(self.read_key))


def _id(random: bytes) -> str:
    return f"sess_{_text(random)}"


def _random() -> str:
    return _text(secrets.token_bytes(KEY_BYTES))


def _text(random: bytes) -> str:
    return base64.urlsafe_b64encode(random).decode().rstrip("=")

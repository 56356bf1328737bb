"""Names and values as they leave the memory of this program: hashed and encrypted by the secret key.

Whoever reads the database or the Redis in which they lie learns neither words nor who was here.
"""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken


class Seal:
    """For one secret key; safe to share between threads."""

    def __init__(self, secret_key: str) -> None:
        self._key = secret_key.encode()[:64]
        self._fernet = Fernet(base64.urlsafe_b64encode(self._digest("values", 32)))

    def name(self, name: str) -> str:
        """The same 32 characters for the same name, which cannot be read from them."""
        return self._digest(f"name {name}", 16).hex()

    def closed(self, value: bytes) -> bytes:
        return self._fernet.encrypt(value)

    def opened(self, value: bytes) -> bytes | None:
        """The inverse of ``closed``; ``None`` for what another key has closed, or nobody."""
        try:
            return self._fernet.decrypt(value)
        except InvalidToken:
            return None

    def _digest(self, text: str, size: int) -> bytes:
        return hashlib.blake2b(text.encode("utf-8", "replace"), key=self._key, digest_size=size).digest()

"""One fetched page, and its bytes as text whatever encoding the server claims."""

from __future__ import annotations

import codecs
import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from functools import cached_property

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]+)", re.IGNORECASE)
_META = re.compile(rb"<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
# Python knows more that are no text, or hide markup from whoever looks at the bytes (UTF-7, IDNA).
_READ = re.compile(r"utf-8|utf-16(-[lb]e)?|iso8859-\d+|cp125\d|ascii|mac-roman")
META_WITHIN = 4096
"""Bytes from the start in which a page may name its encoding."""
WESTERN = "cp1252"


@dataclass(frozen=True)
class Page:
    """What an address answered."""

    url: str
    """The address that was asked for."""
    final_url: str
    """The address that answered, after redirects; links are relative to it."""
    status: int
    body: bytes
    """Unpacked, as it came otherwise."""
    content_type: str
    """As the server sends it: ``text/html; charset=utf-8``."""
    fetched: dt.datetime
    sha256: str
    """Of the body, in hexadecimal."""
    unchanged: bool = False
    """Whether the address gave the same bytes the last time."""

    @classmethod
    def of(cls, url: str, body: bytes, content_type: str = "text/html; charset=utf-8") -> Page:
        """A page that is at hand, such as a saved one."""
        now = dt.datetime.now(dt.timezone.utc)
        return cls(url, url, 200, body, content_type, now, hashlib.sha256(body).hexdigest())

    @property
    def media_type(self) -> str:
        """``text/html``"""
        return media_type(self.content_type)

    @cached_property
    def text(self) -> str:
        """The body as text."""
        return decoded(self.body, self.content_type)


def media_type(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def decoded(body: bytes, content_type: str) -> str:
    """Text by its byte order mark, else as UTF-8 if it is that, else as declared, else as Windows wrote it.

    Servers often claim an old encoding for pages in UTF-8; other text is hardly ever valid UTF-8.
    """
    for mark, encoding in MARKS:
        if body.startswith(mark):
            return body.decode(encoding, errors="replace")
    for encoding in ([] if b"\x00" in body else ["utf-8"]) + _declared(body, content_type):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    return body.decode(WESTERN, errors="replace")


def _declared(body: bytes, content_type: str) -> list[str]:
    """The encodings that header and page name, as Python knows them; Latin-1 means Windows on the web."""
    named = [match[1] for match in [_CHARSET.search(content_type)] if match]
    named += [match[1].decode("ascii") for match in [_META.search(body[:META_WITHIN])] if match]
    known = []
    for name in named:
        try:
            encoding = codecs.lookup(name).name
        except LookupError:
            continue
        if _READ.fullmatch(encoding):
            known.append(WESTERN if encoding in {"iso8859-1", "ascii"} else encoding)
    return known

"""What somebody needs to pass an entry on: its address, words for a text message, e-mail, and a QR code."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import segno
from flask import Response, url_for

from directory_data.models import Record


@dataclass(frozen=True)
class Sharing:
    url: str
    words: str
    """For a text message: names and numbers first, the address last."""
    sms: str
    email: str
    qr: str
    """Address of the picture."""


def of_record(record: Record) -> Sharing:
    url = url_for("public.service", key=record.key, _external=True)
    qr = url_for("public.service_qr", key=record.key)
    return _sharing(record.name, [_line(record)], url, qr)


def of_list(records: Sequence[Record], url: str) -> Sharing:
    """For a list whose whole address is ``url``."""
    qr = f"{url_for('shortlist.qr')}?{urlsplit(url).query}"
    return _sharing("Help for families in Oxfordshire", [_line(record) for record in records], url, qr)


def qr_code(address: str) -> Response:
    """A picture that a phone's camera opens; black on white also where the page is dark."""
    picture = io.BytesIO()
    code = segno.make_qr(address, error="l", boost_error=True)
    code.save(picture, kind="svg", scale=4, light="#fff", svgclass=None, lineclass=None, title="QR code")
    return Response(picture.getvalue(), mimetype="image/svg+xml")


def _sharing(title: str, lines: list[str], url: str, qr: str) -> Sharing:
    words = "\n".join([*lines, url])
    return Sharing(
        url=url,
        words=words,
        sms=f"sms:?&body={quote(words)}",
        email=f"mailto:?subject={quote(title)}&body={quote(words)}",
        qr=qr,
    )


def _line(record: Record) -> str:
    """``MASH: 0345 050 7666``; a number that is likely to be wrong is not passed on."""
    reach = record.phone or record.email or record.url
    if record.phone and "phones" in record.doubts:
        reach = f"{record.phone} (we are checking this number)"
    return f"{record.name}: {reach}" if reach else record.name

"""Small files as councils send them, with people and numbers that are nobody's."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any

import openpyxl

Rows = Sequence[Sequence[Any]]
HEADINGS = ("School", "Town", "LCSS Area", "LCSS Link Worker", "Tel", "E-mail")
ROWS = (
    (
        "St Wilfa's CE Primary School",
        "Banbury",
        "North",
        "Test Person One",
        "01632 960001",
        "one@example.org",
    ),
    ("Otterbrook Academy", "Cumnor", "South", "Test Person Two", "01632 960002", "two@example.org"),
    (
        "Hedgerow Family Project",
        "Cowley",
        "Central",
        "Test Person Three",
        "01632 960003",
        "three@example.org",
    ),
)
COLUMN, LINE = 120, 20  # points


def csv_bytes(rows: Rows = (HEADINGS, *ROWS), separator: str = ",", encoding: str = "utf-8") -> bytes:
    return "\r\n".join(separator.join(map(str, row)) for row in rows).encode(encoding)


def workbook(rows: Rows = (HEADINGS, *ROWS), title: str = "List") -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def zip_bomb(size: int) -> bytes:
    """A workbook whose sheet unpacks to ``size`` bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(size // 1_000_000):
                part.write(b"0" * 1_000_000)
    return file.getvalue()


def pdf(pages: Sequence[Rows], *, lines: bool = True, locked: bool = False) -> bytes:
    """A table on each page, drawn with lines as Word does; ``None`` joins a cell with the one above it."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for rows in pages:
        stream = _drawn(rows, lines).encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 595] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    return _file(objects, locked)


def _drawn(rows: Rows, lines: bool) -> str:
    top, wide = 560, len(rows[0])
    parts = ["0.5 w", "BT /F1 8 Tf ET"]
    for number, row in enumerate(rows):
        y = top - number * LINE
        for column, cell in enumerate(row):
            x = 40 + column * COLUMN
            if cell is not None and lines:
                parts.append(f"{x} {y} m {x + COLUMN} {y} l S")
            if cell:
                text = str(cell).replace("(", r"\(").replace(")", r"\)")
                parts.append(f"BT /F1 8 Tf {x + 3} {y - 13} Td ({text}) Tj ET")
    if lines:
        bottom = top - len(rows) * LINE
        parts += [f"{40 + n * COLUMN} {top} m {40 + n * COLUMN} {bottom} l S" for n in range(wide + 1)]
        parts.append(f"40 {bottom} m {40 + wide * COLUMN} {bottom} l S")
    return "\n".join(parts)


def _file(objects: Sequence[bytes], locked: bool) -> bytes:
    body = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    # A key that the empty password does not open, as on a file that asks for one.
    key = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>] " % (
        b"11" * 32,
        b"22" * 32,
    )
    body += b"trailer\n<< /Size %d /Root 1 0 R %s>>\n" % (len(objects) + 1, key if locked else b"")
    return body + b"startxref\n%d\n%%%%EOF\n" % start

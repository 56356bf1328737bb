"""The whole directory as a file: ``/api/export.csv`` and ``/api/export.zip``, made once a publication."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, cast

from flask import Blueprint, Flask, Response, current_app, request, send_file

from directory_data import exports, seed_files
from directory_data.search import Searcher
from web.parts import parts

blueprint = Blueprint("exports", __name__, url_prefix="/api")
_NAME = "signpost-exports"


@dataclass(frozen=True)
class _File:
    path: Path
    digest: str


class Exports:
    """The files of the current index build, in a folder of the running copy."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._searcher: Searcher | None = None
        self._files: dict[str, _File] = {}

    def file(self, searcher: Searcher, name: str) -> _File:
        """The export called ``name``, made when it is first asked for."""
        with self._lock:
            if self._searcher is not searcher:
                self._searcher, self._files = searcher, {}
            if name not in self._files:
                self._files[name] = self._made(searcher, name)
            return self._files[name]

    def _made(self, searcher: Searcher, name: str) -> _File:
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / name
        partial = NamedTemporaryFile(dir=self._folder, delete=False)  # noqa: SIM115 it outlives its closing
        try:
            with partial as file:
                _WRITERS[name](file, searcher)
            os.replace(partial.name, path)  # who is still reading the one before keeps it
        except BaseException:  # also a worker that is told to stop: each try would leave a file
            os.unlink(partial.name)
            raise
        with path.open("rb") as written:
            digest = hashlib.sha256()
            while part := written.read(1 << 20):
                digest.update(part)
        return _File(path, digest.hexdigest()[:32])


def init_app(app: Flask, folder: Path) -> None:
    app.extensions[_NAME] = Exports(folder)


@blueprint.get("/export.csv")
def table() -> Response:
    """One row for each service."""
    zipped = bool(request.accept_encodings["gzip"])
    response = _sent("export.csv.gz" if zipped else "export.csv", "text/csv; charset=utf-8", "signpost.csv")
    if zipped and response.status_code == 200:
        response.headers["Content-Encoding"] = "gzip"
    return response


@blueprint.get("/export.zip")
def everything() -> Response:
    """All tables of Open Referral, the guidance, and their description."""
    return _sent("export.zip", "application/zip", "signpost.zip")


@blueprint.after_request
def _open_to_every_site(response: Response) -> Response:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag"
    return response


def _sent(name: str, content_type: str, as_name: str) -> Response:
    kept: Exports = current_app.extensions[_NAME]
    file = kept.file(parts().directory.searcher, name)
    response = send_file(
        file.path, content_type, as_attachment=True, download_name=as_name, conditional=False, etag=False
    )
    response.set_etag(file.digest, weak=True)
    response.make_conditional(request)
    return response


def _csv(file: IO[bytes], searcher: Searcher) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")  # Excel knows UTF-8 by this mark
    exports.write_csv(text, searcher.catalogue.by_key.values(), seed_files.organizations())
    text.detach()  # flushes and leaves the file open


def _csv_zipped(file: IO[bytes], searcher: Searcher) -> None:
    with gzip.GzipFile("", "wb", 6, file, mtime=0) as packed:
        _csv(cast(IO[bytes], packed), searcher)


def _zip(file: IO[bytes], searcher: Searcher) -> None:
    exports.write_zip(file, searcher.catalogue.by_key.values(), seed_files.organizations(), searcher.edited)


_WRITERS: dict[str, Callable[[IO[bytes], Searcher], None]] = {
    "export.csv": _csv,
    "export.csv.gz": _csv_zipped,
    "export.zip": _zip,
}

"""Lists that were uploaded and wait to be applied, each in a folder named by its hash."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

from flask import abort
from werkzeug.datastructures import FileStorage
from werkzeug.utils import secure_filename

from directory_data import moments
from directory_data.errors import ImportRefused
from directory_data.imports import uploaded
from web.parts import parts


def keep(upload: FileStorage | None) -> str:
    """Write the file and return its hash; raises ``ImportRefused`` when there is none."""
    if upload is None or not upload.filename:
        raise ImportRefused("Choose a file first.")
    content = upload.read()
    if not content.strip():
        raise ImportRefused(f"{upload.filename} is empty.")
    sha256 = hashlib.sha256(content).hexdigest()
    uploaded.forget(parts().settings, moments.now())
    drop(sha256)
    folder = _folder() / sha256
    folder.mkdir(parents=True, mode=0o700)
    (folder / (secure_filename(upload.filename)[-120:] or "list")).write_bytes(content)
    return sha256


def path_of(sha256: str) -> Path:
    """The file with this hash; "not found" when it has gone."""
    folder = _folder() / sha256
    files = list(folder.glob("*")) if re.fullmatch(r"[0-9a-f]{64}", sha256) else []
    if not files:
        abort(404)
    return files[0]


def drop(sha256: str) -> None:
    shutil.rmtree(_folder() / sha256, ignore_errors=True)


def _folder() -> Path:
    return uploaded.folder(parts().settings)

"""The whole directory to download: for every site, once a publication."""

from __future__ import annotations

import errno
import gzip
import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import IO

import pytest
from flask.testing import FlaskClient

from directory_data import directory as directories
from directory_data.search import Searcher
from directory_data.settings import Settings
from directory_data.store import Store
from tests.factories import make_record
from web import create_app, exports

ADDRESSES = ["/api/export.csv", "/api/export.zip"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_file_for_every_site_with_a_tag(client: FlaskClient, address: str) -> None:
    first = client.get(address)
    assert first.status_code == 200 and first.is_streamed
    first.close()
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert first.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert "attachment" in first.headers["Content-Disposition"]
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]}, buffered=True)
    assert again.status_code == 304 and again.get_data() == b""
    assert again.headers["Access-Control-Allow-Origin"] == "*"


def test_the_table_is_the_same_zipped_for_the_way(client: FlaskClient) -> None:
    plain = client.get("/api/export.csv", buffered=True)
    zipped = client.get("/api/export.csv", headers={"Accept-Encoding": "gzip"}, buffered=True)
    assert zipped.headers["Content-Encoding"] == "gzip" and "Accept-Encoding" in zipped.headers["Vary"]
    assert gzip.decompress(zipped.get_data()) == plain.get_data()
    assert plain.get_data().decode("utf-8-sig").startswith("id,kind,name")
    held = {"Accept-Encoding": "gzip", "If-None-Match": zipped.headers["ETag"]}
    assert client.get("/api/export.csv", headers=held, buffered=True).status_code == 304


def test_the_zip_opens(client: FlaskClient) -> None:
    with zipfile.ZipFile(io.BytesIO(client.get("/api/export.zip", buffered=True).get_data())) as archive:
        assert archive.testzip() is None and "datapackage.json" in archive.namelist()


def test_a_publication_gives_new_files(settings: Settings, tmp_path: Path) -> None:
    own = replace(settings, data=tmp_path)
    directories.prepare(own)
    client = create_app(own).test_client()
    before = client.get("/api/export.csv", buffered=True)
    assert b"Paper Lantern" not in before.get_data()
    Store(own.store_url).save(make_record("paper-lantern", name="Paper Lantern"), "Test Editor")
    directories.prepare(own)
    after = client.get("/api/export.csv", buffered=True)
    assert b"Paper Lantern" in after.get_data() and after.headers["ETag"] != before.headers["ETag"]


@pytest.mark.parametrize("name", ["export.csv", "export.csv.gz", "export.zip"])
def test_what_a_full_disk_cuts_off_is_not_left(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    searcher = create_app(settings).extensions["signpost"].directory.searcher
    made, writer = exports.Exports(tmp_path), exports._WRITERS[name]

    def full(file: IO[bytes], searcher: Searcher) -> None:
        writer(file, searcher)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setitem(exports._WRITERS, name, full)
    for _ in range(2):
        with pytest.raises(OSError, match="No space"):
            made.file(searcher, name)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.undo()
    assert made.file(searcher, name).path.stat().st_size


@pytest.mark.parametrize("address", ADDRESSES)
def test_without_an_index_programs_are_told(without_index: FlaskClient, address: str) -> None:
    response = without_index.get(address)
    assert (response.status_code, response.content_type) == (503, "application/problem+json")

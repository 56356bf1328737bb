"""What several processes are started with; tests/system/test_cluster.py starts them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from directory_data import settings_list
from directory_data.settings import Settings
from web import cluster, engines
from web.cli import commands
from web.cluster import Node

SETTINGS = Settings(
    database_url="postgresql://x", tracker_url="postgresql://y", redis_url="redis://z", rasa_timeout=4.0
)


def nodes(folder: Path) -> list[Node]:
    return [cluster._node(SETTINGS, folder, number) for number in (1, 2)]


def configuration(folder: Path) -> str:
    return cluster._nginx_configuration(SETTINGS, folder, nodes(folder))


@pytest.mark.parametrize("name", ["nginx", "redis-server"])
def test_a_missing_package_is_named(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    there = shutil.which
    monkeypatch.setattr(
        shutil, "which", lambda asked, **more: None if asked == name else there(asked, **more)
    )
    monkeypatch.setattr(engines, "_programs", lambda: tmp_path)
    if name == "redis-server":
        monkeypatch.setattr(shutil, "which", lambda asked, **_: None if asked == name else "/bin/true")
    monkeypatch.setenv("SIGNPOST_DATA", str(tmp_path))
    ran = CliRunner().invoke(commands, ["run-cluster"])
    assert ran.exit_code == 1 and f"{name} is missing. On Debian run: sudo apt-get install" in ran.output


def test_missing_postgresql_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "glob", lambda *_: iter(()))
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    with pytest.raises(engines.CannotRun, match="sudo apt-get install postgresql"):
        engines._programs()


def test_nodes_differ_in_ports_and_folders_and_share_the_rest(tmp_path: Path) -> None:
    one, two = (dict(node.programs()[0].environment) for node in nodes(tmp_path))
    differing = {name for name in one if one[name] != two[name]}
    assert differing == {"SIGNPOST_DATA", "PORT", "SIGNPOST_ACTIONS_PORT"}
    assert one.keys() <= {setting.variable for setting in settings_list.listed()}
    rasas = [dict(node.programs()[2].environment)["SIGNPOST_RASA_PORT"] for node in nodes(tmp_path)]
    assert rasas == ["5006", "5007"] and one["SIGNPOST_RASA_PORT"] == "5005"


def test_nginx_keeps_a_conversation_to_one_rasa_and_everything_but_the_site_inside(tmp_path: Path) -> None:
    text = configuration(tmp_path)
    assert "hash $http_x_signpost_conversation consistent;" in text
    assert set(re.findall(r"listen (\S+);", text)) == {"127.0.0.1:8000", "127.0.0.1:5005"}
    assert set(re.findall(r"server 127.0.0.1:(\d+)", text)) == {"8001", "8002", "5006", "5007"}
    assert "location = /metrics { return 404; }" in text and "access_log off;" in text
    assert "location = /health/ready { return 404; }" in text and "proxy_max_temp_file_size 0;" in text
    assert "proxy_next_upstream error timeout http_503 non_idempotent;" in text, "one Rasa has no model"
    assert not re.search(r"proxy_pass http://(?!web|desk|rasa)", text)


@pytest.mark.skipif(not shutil.which("nginx", path="/usr/sbin:/usr/bin"), reason="nginx is not installed")
def test_nginx_understands_it(tmp_path: Path) -> None:
    (tmp_path / "nginx.conf").write_text(configuration(tmp_path))
    done = subprocess.run(
        [engines.program("nginx"), "-e", "stderr", "-t", "-c", str(tmp_path / "nginx.conf")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_redis_writes_nothing_and_wants_a_password(tmp_path: Path) -> None:
    text = cluster._redis_configuration(tmp_path, 6400, "drawn")
    assert 'save ""' in text and "appendonly no" in text
    assert "bind 127.0.0.1" in text and "requirepass drawn" in text
    cluster._write_private(tmp_path / "redis.conf", text)
    assert (tmp_path / "redis.conf").stat().st_mode & 0o077 == 0


def test_programs_that_are_not_ours_do_not_get_the_key() -> None:
    assert cluster.NO_SECRET == {"SIGNPOST_SECRET_KEY": ""}

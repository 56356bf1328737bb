"""The commands and what starts the process."""

from __future__ import annotations

import subprocess
import sys

from flask import Flask

from directory_data.settings import ROOT
from web.parts import parts


def test_commands_start_without_loading_the_site() -> None:
    """The supervisor stays for as long as the site does, so it must be small."""
    code = "import sys, web.cli; sys.exit('spacy' in sys.modules or 'sklearn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_site_loads_no_chat_framework() -> None:
    code = (
        "import sys; from web import create_app; create_app();"
        "sys.exit(any(name in sys.modules for name in ('rasa', 'rasa_sdk', 'tensorflow')))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_warming_up_needs_no_rasa(app: Flask) -> None:
    with app.app_context():
        parts().warm_up()

"""How gunicorn serves the site: with one process by default, with more where Redis is their memory."""

from __future__ import annotations

import os
import shutil

from directory_data.settings import Settings
from web import logs, shared_counts

_settings = Settings.from_environment()
os.environ[shared_counts.VARIABLE] = str(shared_counts.fresh_folder(_settings))

bind = f"{_settings.host}:{_settings.port}"
worker_class = "gthread"
workers = _settings.web_processes
threads = 32
timeout = 60
keepalive = 15
forwarded_allow_ips = ""  # web/proxies.py says who is believed
accesslog = None  # web.metrics writes a line for each request, by its route
logconfig_dict = logs.configuration(_settings.log_format)
control_socket_disable = True


def on_exit(_: object) -> None:
    """The counts go with the processes that made them."""
    shutil.rmtree(os.environ[shared_counts.VARIABLE], ignore_errors=True)

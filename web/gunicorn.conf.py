"""How gunicorn serves the site: with one process by default, with more where Redis is their memory."""

from __future__ import annotations

import gc
import os
import shutil
from typing import Any

from directory_data.settings import Settings
from web import kept_port, logs, shared_counts

_settings = Settings.from_environment()
os.environ[shared_counts.VARIABLE] = str(shared_counts.fresh_folder(_settings))

bind = f"{_settings.host}:{_settings.port}"
worker_class = "web.worker.Worker"
workers = _settings.web_processes
threads = 256  # so that everybody's message is looked at, and the most worrying read first
preload_app = True  # a worker that dies is replaced by a copy of what is loaded, at once
timeout = 10  # seconds after which a worker that hangs is replaced
keepalive = 15
forwarded_allow_ips = ""  # web/proxies.py says who is believed
accesslog = None  # web.metrics writes a line for each request, by its route
logconfig_dict = logs.configuration(_settings.log_format)
control_socket_disable = True


def on_starting(server: Any) -> None:
    """All is loaded: take the port from whoever keeps it, who then ends the process before this one."""
    port = kept_port.ask()
    if port is not None:
        server.cfg.set("bind", f"fd://{port}")


def when_ready(_: object) -> None:
    """What is loaded stays shared: the collector would write to every page of it in each worker."""
    gc.collect()
    gc.freeze()


def post_fork(server: Any, _: object) -> None:
    """Connections to a database are not shared between processes, and each process forgets by itself."""
    from web import forgetting  # noqa: PLC0415 - the counts' folder is named above, before it is imported
    from web.parts import parts  # noqa: PLC0415

    app = server.app.wsgi()
    with app.app_context():
        parts().store.engine.dispose(close=False)
        forgetting.start(parts())


def on_exit(_: object) -> None:
    """The counts go with the processes that made them."""
    shutil.rmtree(os.environ[shared_counts.VARIABLE], ignore_errors=True)

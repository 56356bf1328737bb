"""How gunicorn serves the site: one process, because conversations and limits are kept in its memory."""

from __future__ import annotations

from directory_data.settings import Settings

_settings = Settings.from_environment()

bind = f"{_settings.host}:{_settings.port}"
worker_class = "gthread"
workers = 1
threads = 16
timeout = 60
keepalive = 15
forwarded_allow_ips = ""  # web/proxies.py says who is believed
accesslog = "-"
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(B)s %(M)sms"  # no addresses, no query strings
control_socket_disable = True

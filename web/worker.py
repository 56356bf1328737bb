"""A worker of gunicorn that goes on answering when gunicorn's first process dies, until there is another."""

from __future__ import annotations

import os

from gunicorn.workers.gthread import ThreadWorker

from web import kept_port


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """It leaves at once, as gunicorn's own does, where nobody would end it."""

    def is_parent_alive(self) -> bool:
        is_orphan = self.ppid != os.getppid()
        return (is_orphan and kept_port.is_kept()) or bool(super().is_parent_alive())

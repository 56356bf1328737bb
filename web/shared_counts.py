"""Where the web processes keep the counts that ``/metrics`` adds up.

Prometheus's client maps files into memory. On a full disk a page of such a file cannot be written, and the
system would end the process, in the middle of somebody's message; so they lie in memory where there is a
folder for that.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from pathlib import Path

from directory_data.settings import Settings

MEMORY = Path("/dev/shm")  # noqa: S108 the folder below it has a name of its own and is private
VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
"""Tells the client the folder; it must be set before the client is imported."""


def fresh_folder(settings: Settings, memory: Path = MEMORY) -> Path:
    """An empty folder for this process and those it forks; what others on the same port left is removed."""
    parent = memory if memory.is_dir() else settings.data
    prefix = f"signpost-{settings.host}-{settings.port}-"
    for old in parent.glob(f"{prefix}*"):
        if not _is_used(old):
            shutil.rmtree(old, ignore_errors=True)
    parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
    fcntl.flock(os.open(folder, os.O_RDONLY), fcntl.LOCK_SH)  # held until the last of them has ended
    return folder


def _is_used(folder: Path) -> bool:
    """The process before this one answers until this one can, and goes on counting."""
    try:
        opened = os.open(folder, os.O_RDONLY)
    except OSError:  # its process removes it at this moment
        return True
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(opened)
    return False

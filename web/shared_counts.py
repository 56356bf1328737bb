"""Where the web processes keep the counts that ``/metrics`` adds up.

Prometheus's client maps files into memory. On a full disk a page of such a file cannot be written, and the
system would end the process, in the middle of somebody's message; so they lie in memory where there is a
folder for that.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from directory_data.settings import Settings

MEMORY = Path("/dev/shm")  # noqa: S108 the folder below it has a name of its own and is private
VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
"""Tells the client the folder; it must be set before the client is imported."""


def fresh_folder(settings: Settings, memory: Path = MEMORY) -> Path:
    """An empty folder for this start; what an earlier start on the same port left behind is removed."""
    parent = memory if memory.is_dir() else settings.data
    prefix = f"signpost-{settings.host}-{settings.port}-"
    for old in parent.glob(f"{prefix}*"):
        shutil.rmtree(old, ignore_errors=True)
    parent.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix=prefix, dir=parent))

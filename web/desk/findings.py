"""What the data report finds, kept until something is published: comparing all names takes a while."""

from __future__ import annotations

import datetime as dt
import threading

from flask import current_app

from directory_data import moments, report
from directory_data.report import Finding
from web.parts import parts

_NAME = "desk_findings"
_lock = threading.Lock()
_Kept = tuple[tuple[int, dt.date], list[Finding]]


def found() -> list[Finding]:
    """Everything to look at in what is published today."""
    store = parts().store
    state = store.publication(), moments.day(moments.now())
    with _lock:
        kept: _Kept | None = current_app.extensions.get(_NAME)
        if kept is None or kept[0] != state:
            kept = current_app.extensions[_NAME] = state, report.findings(store.published(), state[1])
    return kept[1]

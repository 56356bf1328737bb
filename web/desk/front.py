"""The front page of the desk."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from directory_data.people import Role
from web.desk.access import desk_page


@desk_page("/", Role.READER)
def front() -> ResponseReturnValue:
    """What needs doing."""
    return render_template("desk/front.html")

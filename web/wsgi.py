"""The application as gunicorn loads it."""

from web import create_app
from web.parts import parts

app = create_app()
with app.app_context():
    parts().warm_up()

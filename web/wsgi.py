"""The application as gunicorn loads it."""

from web import create_app

app = create_app()

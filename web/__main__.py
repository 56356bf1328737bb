"""``python -m web``."""

from web.cli import commands

if __name__ == "__main__":
    commands()

"""``python -m bot.actions``: the action server, as ``python -m bot actions``."""

from bot.actions import server
from directory_data.settings import Settings

if __name__ == "__main__":
    server.run(Settings.from_environment())

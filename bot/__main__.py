"""``python -m bot --help`` lists the commands."""

from bot.cli import main

main()

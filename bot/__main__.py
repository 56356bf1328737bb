"""``python -m bot``: train, serve, actions, shell, validate, test, cards."""

from bot.cli import main

main()

"""``python -m nlu``."""

from nlu.cli import cli

if __name__ == "__main__":
    cli(prog_name="python -m nlu")

from directory_data.cli import run

run()

from scrapers.cli import entry

entry()

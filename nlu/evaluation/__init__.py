"""Measures understanding on the held-out messages, which nobody who writes rules or training text may read."""

"""Measures understanding on the held-out messages.

Nobody who writes rules or training text may read those.
"""

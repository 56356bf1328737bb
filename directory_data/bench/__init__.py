"""Measures the search against other engines on a made-up county: ``make bench``."""

"""Brings the council's lists of link workers in: read, understood, checked, planned, applied, undone."""

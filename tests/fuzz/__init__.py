"""Fuzzing led by coverage: ``make fuzz`` gives every target inputs that reach new code, until its time is up.

What breaks a target is left under ``var/fuzz/``. It becomes an ``@example`` of the package's own
``test_fuzz.py`` or a test by itself, and is put right in the same commit.
"""

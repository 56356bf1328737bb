"""What can go wrong in the directory.

DirectoryError
+-- SettingsError        an environment variable has a value that cannot be used
+-- RecordError          a record or source file is not valid
+-- UnknownRecord        no record has that key or id
+-- ConflictingEdit      somebody else changed the record since it was read
+-- ImportRefused        a list cannot be read, or must not be applied as it is
+-- IndexUnavailable     the search index is missing or cannot be read
"""

from __future__ import annotations


class DirectoryError(Exception):
    """Base of everything this package raises on purpose."""


class SettingsError(DirectoryError):
    """An environment variable has a value that cannot be used."""


class RecordError(DirectoryError):
    """A record or source file is not valid."""


class UnknownRecord(DirectoryError):
    """No record has that key or id."""


class ConflictingEdit(DirectoryError):
    """Somebody else changed the record since it was read."""


class ImportRefused(DirectoryError):
    """A list cannot be read, or must not be applied as it is."""


class IndexUnavailable(DirectoryError):
    """The search index is missing or cannot be read."""

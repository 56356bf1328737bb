"""What can go wrong in the directory.

DirectoryError
+-- SettingsError        an environment variable has a value that cannot be used
+-- RecordError          a record or source file is not valid
+-- UnknownRecord        no record has that key or id
+-- ConflictingEdit      somebody else changed the record since it was read
+-- EditRefused          the record cannot be saved or published as it is
+-- NotAllowed           the person's role does not allow it, or a second person is needed
+-- ImportRefused        a list cannot be read, or must not be applied as it is
+-- IndexUnavailable     the search index is missing or cannot be read
+-- StoreTooNew          a newer Signpost wrote the store or the backup
+-- UnknownVersion       no version of the tables has that name
+-- BackupRefused        a backup cannot be written, is damaged, or would overwrite records
"""

from __future__ import annotations

from collections.abc import Sequence


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


class EditRefused(DirectoryError):
    """The record cannot be saved or published as it is; ``problems`` are (field, what to do)."""

    def __init__(self, message: str, problems: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(message)
        self.problems = list(problems)


class NotAllowed(DirectoryError):
    """The person's role does not allow it, or a second person is needed."""


class ImportRefused(DirectoryError):
    """A list cannot be read, or must not be applied as it is."""


class IndexUnavailable(DirectoryError):
    """The search index is missing or cannot be read."""


class StoreTooNew(DirectoryError):
    """A newer Signpost wrote the store or the backup."""


class UnknownVersion(DirectoryError):
    """No version of the tables has that name."""


class BackupRefused(DirectoryError):
    """A backup cannot be written, is damaged, or would overwrite records."""

"""The data report as text, as JSON and as a table."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence

import msgspec

from directory_data.exports import guarded
from directory_data.report import Check, Finding


def as_text(found: Sequence[Finding]) -> str:
    """Counts first, then what is to be looked at, one record a line."""
    counts = Counter(finding.check for finding in found)
    records = len({finding.key for finding in found})
    lines = [f"{len(found)} things to look at in {records} records", ""]
    lines += [f"{counts[check]:>6}  {check.value}" for check in Check if counts[check]]
    for check in Check:
        several = [finding for finding in found if finding.check is check]
        if several:
            lines += ["", check.value.upper()]
            wide = min(44, max(len(finding.key) for finding in several))
            lines += [f"  {finding.key:<{wide}}  {finding.field}: {finding.problem}" for finding in several]
    return "\n".join(lines) + "\n"


def as_json(found: Sequence[Finding]) -> str:
    return msgspec.json.format(msgspec.json.encode(found), indent=1).decode() + "\n"


def as_csv(found: Sequence[Finding]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["check", "key", "kind", "name", "field", "problem", "others"])
    for one in found:
        row = [
            one.check.value,
            one.key,
            one.kind.value,
            one.name,
            one.field,
            one.problem,
            " ".join(one.others),
        ]
        writer.writerow(map(guarded, row))
    return text.getvalue()


FORMS = {"text": as_text, "json": as_json, "csv": as_csv}

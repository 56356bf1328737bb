"""What an import would do, and what is wrong with its file, as an editor reads it."""

from __future__ import annotations

from collections.abc import Iterator

from directory_data.imports.checking import Checked
from directory_data.imports.ledger import Run
from directory_data.imports.plan import Plan, Unsure, What


def report(checked: Checked, plan: Plan) -> Iterator[str]:
    """The lines of the dry run: columns, faults, unsure rows, changes, and the sum of it."""
    yield "Columns:"
    yield from (f"  {note}" for note in checked.notes)
    warnings = [fault for fault in checked.faults if fault.is_warning]
    yield from _part("Faults, to be put right", map(str, checked.errors))
    yield from _part("To be checked", map(str, warnings))
    yield from _part("Unsure, so left as they are", (_unsure(unsure) for unsure in plan.unsure))
    for what in What:
        lines = []
        for change in plan.of(what):
            where = f" ({change.where})" if change.where else ""
            lines += [f"{change.organisation}{where}", *(f"  {detail}" for detail in change.details)]
        yield from _part(f"{what.value.capitalize()}", lines)
    counts = ", ".join(f"{len(plan.of(what))} {what.value}" for what in What)
    yield ""
    yield (
        f"{counts}, {plan.unchanged} unchanged, {len(plan.unsure)} unsure; "
        f"{len(checked.errors)} faults, {len(warnings)} to be checked."
    )


def run(one: Run) -> str:
    """An import as one line of the list of imports."""
    counts = ", ".join(f"{count} {what}" for what, count in sorted(one.counts.items()))
    undone = f", undone {one.undone:%d %B %Y}" if one.undone else ""
    return (
        f"{one.number}: {one.file} of {one.dated}, by {one.author} on {one.made:%d %B %Y}: {counts}{undone}"
    )


def _unsure(unsure: Unsure) -> str:
    row = unsure.where.lower()
    lines = [f"{unsure.where}: {unsure.organisation} {unsure.why}"]
    for body in unsure.candidates:
        place = f" ({', '.join(body.places)})" if body.places else ""
        lines.append(f'    {body.alternate_names[0]}{place}: --same "{row}={body.key}"')
    if unsure.candidates and "record under another name" in unsure.why:
        lines.append(f'    none of these: --new "{row}"')
    return "\n".join(lines)


def _part(title: str, lines: Iterator[str] | list[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield ""
        yield f"{title}:"
        yield from (f"  {line}" for line in found)

"""What ``make lighthouse`` says about figures."""

from __future__ import annotations

from pathlib import Path

from tests.lighthouse import report
from tests.lighthouse.report import NOT_MET, Measured

GOOD = {"performance": [90, 95, 99], "accessibility": [100] * 3, "best-practices": [100] * 3}


def test_medians_and_tails_are_held_against_the_bars(tmp_path: Path) -> None:
    measured = Measured(
        conditions="a quiet day",
        scores={"good": GOOD, "slow": {**GOOD, "performance": [94, 94, 99]}},
        weights={"light": 150_000, "heavy": 150_001},
        waits={"short": [10.0] * 19 + [300.0], "long": [10.0] * 18 + [301.0] * 2},
    )
    report.write(tmp_path, measured)
    lines = (tmp_path / report.PAGE).read_text().splitlines()
    verdicts = {line.split("|")[1].strip(): NOT_MET in line for line in lines if line.startswith("| ")}
    assert {name for name, is_missed in verdicts.items() if is_missed} == {"slow", "heavy", "long"}
    assert any(line.startswith("| good | 95 (90 to 99) |") for line in lines)

"""Every true change of an edited page is proposed, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from directory_data.editing import Editing
from directory_data.proposals import Proposals
from directory_data.settings import Settings
from tests.scrapers.edits import CAB, FIS, LCSS, MAP, MOVED, SAME, TRUE, Edit
from tests.scrapers.world import accept_everything, bodies, directory_in, proposed, read


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """For each source a directory that has its entries."""
    root = tmp_path_factory.mktemp("read-once")
    for source in (FIS, MAP, CAB, LCSS):
        editing = directory_in(root / source)
        assert read(source, editing).state == "complete"
        accept_everything(editing)
        editing.store.engine.dispose()
    return root


def run_edited(edit: Edit, read_once: Path, folder: Path) -> tuple[Editing, list[str]]:
    shutil.copytree(read_once / edit.source, folder / "data")
    editing = Editing(Settings(data=folder / "data"))
    pages = bodies()
    for before, after in edit.swaps:
        assert before in pages[edit.page], before
        pages[edit.page] = pages[edit.page].replace(before, after)
    report = read(edit.source, editing, pages)
    assert report.state == "complete", report.reason
    return editing, report.findings.notes


def test_there_are_enough_edits() -> None:
    assert len(TRUE) >= 60 and len(SAME) >= 30
    assert len({edit.what for edit in TRUE + SAME + MOVED}) == len(TRUE + SAME + MOVED)


@pytest.mark.parametrize("edit", TRUE + SAME + MOVED, ids=lambda edit: f"{edit.page}: {edit.what}")
def test_what_changed_is_proposed_and_nothing_else(edit: Edit, read_once: Path, tmp_path: Path) -> None:
    editing, notes = run_edited(edit, read_once, tmp_path)
    assert proposed(editing) == edit.expect
    assert edit.note in " ".join(notes)
    editing.store.engine.dispose()


@pytest.mark.parametrize("edit", [TRUE[0], TRUE[3], SAME[0]], ids=lambda edit: edit.what)
def test_the_same_edit_is_proposed_once(edit: Edit, read_once: Path, tmp_path: Path) -> None:
    editing, _ = run_edited(edit, read_once, tmp_path)
    filed = [one.id for one in Proposals(editing.store).open()]
    pages = bodies()
    for before, after in edit.swaps:
        pages[edit.page] = pages[edit.page].replace(before, after)
    read(edit.source, editing, pages)
    assert [one.id for one in Proposals(editing.store).open()] == filed
    read(edit.source, editing)
    assert proposed(editing) == {}, "the page says again what the directory says"

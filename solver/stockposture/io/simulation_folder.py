"""A simulation as a folder of its own, or as ``simulation`` in the folder of its plan."""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from stockposture.io.atomic import ensure_writable, whole_folder
from stockposture.io.ours import kind_of
from stockposture.io.plan_folder import KIND as PLAN
from stockposture.io.tables_out import write_csv, write_parquet
from stockposture.simulation.result import Simulation
from stockposture_models.errors import FileFaultError

KIND = "simulation"
#: Where the simulation of a plan is kept in the plan's own folder.
IN_PLAN = "simulation"
SUMMARY = "summary.json"
ITEMS = "items"
#: Tables that people read; those of a million rows come as Parquet too.
_TABLES = ("lines", "over_time", "years", "disagreements")


def write_simulation(simulation: Simulation, target: Path, document: Mapping[str, Any]) -> None:
    """Write a simulation folder, whole or not at all.

    Parameters
    ----------
    simulation
        What was found.
    target
        Folder to write; replaced if it is a simulation folder we wrote. If it is ``simulation`` in a plan folder, the
        plan folder is replaced as a whole by itself with the simulation in it, so that it stays one of ours.
    document
        What ``summary.json`` holds; see :func:`stockposture.io.simulation_document.simulation_document`.

    Raises
    ------
    FileFaultError
        The folder could not be written; what was there is untouched.
    """
    _refuse_inside(target)
    with _folder(target) as folder:
        write_csv(simulation.items, folder / f"{ITEMS}.csv")
        write_parquet(simulation.items, folder / f"{ITEMS}.parquet")
        for name in _TABLES:
            write_csv(getattr(simulation, name), folder / f"{name}.csv")
        text = json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False)
        (folder / SUMMARY).write_text(text + "\n", encoding="utf-8")


def ensure_simulation_writable(target: Path) -> None:
    """Find out before the work begins whether a simulation can be written to ``target`` after it.

    Raises
    ------
    FileFaultError
        As :func:`write_simulation`; nothing is left behind.
    """
    _refuse_inside(target)
    if _is_in_plan(target):
        ensure_writable(target.absolute().parent, kind=PLAN)
    else:
        ensure_writable(target, kind=KIND)


@contextmanager
def _folder(target: Path) -> Iterator[Path]:
    if not _is_in_plan(target):
        with whole_folder(target, kind=KIND) as folder:
            yield folder
        return
    with whole_folder(target.absolute().parent, kind=PLAN, keep=True) as plan:
        folder = plan / IN_PLAN
        if folder.is_dir():
            shutil.rmtree(folder)  # the copy of an earlier simulation
        folder.mkdir()
        yield folder


def _is_in_plan(target: Path) -> bool:
    return target.name == IN_PLAN and kind_of(target.absolute().parent) == PLAN


def _refuse_inside(target: Path) -> None:
    """Refuse to put into a folder of ours what would make it a changed one."""
    if _is_in_plan(target):
        return
    for parent in target.absolute().parents:
        kind = kind_of(parent)
        if kind is not None:
            remedy = f"name {parent / IN_PLAN}, or a folder outside" if kind == PLAN else "name a folder outside"
            raise FileFaultError(f"{target}: lies in {parent}, a {kind} that stockposture wrote -> {remedy}")

"""The solver's process: reads models from standard input, solves them with HiGHS, writes what it finds.

The only file that imports highspy. A process of its own, because HiGHS can overrun its time limit, hang in
threads, die, and cannot change its number of threads; a process can be killed. It imports numpy and highspy
only, so that it starts fast.

Messages in: ``solve`` (options, hint, model). Out: ``ready`` (version) or ``refused`` once; per solve
``solving``, then any number of ``incumbent`` and ``progress``, then one ``done`` or ``refused``.
"""

import os
import queue
import threading
from collections.abc import Mapping
from typing import Any, BinaryIO

import highspy
import numpy as np

from stockposture.highs.frames import Frame, read_frame, write_frame

#: 1.14.0 returns wrong optima on models of our structure (HiGHS #2957, #3043, #3094).
LEAST_VERSION = (1, 15, 1)
_ROWWISE = 2
_HIGHS: Any = highspy.Highs
_CALLBACK = highspy.cb.HighsCallbackType
_STATUS = highspy.HighsModelStatus
#: HiGHS's way of stopping to ours; see :class:`stockposture.highs.result.MipStatus`.
STATUSES = {
    _STATUS.kOptimal: "optimal",
    _STATUS.kModelEmpty: "optimal",
    _STATUS.kInfeasible: "infeasible",
    _STATUS.kUnbounded: "unbounded",
    _STATUS.kUnboundedOrInfeasible: "infeasible_or_unbounded",
    _STATUS.kTimeLimit: "time_limit",
    _STATUS.kInterrupt: "interrupted",
}


class RefusedError(Exception):
    """HiGHS does not hold what it was given."""


def check_version(version: str) -> None:
    """Refuse a version of HiGHS that is known to return wrong optima."""
    if tuple(int(part) for part in version.split(".")[:3]) < LEAST_VERSION:
        least = ".".join(map(str, LEAST_VERSION))
        raise RefusedError(
            f"highspy {version} is installed; {least} or later is needed (1.14.0 finds wrong optima): "
            f'pip install "highspy>={least}"'
        )


def set_options(highs: Any, options: Mapping[str, Any]) -> None:
    """Set options and read each back; all that did not take are named."""
    faults = []
    for name, value in options.items():
        status = highs.setOptionValue(name, value)
        read_status, held = highs.getOptionValue(name)
        if status != highspy.HighsStatus.kOk or read_status != highspy.HighsStatus.kOk:
            faults.append(f"option {name!r} = {value!r}: unknown name or value out of range")
        elif held != value:
            faults.append(f"option {name!r}: set to {value!r}, HiGHS holds {held!r}")
    if faults:
        raise RefusedError("HiGHS refused " + "; ".join(faults))


def load(highs: Any, frame: Frame) -> None:
    """Pass the model on and compare what HiGHS then holds with what it was given."""
    fields, arrays = frame.fields, frame.arrays
    columns, rows, entries = len(arrays["cost"]), len(arrays["row_lower"]), len(arrays["value"])
    integrality = arrays["integrality"].astype(np.int32)
    status = highs.passModel(
        columns,
        rows,
        entries,
        _ROWWISE,
        int(fields["sense"]),
        float(fields["offset"]),
        arrays["cost"],
        arrays["col_lower"],
        arrays["col_upper"],
        arrays["row_lower"],
        arrays["row_upper"],
        arrays["start"],
        arrays["index"],
        arrays["value"],
        integrality,
    )
    # A warning means that HiGHS changed the model, e.g. dropped small entries: as bad as an error.
    if status != highspy.HighsStatus.kOk:
        raise RefusedError(f"HiGHS did not take the model as it is: {status.name}")
    held = (highs.getNumCol(), highs.getNumRow(), highs.getNumNz())
    if held != (columns, rows, entries):
        raise RefusedError(
            f"HiGHS holds {held[0]} columns, {held[1]} rows and {held[2]} entries of the model's "
            f"{columns}, {rows} and {entries}"
        )


def give_hint(highs: Any, hint: np.ndarray[Any, Any]) -> None:
    """Start from the known values of a solution; NaN marks an unknown one."""
    known = np.flatnonzero(np.isfinite(hint)).astype(np.int32)
    if len(known) and highs.setSolution(len(known), known, hint[known]) == highspy.HighsStatus.kError:
        raise RefusedError("HiGHS refused the hint")


def tell_progress(highs: Any, send: Any) -> None:
    """Send every improving incumbent, and the bound whenever HiGHS reports on its search."""

    def report(kind: Any, message: str, found: Any, given: Any, data: Any) -> None:  # noqa: ARG001
        fields = {
            "objective": found.mip_primal_bound,
            "bound": found.mip_dual_bound,
            "nodes": found.mip_node_count,
            "seconds": found.running_time,
        }
        if kind == _CALLBACK.kCallbackMipImprovingSolution:
            fields["objective"] = found.objective_function_value
            send(Frame("incumbent", fields, {"values": np.array(found.mip_solution, dtype=np.float64)}))
        else:
            send(Frame("progress", fields))

    highs.setCallback(report, None)
    highs.startCallback(_CALLBACK.kCallbackMipImprovingSolution)
    highs.startCallback(_CALLBACK.kCallbackMipLogging)


def run(frame: Frame, send: Any) -> Frame:
    """Solve one model."""
    if crossed(frame):
        # HiGHS would take the model with a warning, and its warnings are refused.
        return outcome(_HIGHS(), "infeasible", is_mip=False)
    highs = new_highs(frame)
    is_mip = bool(frame.arrays["integrality"].any())
    if is_mip:
        tell_progress(highs, send)
        if "hint" in frame.arrays:
            give_hint(highs, frame.arrays["hint"])
    send(Frame("solving"))
    highs.run()
    status = STATUSES.get(highs.getModelStatus(), "unknown")
    if status in {"infeasible_or_unbounded", "unbounded"}:
        # Presolve may stop before it knows which; without the objective only one of the two is left.
        status = {True: "unbounded", False: "infeasible", None: "unknown"}[has_a_point(frame)]
    return outcome(highs, status, is_mip=is_mip)


def crossed(frame: Frame) -> bool:
    """Whether a lower bound is above its upper bound."""
    arrays = frame.arrays
    pairs = (("col_lower", "col_upper"), ("row_lower", "row_upper"))
    return any(bool((arrays[lower] > arrays[upper]).any()) for lower, upper in pairs)


def new_highs(frame: Frame) -> Any:
    """Return a silent HiGHS that holds the options and the model."""
    highs = _HIGHS()
    set_options(highs, {"output_flag": False, "log_to_console": False, **frame.fields["options"]})
    load(highs, frame)
    return highs


def has_a_point(frame: Frame) -> bool | None:
    """Whether any point keeps every row: the same model without an objective. ``None`` where time ran out."""
    arrays = dict(frame.arrays, cost=np.zeros_like(frame.arrays["cost"]))
    highs = new_highs(Frame(frame.kind, frame.fields, arrays))
    highs.run()
    known = {_STATUS.kOptimal: True, _STATUS.kModelEmpty: True, _STATUS.kInfeasible: False}
    return known.get(highs.getModelStatus())


def outcome(highs: Any, status: str, *, is_mip: bool) -> Frame:
    """Return what was found: a point if HiGHS vouches that it is feasible, and for LPs the duals."""
    info, solution = highs.getInfo(), highs.getSolution()
    empty = highs.getModelStatus() == _STATUS.kModelEmpty
    vouched = info.primal_solution_status == int(highspy.SolutionStatus.kSolutionStatusFeasible)
    feasible = (empty or vouched) and status not in {"infeasible", "unbounded"}
    fields = {
        "status": status,
        "message": highs.modelStatusToString(highs.getModelStatus()),
        # HiGHS forgets the constant of an empty model; the session computes it anyway.
        "objective": info.objective_function_value if feasible and not empty else None,
        "bound": info.mip_dual_bound if is_mip else None,
        "nodes": max(0, info.mip_node_count) if is_mip else 0,
        "seconds": highs.getRunTime(),
        "version": highs.version(),
    }
    arrays = {}
    if feasible:
        arrays["values"] = np.array(solution.col_value, dtype=np.float64)
    if not is_mip and solution.dual_valid:
        arrays["duals"] = np.array(solution.row_dual, dtype=np.float64)
        arrays["reduced_costs"] = np.array(solution.col_dual, dtype=np.float64)
    return Frame("done", fields, arrays)


def _receive(stream: BinaryIO, inbox: "queue.SimpleQueue[Frame]") -> None:
    """Take in messages; leave at once when the session is gone, even in the middle of a solve."""
    try:
        while (frame := read_frame(stream)) is not None:
            inbox.put(frame)
    finally:
        os._exit(0)


def main() -> None:
    """Serve solves until the session closes our standard input."""
    out = os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not land among the messages.
    os.dup2(2, 1)
    inbox: queue.SimpleQueue[Frame] = queue.SimpleQueue()
    version = _HIGHS().version()
    try:
        check_version(version)
    except RefusedError as error:
        write_frame(out, Frame("refused", {"message": str(error)}))
        return
    write_frame(out, Frame("ready", {"version": version}))
    stdin = os.fdopen(os.dup(0), "rb", buffering=0)
    threading.Thread(target=_receive, args=(stdin, inbox), daemon=True).start()

    def send(frame: Frame) -> None:
        try:
            write_frame(out, frame)
        except BrokenPipeError:
            os._exit(0)

    while True:
        frame = inbox.get()
        try:
            send(run(frame, send))
        except RefusedError as error:
            send(Frame("refused", {"message": str(error)}))


if __name__ == "__main__":
    main()

"""The worker's own checks, and the messages it speaks in."""

import io
import subprocess
import sys

import numpy as np
import pytest

from stockposture.highs.frames import Frame, FrameError, read_frame, write_frame
from stockposture.highs.worker import RefusedError, check_version, load


@pytest.mark.parametrize("version", ["1.14.0", "1.11.0", "1.15.0", "0.9.9"])
def test_old_versions_are_refused(version):
    with pytest.raises(RefusedError, match=rf"highspy {version} is installed; 1\.15\.1 or later"):
        check_version(version)


@pytest.mark.parametrize("version", ["1.15.1", "1.16.0", "2.0.0", "1.15.1.dev3"])
def test_later_versions_are_taken(version):
    check_version(version)


def solve_frame(**changes):
    """Return min x + y with x + y >= 1 as a message."""
    arrays = {
        "cost": np.array([1.0, 1]),
        "col_lower": np.zeros(2),
        "col_upper": np.ones(2),
        "integrality": np.array([1, 0], dtype=np.uint8),
        "row_lower": np.ones(1),
        "row_upper": np.array([np.inf]),
        "start": np.array([0, 2], dtype=np.int32),
        "index": np.array([0, 1], dtype=np.int32),
        "value": np.array([1.0, 1]),
    }
    return Frame("solve", {"sense": 1, "offset": 0.0, "options": {}}, arrays | changes)


@pytest.mark.parametrize("value", [1e16, 1e-10])
def test_what_highs_drops_or_rejects_does_not_pass_in_silence(value):
    """The last line of defence, behind the guards: HiGHS must hold what it was given."""
    import highspy

    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    with pytest.raises(RefusedError, match=r"did not take|HiGHS holds"):
        load(highs, solve_frame(value=np.array([1.0, value])))


def test_frames_arrive_as_sent():
    sent = Frame("solve", {"bound": -np.inf, "name": "é\n"}, {"a": np.arange(3.0), "b": np.array([], dtype=np.int32)})
    stream = io.BytesIO()
    write_frame(stream, sent)
    write_frame(stream, Frame("bye"))
    stream.seek(0)
    got, bye, end = read_frame(stream), read_frame(stream), read_frame(stream)
    assert (got.kind, got.fields, bye.kind, end) == (sent.kind, sent.fields, "bye", None)
    for name, array in sent.arrays.items():
        np.testing.assert_array_equal(got.arrays[name], array)
        assert got.arrays[name].dtype == array.dtype


@pytest.mark.parametrize("cut", [2, 11, 20, -1])
def test_cut_frames_are_noticed(cut):
    stream = io.BytesIO()
    write_frame(stream, Frame("solve", {}, {"a": np.arange(3.0)}))
    with pytest.raises(FrameError, match="ended within"):
        read_frame(io.BytesIO(stream.getvalue()[:cut]))


def test_objects_are_no_arrays():
    stream = io.BytesIO()
    write_frame(stream, Frame("solve", {}, {"a": np.array([1, 2], dtype=np.int16)}))
    stream.seek(0)
    with pytest.raises(FrameError, match="<i2"):
        read_frame(stream)


def test_worker_imports_neither_pyomo_nor_pandas():
    """It must start fast."""
    code = (
        "import sys, stockposture.highs.worker\n"
        "print([name for name in ('pyomo', 'pandas', 'scipy') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert ran.stdout.strip() == "[]"

"""What the world gives for a policy and its buffer: shortage, mean stock, peak stock."""

import numpy as np

from stockposture_models.theory.calibration import CALIBRATION, Calibration
from stockposture_models.theory.policies import Floats, Policies, Response


def respond(policies: Policies, buffers: Floats, calibration: Calibration = CALIBRATION) -> Response:
    """Return shortage and stock of each policy at each of its buffers.

    Parameters
    ----------
    policies
        n policies.
    buffers
        (n, k) buffers b >= 0, units.
    calibration
        Constants fitted to the simulator.

    Returns
    -------
    Response
        (n, k) short fraction, mean on-hand stock and peak stock. The short fraction does not rise and the
        stocks do not fall with the buffer.

    Notes
    -----
    The formulas are in ``docs/theory.md``. The first call of a process loads the compiled loops.
    """
    from stockposture_models.theory.canonical import canonical  # noqa: PLC0415 - see below
    from stockposture_models.theory.delays import delays  # noqa: PLC0415
    from stockposture_models.theory.excess import tail_cells  # noqa: PLC0415
    from stockposture_models.theory.kernel import respond_all  # noqa: PLC0415 - numba takes a second to import
    from stockposture_models.theory.loss_table import loss_table  # noqa: PLC0415
    from stockposture_models.theory.lost_sales import lost_table  # noqa: PLC0415

    p = canonical(policies)
    buffers = np.ascontiguousarray(buffers, dtype=np.float64)
    moves = p.demand_mean > 0.0
    mu = np.where(moves, p.demand_mean, 1.0)
    bare = mu * (p.interval + p.mean_lead)
    out = np.empty((3, *buffers.shape))
    respond_all(
        mu,
        np.where(moves, p.demand_sd, 0.0),
        # Copies: one memory layout, so one compiled version.
        np.array(p.backorder, dtype=np.bool_, order="C"),
        np.array(p.interval, dtype=np.float64, order="C"),
        p.share,
        bare,
        bare[:, None] + buffers,
        delays(p, calibration),
        tail_cells(),
        loss_table(),
        lost_table(),
        calibration,
        out,
    )
    still = ~moves
    out[0, still] = 0.0
    out[1:, still] = buffers[still]
    return Response(out[0], out[1], out[2])

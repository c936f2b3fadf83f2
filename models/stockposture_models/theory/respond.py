"""What the world gives for a policy and its buffer: shortage, mean stock, peak stock."""

from typing import TYPE_CHECKING

import numpy as np

from stockposture_models.theory.calibration import CALIBRATION, Calibration
from stockposture_models.theory.policies import Drawn, Floats, Policies, Response

if TYPE_CHECKING:
    from stockposture_models.theory.correction import Correction
    from stockposture_models.theory.offer_table import OfferTable


def respond(
    policies: Policies,
    buffers: Floats,
    calibration: Calibration = CALIBRATION,
    correction: "Correction | None" = None,
) -> Response:
    """Return shortage and stock of each policy at each of its buffers.

    Parameters
    ----------
    policies
        n policies.
    buffers
        (n, k) buffers b >= 0, units.
    calibration
        Constants of the formulas.
    correction
        Weights of their correction; the shipped ones by default.

    Returns
    -------
    Response
        (n, k) short fraction, mean on-hand stock and peak stock. The short fraction does not rise and the
        stocks do not fall with the buffer.

    Notes
    -----
    The formulas are in ``docs/theory.md``. The first call of a process loads the compiled loops.
    """
    return respond_and_tell(policies, buffers, calibration, correction, tell=False)[0]


def respond_and_tell(
    policies: Policies,
    buffers: Floats,
    calibration: Calibration,
    correction: "Correction | None",
    *,
    tell: bool,
) -> tuple[Response, Floats, Floats]:
    """Return the response as :func:`respond` does, and what the correction goes by, to calibrate it.

    Returns
    -------
    Response, seen, applies
        (n, f) all dimensionless groups if ``tell``; (n, 3) how much of the correction applies.
    """
    from stockposture_models.theory.offer_table import offer_table  # noqa: PLC0415 - see below

    p = policies
    terms = (
        p.lead,
        p.lead_sd,
        p.outage_rate,
        p.outage_days,
        p.region_rate,
        p.region_days,
        p.surge_fraction,
        p.surge_delay,
    )
    # Whatever stands where there is no supplier does not count.
    table = offer_table(*(np.where(p.share > 0.0, column, 0.0).ravel() for column in terms))
    rows = np.arange(2 * len(p)).reshape(-1, 2)
    drawn = Drawn(p.demand_mean, p.demand_sd, p.backorder, p.interval, p.share, rows, p.same_region)
    return respond_drawn(drawn, table, buffers, calibration, correction, tell=tell)


def respond_drawn(
    policies: Drawn,
    table: "OfferTable",
    buffers: Floats,
    calibration: Calibration = CALIBRATION,
    correction: "Correction | None" = None,
    *,
    tell: bool = False,
) -> tuple[Response, Floats, Floats]:
    """Return as :func:`respond_and_tell` does the response of policies drawn from a table of offers."""
    from stockposture_models.theory.correction import LEVEL_GROUPS, REACHES  # noqa: PLC0415
    from stockposture_models.theory.correction_table import shipped  # noqa: PLC0415
    from stockposture_models.theory.excess import tail_cells  # noqa: PLC0415
    from stockposture_models.theory.formulas import Tables  # noqa: PLC0415
    from stockposture_models.theory.kernel import respond_all  # noqa: PLC0415 - numba takes a second to import
    from stockposture_models.theory.loss_table import loss_table  # noqa: PLC0415
    from stockposture_models.theory.lost_sales import lost_table  # noqa: PLC0415
    from stockposture_models.theory.prepare import ready  # noqa: PLC0415
    from stockposture_models.theory.quick_room import no_quick  # noqa: PLC0415
    from stockposture_models.theory.quick_table import quick_floor  # noqa: PLC0415

    p, moves = policies, policies.demand_mean > 0.0
    # Copies: one memory layout, so one compiled version.
    mean, deviation = np.where(moves, p.demand_mean, 1.0), np.where(moves, p.demand_sd, 0.0)
    backorder, interval = np.array(p.backorder, dtype=np.bool_, order="C"), np.array(p.interval, np.float64, order="C")
    buffers = np.ascontiguousarray(buffers, dtype=np.float64)
    one = ready(
        mean,
        deviation,
        backorder,
        interval,
        np.array(p.share, dtype=np.float64, order="C"),
        np.array(p.rows, dtype=np.int64, order="C"),
        np.array(p.same_region, dtype=np.bool_, order="C"),
        table,
        calibration.cluster,
    )
    out = np.empty((3, *buffers.shape))
    seen = np.empty((len(mean) if tell else 1, one.groups.shape[1] + len(REACHES) * LEVEL_GROUPS))
    respond_all(
        mean,
        deviation,
        backorder,
        interval,
        one.share,
        one.bare,
        one.bare[:, None] + buffers,
        one.delays,
        one.groups,
        one.applies,
        Tables(tail_cells(), loss_table(), lost_table(), calibration),
        shipped() if correction is None else correction,
        # The floor is one of the theory as shipped; what is being calibrated is left as it is.
        quick_floor() if correction is None else no_quick(),
        table.quick,
        one.rows,
        seen,
        out,
    )
    still = ~moves
    out[0, still] = 0.0
    out[1:, still] = buffers[still]
    return Response(out[0], out[1], out[2]), seen, one.applies

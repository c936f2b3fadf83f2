"""What the world gives for a policy and its buffer: shortage, mean stock, peak stock."""

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from stockposture_models.theory.calibration import CALIBRATION, Calibration
from stockposture_models.theory.policies import Floats, Policies, Response

if TYPE_CHECKING:
    from stockposture_models.theory.correction import Correction


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
    from stockposture_models.theory.canonical import canonical  # noqa: PLC0415 - see below
    from stockposture_models.theory.correction import LEVEL_GROUPS, REACHES  # noqa: PLC0415
    from stockposture_models.theory.correction_table import shipped  # noqa: PLC0415
    from stockposture_models.theory.delays import delays  # noqa: PLC0415
    from stockposture_models.theory.excess import tail_cells  # noqa: PLC0415
    from stockposture_models.theory.formulas import Tables  # noqa: PLC0415
    from stockposture_models.theory.groups import policy_groups  # noqa: PLC0415
    from stockposture_models.theory.kernel import respond_all  # noqa: PLC0415 - numba takes a second to import
    from stockposture_models.theory.loss_table import loss_table  # noqa: PLC0415
    from stockposture_models.theory.lost_sales import lost_table  # noqa: PLC0415
    from stockposture_models.theory.quick_offers import quick_offers  # noqa: PLC0415
    from stockposture_models.theory.quick_room import no_quick  # noqa: PLC0415
    from stockposture_models.theory.quick_table import quick_floor  # noqa: PLC0415

    moves = policies.demand_mean > 0.0
    mean, deviation = np.where(moves, policies.demand_mean, 1.0), np.where(moves, policies.demand_sd, 0.0)
    p = canonical(replace(policies, demand_mean=mean, demand_sd=deviation))
    buffers = np.ascontiguousarray(buffers, dtype=np.float64)
    bare = mean * (p.interval + p.mean_lead)
    groups, applies = policy_groups(p)
    out = np.empty((3, *buffers.shape))
    seen = np.empty((len(mean) if tell else 1, groups.shape[1] + len(REACHES) * LEVEL_GROUPS))
    respond_all(
        mean,
        deviation,
        # Copies: one memory layout, so one compiled version.
        np.array(p.backorder, dtype=np.bool_, order="C"),
        np.array(p.interval, dtype=np.float64, order="C"),
        p.share,
        bare,
        bare[:, None] + buffers,
        delays(p, calibration),
        groups,
        applies,
        Tables(tail_cells(), loss_table(), lost_table(), calibration),
        shipped() if correction is None else correction,
        # The floor is one of the theory as shipped; what is being calibrated is left as it is.
        quick_floor() if correction is None else no_quick(),
        quick_offers(
            p.lead.ravel(),
            p.lead_sd.ravel(),
            p.outage_rate.ravel(),
            p.outage_days.ravel(),
            p.region_rate.ravel(),
            p.region_days.ravel(),
            p.surge_fraction.ravel(),
            p.surge_delay.ravel(),
        ),
        seen,
        out,
    )
    still = ~moves
    out[0, still] = 0.0
    out[1:, still] = buffers[still]
    return Response(out[0], out[1], out[2]), seen, applies

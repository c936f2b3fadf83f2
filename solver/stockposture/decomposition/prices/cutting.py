"""The cutting-plane method on the dual function, in a box around the best prices."""

import numpy as np

from stockposture.decomposition.prices.master import best_of_planes
from stockposture.decomposition.prices.rounds import Round, Rounds
from stockposture.highs.session import HighsSession
from stockposture_models.candidates.terms import Floats

#: The box grows where a step gave more than this part of what was promised.
_GOOD = 0.5
#: Rounds over which progress is judged, and how much of the tolerance it must be.
_LOOK_BACK, _PROGRESS = 4, 0.1
#: Planes are dropped after so many master programs without use.
_MOST_IDLE = 8


def cut(
    rounds: Rounds,
    best: Round,
    radius: Floats,
    *,
    tolerance: float,
    far: Floats,
    session: HighsSession,
    seed: int,
) -> tuple[Round, bool]:
    """Maximise the least planes in the box, round by round.

    Parameters
    ----------
    rounds
        Prices the items; holds the planes.
    best
        Where to start.
    radius
        (m,) first room for the prices.
    tolerance
        Stop when the planes leave no more than this above the best value, currency/yr.
    far
        (m,) stop when a price is above.
    session, seed
        The solver of the master programs, and its seed.

    Returns
    -------
    The best round, and whether the planes prove that no prices are better by more than the tolerance.
    """
    values = [best.value]
    patient = rounds.exact(best.sums) and len(best.part) == 0
    while not (best.limit > far).any():
        lower, upper = rounds.box(best.limit, np.minimum(radius, far))
        limit, most, weight = best_of_planes(rounds.planes, rounds.terms, lower, upper, session, seed)
        most += float(rounds.terms.opening_cost[best.part == 0].sum())
        # At the box's own edges better prices may lie beyond; far away, or where no price may be, none do.
        edge = ((limit <= lower) & (lower == best.limit - radius)) | ((limit >= upper) & (upper == best.limit + radius))
        inside = not edge.any()
        if most - best.value <= tolerance:
            if inside:
                rounds.foreseen = most
                return best, len(best.part) == 0
            radius = 10.0 * radius
            continue
        if inside:
            rounds.foreseen = most
        if not rounds.left or (not patient and _stuck(values, tolerance)):
            break
        rounds.planes = rounds.planes.used(weight, _MOST_IDLE)
        trial = rounds.at(limit, best.part)
        gained, promised = trial.value - best.value, most - best.value
        if gained > 0:
            best = rounds.settled(trial)
            radius = radius if inside or gained < _GOOD * promised else 2.0 * radius
        elif gained < -promised:
            radius = 0.5 * radius
        values.append(best.value)
    return best, False


def _stuck(values: list[float], tolerance: float) -> bool:
    return len(values) > _LOOK_BACK and values[-1] - values[-1 - _LOOK_BACK] < _PROGRESS * tolerance

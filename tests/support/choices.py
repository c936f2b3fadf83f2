"""Problems of choice as plain arrays: one with names and numbers to read, and seeded random ones."""

from typing import Any

import numpy as np

from stockposture_models.formulation.choices import Choices


def choices_of(
    groups: list[list[list[tuple[float, list[float]]]]],
    cap: list[float],
    *,
    overflow: list[float] | None = None,
    overflow_cost: list[float] | None = None,
    needs: list[tuple[int, int]] | None = None,
    opening_cost: list[float] | None = None,
    whole: bool = False,
) -> Choices:
    """Return choices of nested lists: groups of choices of points, each a cost and a use of every limit.

    ``needs`` has pairs of choice (numbered over all groups) and opening. Uses of 0 are left out.
    """
    of_choice = [number for number, group in enumerate(groups) for _ in group]
    every_choice = [choice for group in groups for choice in group]
    of_point = [number for number, choice in enumerate(every_choice) for _ in choice]
    points = [point for choice in every_choice for point in choice]
    uses = [(limit, k, use) for k, (_, row) in enumerate(points) for limit, use in enumerate(row) if use]
    ints: dict[str, Any] = {"dtype": np.int64}
    return Choices(
        group=np.array(of_choice, **ints),
        choice=np.array(of_point, **ints),
        cost=np.array([cost for cost, _ in points], dtype=float),
        use_limit=np.array([use[0] for use in uses], **ints),
        use_point=np.array([use[1] for use in uses], **ints),
        use=np.array([use[2] for use in uses], dtype=float),
        cap=np.array(cap, dtype=float),
        overflow=np.array(overflow or [0.0] * len(cap)),
        overflow_cost=np.array(overflow_cost or [0.0] * len(cap)),
        need_choice=np.array([choice for choice, _ in needs or []], **ints),
        need_opening=np.array([opening for _, opening in needs or []], **ints),
        opening_cost=np.array(opening_cost or [], dtype=float),
        whole=whole,
    )


def bolt_and_pump() -> Choices:
    """Two items of two policies each, two limits, two suppliers with fees.

    The bolt: from the far supplier with a buffer of 0 or 5, from the near one (fee 40) with 0, 2 or 4. The pump: far
    0 or 10; or far and near, for which an agent (fee 7) is needed too, 0 or 6. Capital up to 70; 10 m3 of space, 5
    more for 3 each. Uses are (capital, m3).
    """
    bolt = [
        [(100.0, [10.0, 1.0]), (60.0, [30.0, 2.0])],
        [(80.0, [12.0, 1.0]), (50.0, [25.0, 1.5]), (45.0, [40.0, 2.5])],
    ]
    pump = [
        [(300.0, [20.0, 4.0]), (150.0, [60.0, 12.0])],
        [(260.0, [15.0, 3.0]), (140.0, [45.0, 9.0])],
    ]
    return choices_of(
        [bolt, pump],
        [70.0, 10.0],
        overflow=[0.0, 5.0],
        overflow_cost=[0.0, 3.0],
        needs=[(1, 0), (3, 0), (3, 1)],
        opening_cost=[40.0, 7.0],
    )


def random_choices(seed: int, *, whole: bool = False) -> Choices:
    """Return a few groups of a few choices of a few points; limits that bind, openings that cost."""
    rng = np.random.default_rng(seed)
    limits, openings = int(rng.integers(0, 4)), int(rng.integers(0, 3))
    groups = [
        [
            [
                (float(rng.uniform(0, 100)), rng.uniform(0, 10, limits).round(3).tolist())
                for _ in range(rng.integers(1, 4))
            ]
            for _ in range(rng.integers(1, 4))
        ]
        for _ in range(rng.integers(1, 5))
    ]
    count = sum(len(group) for group in groups)
    needs = [(p, j) for p in range(count) for j in range(openings) if rng.random() < 0.4]
    return choices_of(
        groups,
        (len(groups) * rng.uniform(3, 7, limits)).tolist(),
        overflow=(rng.choice([0.0, 4.0], limits)).tolist(),
        overflow_cost=rng.uniform(0, 20, limits).tolist(),
        needs=needs,
        opening_cost=rng.uniform(0, 60, openings).tolist(),
        whole=whole,
    )

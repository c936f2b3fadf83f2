"""When an item came: a new one counts from the month after its first demand."""

import numpy as np

from stockposture.history.demand.life import life_of


def hits_in(months: list[int], count: int = 51) -> np.ndarray:
    hits = np.zeros((1, count), dtype=bool)
    hits[0, months] = True
    return hits


def test_an_item_wanted_steadily_after_long_silence_is_new():
    life = life_of(hits_in(list(range(40, 51))), np.ones(51, dtype=bool))
    assert life.new.tolist() == [True]
    assert life.begins.tolist() == [41]


def test_the_only_demand_of_an_item_is_never_left_out():
    # Found in 51 months of spare parts: wanted once, in month 45, and dropped as if never wanted.
    life = life_of(hits_in([45]), np.ones(51, dtype=bool))
    assert life.new.tolist() == [False]
    assert life.begins.tolist() == [0]

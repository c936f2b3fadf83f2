"""Multiple-choice knapsacks with several limits: the skeleton of the model."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from stockposture.highs.params import HighsParams
from stockposture.highs.session import HighsSession
from stockposture_models.formulation.choices import Choices
from stockposture_models.formulation.model import build_model
from stockposture_models.formulation.scales import scales_of
from support.choices import choices_of

EXACT = HighsParams(mip_gap=0, mip_abs_gap=1e-9)
PUBLISHED = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "mmkp"
#: A class of items: value and uses of each.
Class = list[tuple[float, list[float]]]


@pytest.fixture(scope="module")
def session() -> Iterator[HighsSession]:
    with HighsSession() as opened:
        yield opened


def as_points(classes: list[Class], room: list[float]) -> Choices:
    """Return a class as one choice of whole points."""
    return choices_of([[[(-value, use) for value, use in items]] for items in classes], room, whole=True)


def as_choices(classes: list[Class], room: list[float]) -> Choices:
    """Return a class as choices of one point each."""
    return choices_of([[[(-value, use)] for value, use in items] for items in classes], room)


def best_value(choices: Choices, session: HighsSession) -> float:
    scales = scales_of(choices)
    result = session.solve(build_model(choices, scales), EXACT)
    assert result.objective is not None
    return float(-result.objective * scales.cost)


@pytest.mark.parametrize("form", [as_points, as_choices])
@pytest.mark.parametrize("seed", range(4))
def test_small_ones_against_every_combination(seed: int, form: object, session: HighsSession) -> None:
    rng = np.random.default_rng(seed)
    classes: list[Class] = [
        [(float(rng.integers(1, 50)), rng.integers(0, 10, 3).astype(float).tolist()) for _ in range(4)]
        for _ in range(4)
    ]
    room = [18.0, 18.0, 18.0]
    best = max(
        sum(value for value, _ in taken)
        for taken in itertools.product(*classes)
        if (np.sum([use for _, use in taken], axis=0) <= room).all()
    )
    assert callable(form)
    assert best_value(form(classes, room), session) == pytest.approx(best)


@pytest.mark.parametrize("form", [as_points, as_choices])
@pytest.mark.parametrize(("name", "optimum"), [("I01", 173), ("I02", 364)])
def test_published_optima(name: str, optimum: float, form: object, session: HighsSession) -> None:
    path = PUBLISHED / f"{name}.txt"
    if not path.exists():
        pytest.skip(f"the published instance is not at {path}")
    numbers = iter(map(float, path.read_text(encoding="ascii").split()))
    count, size, limits = (int(next(numbers)) for _ in range(3))
    room = [next(numbers) for _ in range(limits)]
    classes: list[Class] = []
    for number in range(count):
        assert next(numbers) == number + 1
        classes.append([(next(numbers), [next(numbers) for _ in range(limits)]) for _ in range(size)])
    assert callable(form)
    assert best_value(form(classes, room), session) == pytest.approx(optimum)

"""What pictures are drawn from: three items, a few days and years, made by hand."""

import pandas as pd
import pytest

from support.simulations import disagreements_of, items_of


@pytest.fixture
def days():
    """Six days of BOLT, short on days 2, 3 and 5, and of NUT, never short."""
    bolt = pd.DataFrame(
        {"day": range(6), "sku": "BOLT", "on_hand": [5.0, 2, 0, 0, 4, 1], "short": [0.0, 0, 1.5, 2, 0, 0.5]}
    )
    nut = bolt.assign(sku="NUT", on_hand=7.0, short=0.0)
    return pd.concat([nut, bolt], ignore_index=True).sort_values("day")


@pytest.fixture
def levels():
    """Order-up-to levels and buffers of both."""
    return pd.DataFrame({"sku": ["BOLT", "NUT"], "order_up_to": [9.0, 12.0], "buffer_units": [2.0, 3.0]})


@pytest.fixture
def years():
    """Ten years whose relevant cost is 10 to 100 and whose stockout cost is half of it."""
    cost = [10.0 * year for year in range(1, 11)]
    return pd.DataFrame({"relevant_cost": cost, "stockout_cost": [value / 2 for value in cost]})


@pytest.fixture
def items():
    """Three items over three decades; NUT's stockout cost is promised twice too high, PIN's is 0."""
    frame = items_of(["BOLT", "NUT", "PIN"])
    for measure in ("relevant_cost", "stockout_cost", "capital"):
        frame[measure] = [10.0, 100.0, 4000.0]
        frame[f"{measure}_half_width"] = [1.0, 10.0, 400.0]
        frame[f"promised_{measure}"] = [10.5, 95.0, 4100.0]
    frame.loc[1, "promised_stockout_cost"] = 200.0
    frame.loc[2, ["stockout_cost", "stockout_cost_half_width", "promised_stockout_cost"]] = 0.0
    return frame


@pytest.fixture
def disagreements():
    """The one item that is promised outside its interval."""
    return disagreements_of([("NUT", "stockout_cost", 200.0, 100.0, 10.0)])


@pytest.fixture
def drawn():
    """Draw a picture and return its panels, to look at what is in them."""
    from matplotlib.figure import Figure

    from stockposture.report.pictures.style import house_style

    def draw(picture):
        with house_style():
            figure = Figure(figsize=(picture.width, picture.height), layout="constrained")
            picture.draw(figure)
        return figure.axes

    return draw

"""The criticality x fragility matrix as a picture."""

import numpy as np
import pandas as pd
import pytest

from stockposture.report.pictures.segment_matrix import segment_matrix


@pytest.fixture
def matrix():
    """Two items of criticality 5 and fragility 4, 1,200 of criticality 1 and fragility 1."""
    counts = pd.DataFrame(np.zeros((5, 5), dtype=int), index=[5, 4, 3, 2, 1], columns=[1, 2, 3, 4, 5])
    counts.loc[5, 4], counts.loc[1, 1] = 2, 1200
    return counts


def test_every_cell_says_what_is_in_it(matrix, drawn):
    (panel,) = drawn(segment_matrix(matrix, matrix * 1000.0, "EUR"))[:1]
    texts = {text.get_position(): text.get_text() for text in panel.texts}
    assert len(texts) == 25
    assert texts[(3, 0)] == "2\n2,000"  # criticality 5 stands on top
    assert texts[(0, 4)] == "1,200\n1.2M"
    assert set(texts.values()) == {"2\n2,000", "1,200\n1.2M", "."}
    assert panel.get_ylim()[0] > panel.get_ylim()[1]
    assert panel.get_title(loc="left") == "Items, and their annual value in EUR"


def test_its_words_say_how_many_are_critical_and_fragile(matrix):
    picture = segment_matrix(matrix, matrix * 1000.0, "EUR")
    assert "1,202 items" in picture.description
    assert "2 of them with criticality 4 or more and fragility 3 or more, worth 2,000 EUR" in picture.description


def test_no_items_at_all(matrix, drawn):
    (panel,) = drawn(segment_matrix(matrix * 0, matrix * 0.0))[:1]
    assert {text.get_text() for text in panel.texts} == {"."}

"""The parts of a case, as its partitions are made of them."""

from collections.abc import Sequence
from dataclasses import replace

from stockposture.decomposition.items.partition import Payload
from stockposture_models.candidates.terms import Floats, Ints
from stockposture_models.tables.case import Case


class Payloads(Sequence[Payload]):
    """The parts of a case, each cut out when it is asked for."""

    def __init__(self, case: Case, rows: Sequence[slice | Ints], weight: Sequence[Floats | None], common: Payload):
        self._case, self._rows, self._weight, self._common = case, rows, weight, common

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, part: int) -> Payload:  # type: ignore[override]  # one at a time is all that is asked for
        return replace(self._common, case=self._case.rows(self._rows[part]), weight=self._weight[part])

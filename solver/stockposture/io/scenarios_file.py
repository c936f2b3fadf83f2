"""Scenarios read and checked: a TOML file, one ``[[scenario]]`` each, or tables in memory."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from stockposture.io.settings_file import read_settings
from stockposture.simulation.stress.check import check_scenarios
from stockposture.simulation.stress.scenario import Scenario
from stockposture_models.errors import BadInputError


def read_scenarios(path: Path) -> tuple[Scenario, ...]:
    """Read and check a scenarios file.

    Parameters
    ----------
    path
        The file; names, bounds and meanings are those of
        :class:`~stockposture.simulation.stress.scenario.Scenario`. Whether the names in it are in a case is found out
        when it is replayed.

    Raises
    ------
    FileFaultError
        The file is not there or cannot be read.
    BadInputError
        It is not TOML, or holds something else than scenarios: every fault with scenario, key, value and remedy.
    """
    given, findings = read_settings(path)
    if any(finding.is_fault for finding in findings):
        raise BadInputError(findings)
    scenarios, faults = check_scenarios(given, path.name)
    if faults:
        raise BadInputError(faults)
    return scenarios


def scenarios_of(given: Sequence[Scenario | Mapping[str, object]], source: str = "scenarios") -> tuple[Scenario, ...]:
    """Check scenarios that are in memory; none is fine.

    Parameters
    ----------
    given
        Scenarios, or mappings of the names and values that a file's ``[[scenario]]`` has.
    source
        Where they stand, for messages.

    Raises
    ------
    BadInputError
        As :func:`read_scenarios`.
    """
    if not given:
        return ()
    tables = [one.model_dump(mode="json") if isinstance(one, Scenario) else one for one in given]
    scenarios, faults = check_scenarios({"scenario": tables}, source)
    if faults:
        raise BadInputError(faults)
    return scenarios

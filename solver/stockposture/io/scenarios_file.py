"""A scenarios file: TOML, one ``[[scenario]]`` each."""

from pathlib import Path

from stockposture.io.settings_file import read_settings
from stockposture.simulate.stress.check import check_scenarios
from stockposture.simulate.stress.scenario import Scenario
from stockposture_models.errors import BadInputError


def read_scenarios(path: Path) -> tuple[Scenario, ...]:
    """Read and check a scenarios file.

    Parameters
    ----------
    path
        The file; names, bounds and meanings are those of
        :class:`~stockposture.simulate.stress.scenario.Scenario`. Whether the names in it are in a case is found out
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

"""From a history to the tables of a case, with plain moments and declared assumptions."""

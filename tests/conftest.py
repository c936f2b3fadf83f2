"""Settings of all tests."""

import os

from hypothesis import settings

# Compiling and loading take what they take; a check that must pass for everybody looks at the same examples each time.
settings.register_profile("house", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("house")

"""Settings of all tests."""

import os
import signal

from hypothesis import settings

# Compiling and loading take what they take; a check that must pass for everybody looks at the same examples each time.
settings.register_profile("house", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("house")

# A shell that runs the tests in the background has them ignore Ctrl-C, and so would every command they start.
signal.signal(signal.SIGINT, signal.default_int_handler)

"""What every command prints with ``--json``, as JSON schemas: a module a command, named like it."""

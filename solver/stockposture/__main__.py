"""``python -m stockposture``, where the command is not on the path."""

from stockposture.cli.main import main

if __name__ == "__main__":
    main()

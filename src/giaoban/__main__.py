"""The command line: giaoban serve | worker | migrate | demo | accounts | doctor | backup | restore."""

import os
import sys


def main() -> None:
    """Run one command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "giaoban.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["giaoban", *(sys.argv[1:] or ["help"])])


if __name__ == "__main__":
    main()

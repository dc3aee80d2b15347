"""`python -m crawler` is `presswatch`: this is where both begin."""

from __future__ import annotations

import sys

_INTERRUPTED = 130


def main() -> None:
    """Run the command line. An interrupt while it is still being loaded is told in a line as well."""
    try:
        from crawler.cli import main as command_line
    except KeyboardInterrupt:
        sys.stderr.write("presswatch: interrupted\n")
        sys.exit(_INTERRUPTED)
    command_line()


if __name__ == "__main__":
    main()

"""`python -m escp.documents.examining SOURCE TARGET EXTENSION`: says "kept", or why not, on one line.

Bounds are set before any library that reads files is loaded. No secret is in its environment.
"""

import resource
import sys
from pathlib import Path

MOST_MEMORY = 1024**3
MOST_SECONDS = 20
MOST_WRITTEN = 256 * 1024**2


def main() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_FSIZE, MOST_WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    from escp.documents.examining.kinds import Refused
    from escp.documents.examining.whole import examine

    source, target, extension = sys.argv[1:]
    try:
        examine(Path(source), Path(target), extension)
    except Refused as refusal:
        sys.stdout.write(f"refused {refusal}\n")
    else:
        sys.stdout.write("kept\n")


if __name__ == "__main__":
    main()

"""``python -m bideval.proof FILE.json``: check every certificate of a document.

Prints a line for each: proved, or REFUSED with the reason.  Ends with 0 where all are
proved, with 4 where one is refused or there is none, with 2 where there is no such file.
Needs nothing but Python; no solver, no tender folder and no network.
"""

import sys
from pathlib import Path

from bideval.proof.document import verdicts

PROVED, NO_FILE, REFUSED = 0, 2, 4


def main(arguments: list[str]) -> int:
    """Check the document that is named; return the exit code."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m bideval.proof FILE.json\n")
        return NO_FILE
    try:
        data = Path(arguments[0]).read_bytes()
    except OSError as error:
        sys.stderr.write(f"{arguments[0]}: {error.strerror}\n")
        return NO_FILE
    lines = verdicts(data)
    for line in lines:
        sys.stdout.write(f"{line}\n")
    return PROVED if all(line.verdict.proved for line in lines) else REFUSED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

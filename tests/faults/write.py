"""python -m tests.faults.write docs/faults.md: provoke every fault in every phase and write down what happened."""

import sys
from pathlib import Path

from tests.faults.matrix import document
from tests.faults.words import Words


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    words = Words()
    Path(sys.argv[1]).write_text(document(words), encoding="utf-8")
    words.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

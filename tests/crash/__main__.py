"""python -m tests.crash N: kill a busy station N times and print what the relay and the disk say."""

import sys
import tempfile
from pathlib import Path

from tests.crash.storm import Broken, Figures, Storm


def main() -> int:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as folder:
        storm = Storm(Path(folder))
        try:
            storm.rage(kills, _progress)
        except Broken as broken:
            print(f"\nBROKEN: {broken}\n{storm.figures.told()}")
            return 1
        print(f"\n{storm.figures.told()}")
    return 0


def _progress(figures: Figures) -> None:
    print(f"\r{figures.kills} kills, {figures.ons} ONs, {figures.releases} releases", end="", flush=True)


if __name__ == "__main__":
    sys.exit(main())

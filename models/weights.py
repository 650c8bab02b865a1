"""Files of weights, used only when they are the very files that were recorded."""

import hashlib
from pathlib import Path

HERE = Path(__file__).parent


class WeightsError(Exception):
    """Weights are missing, changed or unusable; one sentence that says which file and what to do."""


def verified(path: Path, sha256: str) -> bytes:
    """The file's bytes. Raises WeightsError when it cannot be read or its hash is not the recorded one."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise WeightsError(f"{path.name} cannot be read ({error.strerror}): install the program again") from error
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise WeightsError(
            f"{path.name} is not the file that was recorded (sha256 {found[:12]}…, recorded {sha256[:12]}…): "
            "put the recorded file back or install the program again"
        )
    return content

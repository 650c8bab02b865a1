"""What a record says of the program and the machine that wrote it."""

import uuid
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from kiosk.config import Config
from models.fingerprints import fingerprints


def about(config: Config) -> dict[str, Any]:
    """Return what a reader years on needs of this run beside the rules: models, limits, door."""
    return {
        "models": fingerprints(),
        "limits": asdict(config.limits),
        "door": {
            "source": config.door.source.value,
            "pulse_s": config.door.pulse_s,
            "receipt_s": config.door.receipt_s,
        },
    }


def boot() -> str:
    """Return the machine's boot id: it changes whenever the monotonic clock starts anew."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return uuid.uuid4().hex


def software_version() -> str:
    """Return the version of the installed program."""
    try:
        return version("entry-screening-kiosk")
    except PackageNotFoundError:
        return "unpackaged"

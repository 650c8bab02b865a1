"""Who else may read what only the kiosk's own user should: its data folder, and files that hold a secret."""

import stat
from collections.abc import Iterator
from pathlib import Path

from kiosk.config import Config, data_dir

_OTHERS = 0o077


def secret_files(config: Config) -> dict[str, Path]:
    """Return the key in the config of each file that holds a secret, and the file."""
    named = {
        "heads.secret_file": config.heads.secret_file,
        "monitor.smtp_password_file": config.monitor.smtp_password_file,
        "monitor.tls_key": config.monitor.tls_key,
    }
    return {key: Path(path).expanduser() for key, path in named.items() if path}


def complaints(config: Config) -> Iterator[str]:
    """Yield what others may read, each with the command that ends it."""
    for key, path in secret_files(config).items():
        try:
            if _lax(path):
                yield f"{key}: {path} can be read by others; run: chmod 600 {path}"
            path.open("rb").close()
        except OSError as error:
            yield f"{key}: {path} cannot be read ({error.strerror}); see who owns it, or name another file"
    folder = data_dir(config)
    if not folder.is_dir():
        return
    if _lax(folder):
        yield f"{folder} can be read by others; run: chmod 700 {folder}"
    for path in sorted(folder.iterdir()):
        if path.is_file() and _lax(path):
            yield f"{path} can be read by others; run: chmod 600 {path}"


def _lax(path: Path) -> bool:
    return bool(stat.S_IMODE(path.stat().st_mode) & _OTHERS)

"""The station's signing key: Ed25519, made once, readable by its owner alone.

`head-key.pem` is the private key (PKCS #8); whoever has it can sign for this station. `head-keys.pub` holds every
public key this station ever had (PEM blocks, newest last): a copy kept elsewhere is what an auditor verifies with.
"""

from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from kiosk.files import put

PRIVATE = "head-key.pem"
PUBLIC = "head-keys.pub"
_END = "-----END PUBLIC KEY-----"


class KeyProblem(Exception):
    """A key file cannot be used; one sentence for staff."""


class HeadKey:
    """Signs. `public` is the raw public key, 64 hexadecimal digits."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public: str = _raw(private.public_key())

    def sign(self, message: bytes) -> str:
        """Return the signature, 128 hexadecimal digits."""
        return self._private.sign(message).hex()


def open_key(folder: Path) -> HeadKey:
    """Return this station's key; the first call makes it. Raises KeyProblem, OSError.

    A lost private key is replaced by a new one; the public keys before it stay in `head-keys.pub`.
    """
    path = folder / PRIVATE
    if not path.exists():
        private = Ed25519PrivateKey.generate()
        put(path, private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    try:
        loaded = load_pem_private_key(path.read_bytes(), None)
    except (ValueError, TypeError) as error:
        raise KeyProblem(f"{path} is no private key: bring it back, or move it away for a new one") from error
    if not isinstance(loaded, Ed25519PrivateKey):
        raise KeyProblem(f"{path} is no Ed25519 key: move it away, and a new one is made")
    key = HeadKey(loaded)
    if key.public not in known_keys(folder / PUBLIC):
        _add_public(folder / PUBLIC, loaded.public_key())
    return key


def known_keys(path: Path) -> tuple[str, ...]:
    """Return the public keys in a file of PEM blocks, raw and in hexadecimal; none when there is no file.

    Raises KeyProblem when it holds something else.
    """
    if not path.exists():
        return ()
    try:
        blocks = path.read_text(encoding="ascii").split(_END)
        loaded = [load_pem_public_key(f"{block.strip()}\n{_END}\n".encode()) for block in blocks[:-1]]
    except (ValueError, UnicodeDecodeError) as error:
        raise KeyProblem(f"{path} holds something else than public keys") from error
    keys = tuple(_raw(one) for one in loaded if isinstance(one, Ed25519PublicKey))
    if not keys or len(keys) != len(loaded) or blocks[-1].strip():
        raise KeyProblem(f"{path} holds something else than public keys")
    return keys


def signed_by(public: str, message: bytes, signature: str) -> bool:
    """Say whether this key (hexadecimal) signed this message."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def _add_public(path: Path, public: Ed25519PublicKey) -> None:
    before = path.read_bytes() if path.exists() else b""
    put(path, before + public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))


def _raw(public: Ed25519PublicKey) -> str:
    return public.public_bytes(Encoding.Raw, PublicFormat.Raw).hex()

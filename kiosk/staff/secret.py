"""Passwords and PINs: what is good enough, and their argon2id hashes (RFC 9106, by argon2-cffi)."""

import unicodedata
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

PASSWORD_LEAST = 10
PASSWORD_MOST = 200
PIN_LEAST, PIN_MOST = 6, 12
COMMON = ("password", "katasandi", "kata sandi", "rahasia", "qwerty", "123456", "admin", "kiosk", "indonesia", "bali")


class Weak(ValueError):
    """A password or PIN that will not do; the message says why and what would."""


def good_password(password: str, name: str = "") -> str:
    """Return the password as it is hashed (NFC). Raises Weak."""
    password = unicodedata.normalize("NFC", password)
    if len(password) < PASSWORD_LEAST:
        raise Weak(f"a password has at least {PASSWORD_LEAST} characters; three words in a row are easy to keep")
    if len(password) > PASSWORD_MOST:
        raise Weak(f"a password has at most {PASSWORD_MOST} characters")
    plain = password.casefold()
    if len(set(plain)) < 4:
        raise Weak("this password repeats the same few characters; use words")
    left = plain
    for part in (*COMMON, *name.casefold().split()):
        left = left.replace(part, "") if len(part) > 3 else left
    if len(left.strip("0123456789 .,!?-_")) < 4:
        raise Weak("this password is little more than a name, a number or one of the first guesses; use other words")
    return password


def good_pin(pin: str) -> str:
    """Return the PIN. Raises Weak."""
    if not (pin.isascii() and pin.isdigit() and PIN_LEAST <= len(pin) <= PIN_MOST):
        raise Weak(f"a PIN is {PIN_LEAST} to {PIN_MOST} digits")
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    if len(steps) == 1:
        raise Weak("this PIN is among the first guesses (one digit repeated, or a row of digits)")
    if len(set(pin)) < 3:
        raise Weak("this PIN has fewer than three different digits")
    return pin


class Hasher:
    """argon2id at the library's defaults; one instance may serve several threads."""

    def __init__(self, argon2: PasswordHasher | None = None) -> None:
        self._argon2 = argon2 or PasswordHasher()
        self._nobody = self._argon2.hash("nobody")

    def hash(self, secret: str) -> str:
        return self._argon2.hash(secret)

    def fits(self, stored: str | None, secret: str) -> bool:
        """Say whether a secret is the stored one. Without one it takes as long, and does not fit."""
        try:
            return self._argon2.verify(stored or self._nobody, secret) and stored is not None
        except (VerificationError, InvalidHashError):
            return False

    def is_old(self, stored: str) -> bool:
        """Say whether a hash was made with weaker settings than now."""
        return self._argon2.check_needs_rehash(stored)

"""Accounts on a file of their own; hashes cheap enough for a test."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from kiosk.staff.accounts import Accounts
from kiosk.staff.rights import Role
from kiosk.staff.secret import Hasher

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
WORDS = "kopi pagi di teras"
PIN = "402917"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    return Accounts(tmp_path / "data" / "staff.db", Hasher(CHEAP))


@pytest.fixture
def made(accounts: Accounts) -> Accounts:
    accounts.add("Wayan Example", Role.TECHNICIAN, WORDS, PIN, now=NOW)
    return accounts

"""What stands beside a station and may fail by itself: the accounts of its staff, and the socket that it answers at."""

from pathlib import Path

from kiosk.link import Command, Desk, LinkServer, ask
from kiosk.staff.accounts import Accounts
from kiosk.staff.at_station import StaffAtStation
from kiosk.staff.rights import Role
from kiosk.staff.secret import Hasher
from tests.rig import Rig
from tests.staff.conftest import CHEAP
from tests.staff.conftest import WORDS as PASSWORD

STATION = "door-1"


class Staffed:
    """Accounts with one officer, and whether the station still takes their word."""

    def __init__(self, rig: Rig, path: Path) -> None:
        self._path = path
        accounts = Accounts(path, Hasher(CHEAP))
        self._whole = b""
        self._officer = accounts.add("Made Example", Role.OFFICER, PASSWORD).staff_id
        self._staff = StaffAtStation(accounts)
        rig.settle_staff = self._staff.settle

    def damage(self) -> str:
        """Write over the file; return what the log says of it."""
        self._whole = self._path.read_bytes()
        self._path.write_bytes(b"damaged" * 1000)
        assert not self._staff.may(self._officer, Command.LET_IN)
        return self._staff._told.replace(str(self._path), "staff.db")

    def mend(self) -> None:
        self._path.write_bytes(self._whole)
        assert self._staff.may(self._officer, Command.LET_IN)


class Linked:
    """A station's socket, which may go and come back."""

    def __init__(self, rig: Rig, path: Path) -> None:
        self._path = path
        self._desk = Desk(STATION, lambda: None, rig.clock.utc, lambda *asked: True)
        self._server = LinkServer(path, self._desk)

    def ask(self) -> None:
        """Ask for a snapshot. Raises OSError when nobody answers."""
        ask(self._path, {"id": "q", "station_id": STATION, "command": "snapshot"})

    def open_again(self) -> None:
        self._server = LinkServer(self._path, self._desk)

    def close(self) -> None:
        self._server.close()

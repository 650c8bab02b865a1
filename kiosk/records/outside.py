"""Heads kept outside the record, held against the rows as they stream by: a cut tail and a chain written anew show."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kiosk.records.chain import Head
from kiosk.records.heads import NotedHead, SignedHead, code, head_from, is_signed

Fields = dict[str, Any]
OR_BEFORE = ", unless that code was noted of a chain which this one says it follows"


@dataclass(frozen=True, slots=True)
class Bad:
    """The first row that is wrong, and what is wrong with it in plain words."""

    seq: int
    """0: the file as a whole."""
    what: str


class Heads:
    """What is known from elsewhere: heads, and the keys this station is allowed to sign with."""

    def __init__(self, outside: Iterable[SignedHead | NotedHead] = (), keys: Iterable[str] = ()) -> None:
        """No keys: a signature must hold, whichever key a head names."""
        self._keys = frozenset(keys)
        self._wanted: dict[int, list[SignedHead | NotedHead]] = {}
        for head in outside:
            self._wanted.setdefault(head.seq, []).append(head)
        self._met: list[SignedHead | NotedHead] = []
        self._followed: set[str] = set()
        self.rows = 0
        """Head rows in the file whose signatures hold."""

    @property
    def confirmed(self) -> int:
        """How many of the heads from elsewhere the file bears out."""
        return len(self._met)

    def forged(self) -> Bad | None:
        """A head from elsewhere whose own signature does not hold proves nothing."""
        for heads in self._wanted.values():
            for head in heads:
                wrong = self._signature(head) if isinstance(head, SignedHead) else None
                if wrong:
                    return Bad(0, f"the head of row {head.seq} kept outside does not hold: {wrong}")
        return None

    def check(self, row: Fields) -> str | None:
        """Say what is wrong with a row that a head names, or that is a head, or None."""
        for head in self._wanted.get(row["seq"], ()):
            if not _same_chain(head, row):
                continue
            if not _names(head, row):
                return f"the row is not the one a head kept outside names: it was written anew{self._or_before(head)}"
            self._met.append(head)
        if row["body"] is None:
            return None
        if row["kind"] == "set_aside":
            self._followed.update(_chains_before(row["body"]))
        return self._head_row(row) if row["kind"] == "head" else None

    def missing(self, station_id: str | None, chain_id: str | None, newest: Head) -> Bad | None:
        """Once all rows hold: say which head from elsewhere has no row here, or None."""
        for seq in sorted(self._wanted):
            for head in self._wanted[seq]:
                wrong = self._unexplained(head, station_id, chain_id, newest)
                if wrong:
                    return wrong
        if self._wanted and not self._met and not self._followed:
            return Bad(0, "no head kept outside is of this station")
        return None

    def _unexplained(
        self, head: SignedHead | NotedHead, station_id: str | None, chain_id: str | None, newest: Head
    ) -> Bad | None:
        if isinstance(head, SignedHead):
            if (station_id is not None and head.station_id != station_id) or head.chain_id in self._followed:
                return None
            if head.chain_id != chain_id:
                return Bad(
                    0,
                    f"a head kept outside names row {head.seq} of another chain ({head.chain_id}); "
                    "this file does not say that it follows that one",
                )
        if head.seq > newest.seq:
            cut = f"the tail was cut: a head kept outside names row {head.seq}, the last is {newest.seq}"
            return Bad(newest.seq + 1, f"{cut}{self._or_before(head)}")
        return None

    def _or_before(self, head: SignedHead | NotedHead) -> str:
        """A noted code does not say of which chain it is: where one was set aside, a true note may be of that one."""
        return OR_BEFORE if self._followed and isinstance(head, NotedHead) else ""

    def _head_row(self, row: Fields) -> str | None:
        try:
            head = head_from(json.loads(row["body"]))
        except ValueError:
            return "the head cannot be read"
        named = (head.station_id, head.chain_id, head.seq, head.hash, head.utc)
        if named != (row["station_id"], row["chain_id"], row["seq"] - 1, row["previous_hash"], row["utc"]):
            return "the head is not of the row before it"
        wrong = self._signature(head)
        self.rows += wrong is None
        return wrong

    def _signature(self, head: SignedHead) -> str | None:
        if self._keys and head.key not in self._keys:
            return "it is signed with a key that is not this station's"
        return None if is_signed(head) else "its signature does not fit"


def _same_chain(head: SignedHead | NotedHead, row: Fields) -> bool:
    return isinstance(head, NotedHead) or (head.station_id, head.chain_id) == (row["station_id"], row["chain_id"])


def _names(head: SignedHead | NotedHead, row: Fields) -> bool:
    if isinstance(head, SignedHead):
        return head.hash == row["hash"]
    return head.code == code(row["station_id"], row["chain_id"], row["seq"], row["hash"])


def _chains_before(body: str) -> Iterable[str]:
    """The chains a set-aside row says this one follows."""
    return [head["chain_id"] for head in json.loads(body)["newest_heads"]]

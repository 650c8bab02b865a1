"""The one writer: keeps the records open, or says why not, and holds what could not be written until it can."""

import logging
from collections import deque
from collections.abc import Callable

from kiosk.records.chain import Head
from kiosk.records.store import Records
from kiosk.records.values import Committed, Entry, Kind, SchemaTooNew, StoreError, WriterActive
from kiosk.screening.values import Fault, Source, Trouble

log = logging.getLogger(__name__)

RETRY_S = 1.0
LOOK_S = 1.0
"""Between two looks whether the file is still there: no visitor has to be the first to find out."""
TRY_OUT_S = 60.0
"""Between two looks whether a row could be written, while nobody is there to whom it matters how long that takes."""
MISSING = "the record file is missing"
ACKNOWLEDGE = (
    "the records before were damaged or are gone; a supervisor looks at what was set aside, and acknowledges it on the "
    "staff page or with: kiosk records acknowledge"
)
HELD_AT_MOST = 200


class Writer:
    """Owned by the station thread. While there is trouble, nothing is decided and the door is locked."""

    def __init__(
        self,
        open_records: Callable[[], Records],
        on_open: Callable[[Records, str], int | None],
        set_aside: Callable[[], object] | None = None,
    ) -> None:
        """`on_open` writes a run's first rows; it runs at each opening of a file, is told what was wrong with the one
        before, and returns the row that waits for a supervisor, if any. `set_aside` moves a damaged file out of the
        way and deletes nothing; without it the damage stays.
        """
        self._open = open_records
        self._on_open = on_open
        self._set_aside = set_aside
        self._damage = MISSING
        self.unseen: int | None = None
        """The row that tells of damaged records and that no supervisor has acknowledged: nothing is decided."""
        self._held: deque[Entry] = deque()
        self._tried_at = float("-inf")
        self._looked_at = self._tried_out_at = float("-inf")
        self._left: tuple[str, Head] | None = None
        """Chain and newest row of the records that were closed."""
        self.records: Records | None = None
        self.trouble: StoreError | None = None

    def open_first(self, now: float) -> None:
        """Open the records at the start of a run.

        Raises StoreError when waiting cannot help: another process writes them, or a newer program did.
        """
        self.tend(now)
        if isinstance(self.trouble, WriterActive | SchemaTooNew):
            raise self.trouble

    def tend(self, now: float) -> None:
        """Open the records, or try again what failed, at most once in RETRY_S (monotonic s); else look after them."""
        if self.records is not None and self.trouble is None:
            self._look(now, self.records)
            return
        if now - self._tried_at < RETRY_S:
            return
        self._tried_at = now
        try:
            self._reopen()
        except StoreError as error:
            self.trouble = error

    def _look(self, now: float, records: Records) -> None:
        if now - self._looked_at < LOOK_S:
            return
        self._looked_at = now
        try:
            records.look()
        except StoreError as error:
            self.trouble = error

    def try_out(self, now: float) -> None:
        """Find out now and then (monotonic s) whether the disk still takes a row, before a visitor has to."""
        if self.records is None or self.trouble is not None or now - self._tried_out_at < TRY_OUT_S:
            return
        self._tried_out_at = now
        try:
            self.records.try_out()
        except StoreError as error:
            self.trouble = error

    def _reopen(self) -> None:
        self.close()
        records = self._opened()
        try:
            records.try_out()  # rows may fit into what is left when nothing more does
            self.unseen = self._on_open(records, self._damage)
            while self._held:
                records.commit(self._held[0])
                self._held.popleft()
        except BaseException:
            records.close()
            raise
        self.records, self.trouble = records, None

    def _opened(self) -> Records:
        try:
            return self._whole(self._open())
        except StoreError as error:
            if self._set_aside is None or error.trouble is not Trouble.DAMAGED:
                raise
            self._damage = error.detail
            log.error("the records are damaged and are set aside: %s", error.detail)
            self._set_aside()
            return self._open()

    def _whole(self, records: Records) -> Records:
        """The same, unless rows are gone that this run wrote: no signed head need have named them yet."""
        chain_id, newest = self._left or ("", Head())
        try:
            if records.chain_id == chain_id and not records.has(newest):
                raise StoreError(Trouble.DAMAGED, f"row {newest.seq}, which was written, is not in the record any more")
        except BaseException:
            records.close()
            raise
        return records

    def commit(self, entry: Entry) -> Committed:
        """Write one row now. Raises StoreError; from then on the station is out of service until `tend` mends it."""
        if self.records is None or self.trouble is not None:
            raise self.trouble or StoreError(Trouble.NOT_WRITABLE, "the records are not open")
        try:
            return self.records.commit(entry)
        except StoreError as error:
            self.trouble = error
            raise

    def keep(self, entry: Entry) -> None:
        """Write a row now, or hold it until the records can be written again.

        There are few: the trouble, and whom it interrupted. Beyond HELD_AT_MOST the newest go to the log, but what
        visitors touched, which comes without end, goes before anything else.
        """
        try:
            self.commit(entry)
        except StoreError:
            self._held.append(entry)
            if len(self._held) > HELD_AT_MOST:
                spared = next((one for one in reversed(self._held) if one.kind is Kind.FEEDBACK), entry)
                self._held.remove(spared)
                log.error("no room to hold a row back: %s", spared)

    def failed(self, error: StoreError) -> None:
        """Note that somebody else's write to these records failed."""
        self.trouble = error

    @property
    def fault(self) -> Fault | None:
        if self.trouble is not None:
            return Fault(Source.RECORDS, self.trouble.trouble, self.trouble.detail)
        if self.unseen is not None:
            return Fault(Source.RECORDS, Trouble.DAMAGED, ACKNOWLEDGE)
        return None if self.records is not None else Fault(Source.RECORDS, Trouble.STARTING, "opening the records")

    def close(self) -> None:
        if self.records is not None:
            self._left = self.records.chain_id, self.records.last
            self.records.close()
            self.records = None

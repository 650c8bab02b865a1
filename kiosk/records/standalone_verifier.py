#!/usr/bin/env python3
# pyright: reportPossiblyUnboundVariable=false
"""Check an export of screening records (JSON lines) without the program that wrote them.

    python3 verify_export.py records.jsonl [--heads FILE] [--key FILE]

Needs Python 3.10 or newer and, for signatures, the package `cryptography`. It reads; it writes nothing.

What it checks, row by row in the order of the file:
  chain       hash = SHA-256 of the canonical JSON of the fields below; previous_hash = the hash of the row before
  payload     commitment = SHA-256( salt + canonical JSON of the payload ), or an erasure row names it (never a proof's)
  receipts    only an admit or an officer's let-in carries one; spent once, in time, in the same boot, by a release row
  heads       a `head` row signs the row before it (Ed25519)
  outside     --heads: heads kept elsewhere (JSON, QR text, or "row N CODE"); finds a cut tail and a chain written anew
  keys        --key: PEM public keys; a head signed by any other key is refused

Canonical JSON: keys sorted, no spaces, no escapes but the necessary ones, UTF-8, shortest decimals.
Exit code 0: everything holds. 1: something does not; the first bad row is named. 2: it could not be checked.
"""

import argparse
import hashlib
import json
import sys
import urllib.parse
from pathlib import Path

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key
except ImportError:
    Ed25519PublicKey = None

HASHED = (
    "seq", "chain_id", "station_id", "office_id", "visit_id", "session_id", "kind", "schema_version",
    "software_version", "policy_hash", "boot_id", "utc", "monotonic_ns", "previous_hash", "commitment",
)  # fmt: skip
RECEIPT_MOST_S = {"screening": 30, "officer_check": 600}  # the config allows no longer ones; the end is in no hash
OR_BEFORE = ", unless that code was noted of a chain which this one says it follows"
NEVER_ERASED = ("policy", "head", "set_aside")
SIGNED = ("chain_id", "hash", "seq", "station_id", "utc")
TEXTS = ("station_id", "chain_id", "hash", "utc", "key", "signature")  # of a head, beside seq
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
END = "-----END PUBLIC KEY-----"


class Wrong(Exception):
    """A row does not hold."""


class Unusable(Exception):
    """A file or a library is missing or is something else."""


def canonical(value):
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode()


def digest(data):
    return hashlib.sha256(data).hexdigest()


def expect(holds, what):
    if not holds:
        raise Wrong(what)


def code_of(station_id, chain_id, seq, row_hash):
    number = int(digest(f"{station_id}\n{chain_id}\n{seq}\n{row_hash}".encode()), 16) >> (256 - 95)
    return checked("".join(LETTERS[(number >> 5 * at) & 31] for at in reversed(range(19))))


def checked(letters):
    """The letters that stand for a head on paper, and the one that checks them."""
    values = [LETTERS.index(letter) * (1 if place % 2 else 2) for place, letter in enumerate(reversed(letters))]
    return letters + LETTERS[-sum(value // 32 + value % 32 for value in values) % 32]


def expect_signed(head, keys, whose):
    expect(not keys or head["key"] in keys, f"{whose} is signed with a key that is not this station's")
    if Ed25519PublicKey is None:
        raise Unusable("signatures cannot be checked: install the package `cryptography`")
    message = b"kiosk head 1\n" + canonical({name: head[name] for name in SIGNED})
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(head["key"])).verify(bytes.fromhex(head["signature"]), message)
    except (InvalidSignature, ValueError):
        raise Wrong(f"the signature of {whose} does not fit") from None


def read_head(text):
    """One line of a heads file -> its fields; a noted one has only seq and code."""
    if text.startswith("{"):
        head = json.loads(text)
        return {"seq": int(head["seq"]), **{name: str(head[name]) for name in TEXTS}}
    words = text.split()
    if text.startswith("KIOSK-HEAD 1 "):
        station_id, chain_id, seq, *rest = words[2:]
        texts = (urllib.parse.unquote(station_id), chain_id, *rest)
        return {**dict(zip(TEXTS, texts, strict=True)), "seq": int(seq)}
    words = text.split("#")[0].split()
    words = words[1:] if words[0].lower() == "row" else words
    code = "".join(words[1:]).upper().replace("-", "").translate(str.maketrans("ILO", "110"))
    if checked(code[:19]) != code:
        raise ValueError("neither a signed head nor `ROW CODE`, or the code is mistyped")
    return {"seq": int(words[0]), "code": code}


def read_heads(path):
    heads = []
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").split("\n"), 1):
        text = line.strip(" \t\r\0")
        torn = text.startswith("{") and not text.endswith("}")
        if text and not text.startswith("#") and not torn:
            try:
                heads.append(read_head(text))
            except (ValueError, KeyError, IndexError) as error:
                raise Unusable(f"{path}, line {number}: no head ({error})") from error
    return heads


def read_keys(path):
    if Ed25519PublicKey is None:
        raise Unusable("keys cannot be read: install the package `cryptography`")
    blocks = Path(path).read_text(encoding="ascii").split(END)[:-1]
    keys = [load_pem_public_key(f"{block.strip()}\n{END}\n".encode()) for block in blocks]
    return {key.public_bytes(Encoding.Raw, PublicFormat.Raw).hex() for key in keys}


class Audit:
    def __init__(self, heads, keys):
        self.heads, self.keys, self.first, self.last = heads, keys, {}, {}
        self.receipts = {}  # seq -> (boot_id, expires) of receipts not spent so far
        self.erased = {}  # erasure row -> the rows that say it erased them
        self.followed, self.met = set(), 0  # chains this one says it follows; heads kept outside that it bears out
        self.counts = {"rows": 0, "payloads": 0, "erased": 0, "reduced": 0, "receipts": 0, "spent": 0, "heads": 0}

    def take(self, row):
        self.link(row)
        self.payload(row)
        self.receipt(row)
        self.release(row)
        self.outside(row)
        body = row["payload"]
        if row["kind"] == "erasure":
            self.erasure(row, body)
        elif body is not None and row["kind"] == "head":
            self.head(row, body)
        elif body is not None and row["kind"] == "set_aside":
            self.followed.update(head["chain_id"] for head in body["newest_heads"])
        self.last = row
        self.counts["rows"] += 1

    def link(self, row):
        before = self.last
        if before:
            expect(row["seq"] == before["seq"] + 1, f"row {before['seq'] + 1} is missing")
            expect(row["chain_id"] == before["chain_id"], "the row belongs to another chain")
        else:
            self.first = row
            expect(row["seq"] > 1 or row["previous_hash"] == "0" * 64, "the first row continues another chain")
        expect(digest(canonical({name: row[name] for name in HASHED})) == row["hash"], "the row was changed")
        follows = not before or row["previous_hash"] == before["hash"]
        expect(follows, f"the row does not continue row {row['seq'] - 1}")

    def payload(self, row):
        body, by = row["payload"], row["erased_by"]
        if body is None:
            expect(by is not None and by > row["seq"], "the payload is missing and no erasure tells of it")
            expect(row["kind"] not in NEVER_ERASED, f"the payload of a {row['kind']} row was erased: none ever is")
            self.erased.setdefault(by, []).append(row["seq"])
            self.counts["erased"] += 1
            return
        expect(by is None, "the payload is there, but an erasure is told of")
        same = digest(bytes.fromhex(row["salt"]) + canonical(body)) == row["commitment"]
        expect(same, "the payload was changed: it does not match the row's commitment")
        self.counts["payloads"] += 1
        self.counts["reduced"] += "reduced" in body

    def receipt(self, row):
        given, body = row["receipt"], row["payload"]
        if given is None:
            return
        expect(row["kind"] in ("screening", "officer_check"), f"a {row['kind']} row carries a receipt")
        if body is not None:
            admitted = body.get("outcome") == "admit" if row["kind"] == "screening" else body.get("ended") == "let_in"
            expect(admitted, "the row carries a receipt, but it let nobody in")
        expect(given["boot_id"] == row["boot_id"], "the receipt was given by another boot than the row")
        latest = row["monotonic_ns"] + RECEIPT_MOST_S[row["kind"]] * 10**9
        expect(given["expires_monotonic_ns"] <= latest, "the receipt is good for longer than any may be")
        self.receipts[row["seq"]] = (given["boot_id"], given["expires_monotonic_ns"], given["release_seq"])
        self.counts["receipts"] += 1

    def release(self, row):
        spends = row["releases"]
        if row["kind"] != "release":
            expect(spends is None, f"a receipt was spent by a {row['kind']} row")
            return
        expect(spends is not None, "the door was released without a receipt")
        expect(spends < row["seq"], "the door was released with a receipt not given before")
        if row["payload"] is not None:
            expect(row["payload"].get("receipt_seq") == spends, "the release does not name the receipt it spent")
        self.counts["spent"] += 1
        if spends < self.first["seq"]:
            return  # given before this export begins
        expect(spends in self.receipts, "the door was released with a receipt never given, or spent before")
        boot_id, expires, spent_by = self.receipts.pop(spends)
        expect(spent_by == row["seq"], f"row {spends} says that its receipt was spent by row {spent_by}")
        expect(boot_id == row["boot_id"], "the door was released with a receipt of another boot")
        expect(row["monotonic_ns"] <= expires, "the door was released with an expired receipt")

    def erasure(self, row, body):
        did = self.erased.pop(row["seq"], [])
        if body is not None:
            named = (seq for first, last in body["seqs"] for seq in range(first, last + 1))
            same = [seq for seq in named if seq >= self.first["seq"]] == did
            expect(same, "the erasure names other rows than it erased")

    def head(self, row, body):
        named = (body["station_id"], body["chain_id"], body["seq"], body["hash"], body["utc"])
        before = (row["station_id"], row["chain_id"], row["seq"] - 1, row["previous_hash"], row["utc"])
        expect(named == before, "the head is not of the row before it")
        expect_signed(body, self.keys, "the head")
        self.counts["heads"] += 1

    def outside(self, row):
        for head in self.heads.get(row["seq"], ()):
            if "hash" in head:
                if (head["station_id"], head["chain_id"]) != (row["station_id"], row["chain_id"]):
                    continue
                same = head["hash"] == row["hash"]
            else:
                same = head["code"] == code_of(row["station_id"], row["chain_id"], row["seq"], row["hash"])
            why = "the row is not the one a head kept outside names: it was written anew"
            expect(same, why + OR_BEFORE * ("hash" not in head and bool(self.followed)))
            self.met += 1

    def finish(self):
        expect(bool(self.first), "there are no rows")
        last = self.last["seq"]
        for by in self.erased:
            expect(by > last, f"rows say that row {by} erased them, which is no erasure")
        waiting = [seq for seq, (_, _, spent_by) in self.receipts.items() if spent_by is not None and spent_by <= last]
        expect(not waiting, f"the receipt of row {waiting[:1]} is said to be spent, but was not")
        for seq in sorted(self.heads):
            for head in self.heads[seq]:
                if head.get("station_id", self.last["station_id"]) != self.last["station_id"]:
                    continue
                chain_id = head.get("chain_id", self.last["chain_id"])
                if chain_id in self.followed:
                    continue
                expect(chain_id == self.last["chain_id"], f"a head kept outside is of another chain ({chain_id})")
                why = f"the tail was cut: a head kept outside names row {seq}, the last is {last}"
                expect(seq <= last, why + OR_BEFORE * ("hash" not in head and bool(self.followed)))
        expect(not self.heads or self.met or self.followed, "no head kept outside is of these rows")


def check(path, heads, keys):
    """Check an export; return what holds. Raises Wrong, Unusable."""
    wanted = {}
    for head in heads:
        wanted.setdefault(head["seq"], []).append(head)
        if "hash" in head:
            expect_signed(head, keys, f"the head of row {head['seq']} kept outside")
    audit = Audit(wanted, keys)
    with Path(path).open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            row = {}
            try:
                row = json.loads(line)
                audit.take(row)
            except Wrong as wrong:
                raise Wrong(f"row {row['seq']} is bad: {wrong}") from None
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                raise Wrong(f"line {number} cannot be read: {error!r}") from error
    audit.finish()
    return audit


def main():
    parser = argparse.ArgumentParser(description="Check an export of screening records.")
    parser.add_argument("export")
    parser.add_argument("--heads", action="append", default=[], metavar="FILE", help="heads kept elsewhere")
    parser.add_argument("--key", action="append", default=[], metavar="FILE", help="public keys, PEM")
    given = parser.parse_args()
    try:
        heads = [head for path in given.heads for head in read_heads(path)]
        audit = check(given.export, heads, {key for path in given.key for key in read_keys(path)})
    except Wrong as wrong:
        print(f"{given.export}: {wrong}")
        return 1
    except (Unusable, OSError, ValueError) as error:
        print(f"{given.export}: {error}", file=sys.stderr)
        return 2
    told = ", ".join(f"{count} {name}" for name, count in audit.counts.items())
    print(f"{given.export}: everything holds: {told}, {audit.met} heads kept outside borne out")
    if audit.erased:
        later = sum(map(len, audit.erased.values()))
        print(f"{later} payloads are said to be erased by rows that are not in this export: that was not checked")
    if audit.first["seq"] > 1:
        print(f"the export begins with row {audit.first['seq']}; what came before was not checked")
    print(f"newest row {audit.last['seq']} {audit.last['hash']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

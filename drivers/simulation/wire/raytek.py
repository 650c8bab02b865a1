"""A Raytek MI from the programming chapter of its manual: a line in, a line out; `?` asks, `=` and `#` set."""

from drivers.simulation.wire.base import AS_SOLD_EMISSIVITY, SensorWire

SETTABLE = {
    "E": (0.1, 1.1),
    "DG": (0.8, 1.2),
    "DO": (-200.0, 200.0),
    "P": (0.0, 998.9),
    "F": (0.0, 998.9),
    "G": (0.0, 999.0),
}


class RaytekSensor(SensorWire):
    """Answers only, or bursts as well when told so. With an address it listens to that one alone."""

    def __init__(self, *, baud: int = 9600, address: int | None = None) -> None:
        super().__init__()
        self.baud = baud
        self._prefix = "" if address is None else f"{address:03d}"
        self._mode = "P"
        self._burst = "UTEI"
        self._set = {"DG": 1.0, "DO": 0.0, "P": 0.0, "F": 0.0, "G": 0.0}

    def hear(self, data: bytes) -> bytes:
        """Obey whole lines."""
        self._heard += data.replace(b"\n", b"")
        answers = ""
        while b"\r" in self._heard:
            line, self._heard = self._heard.split(b"\r", 1)
            answers += self._obey(line.decode("ascii", "replace"))
        self._heard = self._heard[-64:]
        return answers.encode("ascii", "replace")

    def broken(self, data: bytes) -> bytes:
        """The decimal points become commas."""
        return data.replace(b".", b",")

    def restart(self) -> bytes:
        """Emissivity and mode as stored; the sensor reports itself."""
        self.emissivity = AS_SOLD_EMISSIVITY
        self._mode = "P"
        return self.banner()

    def banner(self) -> bytes:
        """The power-up notification."""
        return b"#XI\r\n"

    def bend(self) -> None:
        """An offset of +1.0 °C."""
        self._set["DO"] = 1.0

    def unasked(self) -> bytes:
        """A line of a burst."""
        return self._burst_line()

    def _obey(self, line: str) -> str:
        if not line.startswith(self._prefix) or not line:
            return ""
        line = line[len(self._prefix) :]
        if self.refusing:
            return "*Syntax error\r\n"
        if line.startswith("?"):
            told = self._tell(line[1:])
            return "*Syntax error\r\n" if told is None else f"{self._prefix}!{told}\r\n"
        return self._change(line)

    def _tell(self, name: str) -> str | None:
        known = {
            "T": self._object_text(),
            "I": f"{self._can_c:05.1f}",
            "E": f"{self.emissivity:.3f}",
            "U": "C",
            "XU": "MILT",
            "XV": "0A0027",
            "XR": "2.08",
            "X$": "$" + self._burst,
            "XH": "0600.0",
            "XB": "-040.0",
            "EC": "0000",
            "DG": f"{self._set['DG']:.4f}",
            "DO": f"{self._set['DO']:06.1f}",
            "P": f"{self._set['P']:05.1f}",
            "F": f"{self._set['F']:05.1f}",
            "G": f"{self._set['G']:05.1f}",
        }
        if name not in known:
            return None
        return known[name] if name == "X$" else name + known[name]

    def _change(self, line: str) -> str:
        name, sign, value = line.partition("#" if "#" in line else "=")
        if name == "V" and value in ("P", "B"):
            self._mode = value
            return "!VP\r\n" if value == "P" else ""
        if name == "$":
            self._burst = value
            return f"!${value}\r\n"
        if name == "U" and value == "C":
            return "!UC\r\n"
        if name not in SETTABLE or not sign:
            return "*Syntax error\r\n"
        return self._assign(name, value)

    def _assign(self, name: str, value: str) -> str:
        try:
            number = float(value)
        except ValueError:
            return "*Syntax error\r\n"
        low, high = SETTABLE[name]
        if not low <= number <= high:
            return "*Range error\r\n"
        if name == "E":
            self.emissivity = number
        else:
            self._set[name] = number
        return f"{self._prefix}!{self._tell(name)}\r\n"

    def _streamed(self) -> bytes:
        return self._burst_line() if self._mode == "B" else b""

    def _burst_line(self) -> bytes:
        """The parameters of the burst string, one after the other; the unit without its letter."""
        told = {
            "U": "C",
            "T": f"T{self._object_text(6)}",
            "I": f"I{self._can_c:06.1f}",
            "E": f"E{self.emissivity:.3f}",
        }
        return " ".join(told[letter] for letter in self._burst if letter in told).encode("ascii") + b"\r\n"

    def _object_text(self, width: int = 5) -> str:
        bent = self._set["DG"] * self._object_c + self._set["DO"]
        return ">" * width if self.failing else f"{min(bent, 9999.9):0{width}.1f}"

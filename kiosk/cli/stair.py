"""What a stair of known temperatures became in the record, and whether it is straight."""

from dataclasses import dataclass

from kiosk.screening.uncertainty import slope

SLOPE_WITHIN = 0.01
ERROR_C = 0.05
"""Beyond half a step of the wire format."""


@dataclass(frozen=True, slots=True)
class Rung:
    reference_c: float
    recorded_c: float
    uncertainty_c: float


@dataclass(frozen=True, slots=True)
class Stair:
    """What went in and what the record says, with the straight line through it."""

    protocol: str
    quantisation_c: float
    """Half a step of the wire format."""
    calibrated: bool
    points: tuple[Rung, ...]
    live: bool = False
    """Before a real source, which is not surer than U; then U is the limit of each error."""
    simulated: bool = False

    @property
    def slope(self) -> float:
        found = slope([one.reference_c for one in self.points], [one.recorded_c for one in self.points])
        return found[0] if found else float("nan")

    @property
    def max_error_c(self) -> float:
        return max(abs(one.recorded_c - one.reference_c) for one in self.points)

    @property
    def straight(self) -> bool:
        if not abs(self.slope - 1) <= SLOPE_WITHIN:
            return False
        if self.live:
            return all(abs(one.recorded_c - one.reference_c) <= one.uncertainty_c for one in self.points)
        return self.max_error_c <= ERROR_C + self.quantisation_c

    def as_json(self) -> dict[str, object]:
        return {
            "protocol": self.protocol,
            "slope": self.slope,
            "max_error_c": self.max_error_c,
            "straight": self.straight,
            "calibrated": self.calibrated,
            "simulated": self.simulated,
            "points": [{"reference_c": one.reference_c, "recorded_c": one.recorded_c} for one in self.points],
        }


def told(stair: Stair) -> str:
    """Return the stair in words, a line a rung."""
    verdict = "straight" if stair.straight else "BENT"
    verdict += f", {'calibrated' if stair.live else 'calibrated first'}" if stair.calibrated else ""
    verdict += "  SIMULATION" if stair.simulated else ""
    head = f"{stair.protocol}: slope {stair.slope:.4f}, largest error {stair.max_error_c:.3f} °C, {verdict}"
    return "\n".join([head, *(rung_told(one) for one in stair.points)])


def rung_told(rung: Rung) -> str:
    return f"  {rung.reference_c:6.2f} -> {rung.recorded_c:7.3f} ± {rung.uncertainty_c:.2f} °C"

"""A straight line by weighted least squares, with the covariance of what it found."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """y = intercept + slope x."""

    intercept: float
    slope: float
    intercept_variance: float
    slope_variance: float
    covariance: float
    scatter: float
    """Standard deviation of the points about the line; at least what the points themselves are worth."""

    def at(self, x: float) -> float:
        return self.intercept + self.slope * x


def fit_line(xs: Sequence[float], ys: Sequence[float], us: Sequence[float], weights: Sequence[float]) -> Line | None:
    """Return the line through points, or None when fewer than two of them stand apart.

    `us` are the points' own standard uncertainties, `weights` how much each counts against the others. The scatter is
    the larger of what the points show about the line and what they are worth by themselves: two points show nothing,
    and three may lie well by luck.
    """
    count = len(xs)
    whole = sum(weights) / count if count else 1.0
    ws = [weight / whole for weight in weights]
    sx = sum(w * x for w, x in zip(ws, xs, strict=True))
    sy = sum(w * y for w, y in zip(ws, ys, strict=True))
    sxx = sum(w * x * x for w, x in zip(ws, xs, strict=True))
    sxy = sum(w * x * y for w, x, y in zip(ws, xs, ys, strict=True))
    apart = count * sxx - sx * sx
    if count < 2 or apart <= 1e-9 * max(1.0, count * sxx):
        return None
    slope = (count * sxy - sx * sy) / apart
    intercept = (sxx * sy - sx * sxy) / apart
    own = sum(w * u * u for w, u in zip(ws, us, strict=True)) / count
    left = sum(w * (y - intercept - slope * x) ** 2 for w, x, y in zip(ws, xs, ys, strict=True))
    variance = max(own, left / (count - 2) if count > 2 else 0.0)
    return Line(
        intercept=intercept,
        slope=slope,
        intercept_variance=variance * sxx / apart,
        slope_variance=variance * count / apart,
        covariance=-variance * sx / apart,
        scatter=variance**0.5,
    )

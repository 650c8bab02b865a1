"""The pictures of measurement.md, from the program's own functions: `python docs/measurement_plots.py docs`."""

import math
import random
import sys
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from drivers.values import Reading
from kiosk.cli.linearity import Stair, simulated_stair
from kiosk.screening.control_chart import chart
from kiosk.screening.events import TemperatureRead
from kiosk.screening.in_scene import Correction, ReferenceLook
from kiosk.screening.judge import judge
from kiosk.screening.reference import ReferenceWatch
from kiosk.screening.settings import Reference, Rules, Thermometry
from kiosk.screening.state import Facts, Setup
from kiosk.screening.thermometry import apparent, measure
from kiosk.screening.uncertainty import beside_target, fit_u, spot_m
from kiosk.screening.values import Calibration, Hands, Measurement, Sample

RULES = Thermometry()
BLUE, ORANGE, GREEN, GREY = "#1f6fb4", "#d9730d", "#2c8a4b", "#777777"
CALIBRATION = Calibration(
    "example",
    gain=0.952,
    offset_c=-1.9,
    uncertainty_c=0.17,
    reference_u_c=0.051,
    source_emissivity_u_c=0.058,
    offset_variance=0.012**2,
    gain_variance=0.006**2,
    covariance=0.0,
    drift_u_c=0.05,
    ambient_c=25.0,
)


def measured(calibration: Calibration | None, count: int = 8, rules: Thermometry = RULES) -> Measurement:
    chance = random.Random(2)
    noise = [chance.gauss(0, 1) for _ in range(count)]
    middle = sum(noise) / count
    width = (sum((one - middle) ** 2 for one in noise) / (count - 1)) ** 0.5
    values = [34.4 + 0.03 * (one - middle) / width for one in noise]
    taken = tuple(Sample(-0.65 + 0.65 * at / (count - 1), value, 27.0) for at, value in enumerate(values))
    found = measure(taken, 0.0, replace(rules, field_of_view_deg=5.0), calibration, accuracy_c=0.5, resolution_c=0.01)
    assert found is not None
    return found


def save(figure: Figure, folder: Path, name: str) -> None:
    figure.tight_layout()
    figure.savefig(folder / f"measurement-{name}.png", dpi=80, metadata={"Software": None})
    plt.close(figure)


def sees(folder: Path) -> None:
    """What reaches the sensor: too little from skin that is not black, and the wall beside a forehead."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.8))
    skin = np.linspace(33, 40, 50)
    for around, colour in ((18, BLUE), (25, GREEN), (32, ORANGE)):
        left.plot(skin, [apparent(one, around, 0.98) - one for one in skin], color=colour, label=f"room {around} °C")
    left.set(xlabel="skin, °C", ylabel="seen less true, °C", title="Skin is not quite black (emissivity 0.98)")
    left.legend()
    distance = np.linspace(0.05, 1.0, 100)
    for angle, colour in ((5, BLUE), (10, GREEN), (35, ORANGE)):
        view = replace(RULES, field_of_view_deg=float(angle))
        share = [100 * beside_target(spot_m(float(one), view), 0.06) for one in distance]
        right.plot(100 * distance, share, color=colour, label=f"{angle}° lens")
    right.set(
        xlabel="distance, cm", ylabel="not from the forehead, %", title="Share of the signal beside a 6 cm forehead"
    )
    right.legend()
    save(figure, folder, "sees")


def doubt(folder: Path) -> None:
    """What U is made of, and what more readings change."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4.2), width_ratios=[1.4, 1])
    plain, known = measured(None), measured(CALIBRATION)
    terms = [term for term in asdict(plain.budget) if term != "in_scene"]
    places = np.arange(len(terms))
    for found, shift, colour, name in ((plain, 0.2, GREY, "uncalibrated"), (known, -0.2, BLUE, "calibrated")):
        sizes = [asdict(found.budget)[term] or 0.0 for term in terms]
        left.barh(places + shift, sizes, 0.4, color=colour, label=f"{name}: U = {found.uncertainty_c:.2f} °C")
    left.set_yticks(places, [term.replace("_", " ") for term in terms])
    left.set(xlabel="standard uncertainty, °C", title="The budget of one measurement")
    left.invert_yaxis()
    left.legend(loc="lower right")
    counts = [5, 6, 8, 12, 20, 40, 80, 160]
    noisy = [measured(CALIBRATION, count) for count in counts]
    right.plot(counts, [one.uncertainty_c for one in noisy], "o-", color=BLUE, label="U (k=2)")
    right.plot(counts, [2 * one.budget.repeatability for one in noisy], "s-", color=ORANGE, label="2 x repeatability")
    right.set(
        xscale="log", xlabel="readings in the window", ylabel="°C", ylim=(0, None), title="More readings help little"
    )
    right.legend()
    save(figure, folder, "doubt")


def proof(folder: Path) -> None:
    """What goes in and what the record says."""
    figure, axes = plt.subplots(figsize=(7.5, 4.2))
    stairs: dict[str, Stair] = {
        "sensor without error": simulated_stair("gy-mcu90614", Rules()),
        "sensor 2 °C off, 5 % steep, calibrated": simulated_stair("gy-mcu90614", Rules(), wrong=True),
    }
    for (name, stair), colour, mark in zip(stairs.items(), (BLUE, GREEN), "os", strict=True):
        x = [one.reference_c for one in stair.points]
        y = [one.recorded_c - one.reference_c for one in stair.points]
        axes.plot(x, y, mark, color=colour, label=f"{name}: slope {stair.slope:.3f}", markersize=5)
    bent = np.linspace(35, 40, 21)
    axes.plot(bent, 37 + 0.1 * (bent - 37) - bent, "--", color=GREY, label="a terminal that answers about 37 (sketch)")
    axes.axhspan(-0.055, 0.055, color=GREEN, alpha=0.15, label="what the proof allows")
    axes.set(xlabel="shown to the sensor, °C", ylabel="recorded less shown, °C", ylim=(-1.2, 1.2))
    axes.set_title("35 to 40 °C, in steps of 0.25 °C")
    axes.legend(loc="upper right", fontsize=8)
    save(figure, folder, "proof")


def calibration(folder: Path) -> None:
    """The doubt of a fitted line, and a sensor that drifts slowly."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4))
    at = np.linspace(31, 43, 100)
    bands = {"34, 36, 38, 40 and back": 0.006, "34 and 40 alone": 0.012}
    for (name, gain_u), colour in zip(bands.items(), (BLUE, ORANGE), strict=True):
        line = replace(CALIBRATION, gain_variance=gain_u**2)
        left.plot(at, [2 * fit_u(line, float(one)) for one in at], color=colour, label=name)
    left.set(xlabel="sensor reads, °C", ylabel="share of U, °C", title="Doubt of the line alone", ylim=(0, 0.2))
    left.legend()
    chance, start = random.Random(5), datetime(2026, 3, 1, tzinfo=UTC)
    checks = [(start + timedelta(days=day), 0.0035 * day + chance.gauss(0, 0.025)) for day in range(40)]
    found = chart(checks, start + timedelta(days=365))
    days = [(look.at - start).days for look in found.looks]
    right.plot(days, [look.error_c for look in found.looks], "o", color=GREY, markersize=4, label="daily check")
    right.plot(days, [look.ewma_c for look in found.looks], color=BLUE, label="weighted mean")
    limits = [look.ewma_limit_c for look in found.looks]
    right.plot(days, limits, ":", color=BLUE, label="its limits")
    right.plot(days, [-one for one in limits], ":", color=BLUE)
    right.axhline(0.2, color=ORANGE, label="warn")
    right.axhline(0.3, color="#b00020", label="stop")
    due = (found.due - start).days
    right.axvline(due, color=GREEN, linestyle="--", label=f"due: day {due}")
    right.set(xlabel="days since calibration", ylabel="error, °C", title="A slow drift is seen before it matters")
    right.legend(fontsize=7, loc="lower left", bbox_to_anchor=(0.0, 0.42))
    save(figure, folder, "calibration")


def reference(folder: Path) -> None:
    """An array that drifts, and a small blackbody in its picture that takes it out, through the station's own watch."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.8), width_ratios=[1.4, 1])
    rules = Rules(reference=Reference(columns=6, rows=6))
    setup = Setup(rules, accuracy_c=1.0, resolution_c=0.01, calibration=replace(CALIBRATION, gain=1.0, offset_c=0.0))
    true_c, chance = apparent(36.5, 27.0, 0.98), random.Random(4)
    watch, minutes, drifts, shown = ReferenceWatch(0.0), [], [], []
    found: Measurement | None = None
    taken = (Sample(0.0, 34.0, 27.0),)
    for tick in range(60 * 60 * 2):
        at = tick / 2
        drift = 0.35 * math.sin(at / 900) + 0.1 * math.sin(at / 200)
        read = true_c + drift + chance.gauss(0, 0.03)
        look = ReferenceLook(read, 27.0, read, 0.0, 0.0, 36.5)
        watch = watch.take(TemperatureRead(at, Reading(None, 27.0), reference=look), setup)
        correction = watch.at(at, setup)
        if correction is None or tick % 40:
            continue
        taken = tuple(Sample(at - 0.1 * k, 34.0 + drift + chance.gauss(0, 0.02), 27.0) for k in range(6, -1, -1))
        found = measured_by(setup, taken, at, correction) or found
        assert found is not None
        minutes.append(at / 60)
        drifts.append(drift)
        shown.append(found.skin_c)
    flat = sum(shown) / len(shown)
    left.plot(minutes, drifts, color=GREY, label="what the array has drifted by")
    left.plot(minutes, [one - flat for one in shown], ".", color=BLUE, markersize=3, label="recorded, less its mean")
    left.set(xlabel="minutes", ylabel="°C", title="One face before an array that drifts")
    left.legend(fontsize=8)
    assert found is not None
    alone = measured_by(replace(setup, rules=Rules()), taken, taken[-1].at, None)
    assert alone is not None
    terms = ("reference", "source_emissivity", "drift", "ambient", "fit", "in_scene")
    places = np.arange(len(terms))
    for one, shift, colour, name in ((alone, 0.2, GREY, "without"), (found, -0.2, BLUE, "with")):
        sizes = [asdict(one.budget)[term] for term in terms]
        right.barh(places + shift, sizes, 0.4, color=colour, label=f"{name}: U = {one.uncertainty_c:.2f} °C")
    right.set_yticks(places, [term.replace("_", " ") for term in terms])
    right.set(xlabel="standard uncertainty, °C", title="Terms that change")
    right.invert_yaxis()
    right.legend(fontsize=8)
    save(figure, folder, "reference")


def measured_by(
    setup: Setup, taken: tuple[Sample, ...], at: float, correction: Correction | None
) -> Measurement | None:
    return judge(
        Facts(at, at, taken, (), Hands.NOT_ASKED, 0, rested=False, correction=correction), setup
    ).evidence.measurement


def threshold(folder: Path) -> None:
    """Why a figure for the body is a wrong limit for skin: a sketch with round numbers."""
    figure, axes = plt.subplots(figsize=(7.5, 3.6))
    skin = np.linspace(33, 39, 300)
    for middle, colour, name in ((34.6, GREEN, "healthy"), (36.3, ORANGE, "1.7 °C warmer")):
        axes.fill_between(skin, np.exp(-0.5 * ((skin - middle) / 0.4) ** 2), color=colour, alpha=0.35, label=name)
    axes.axvline(37.5, color=GREY, label="body figure 37.5 °C: nobody is found")
    axes.axvline(35.6, color=BLUE, linestyle="--", label="baseline + 1.0 °C")
    axes.set(xlabel="skin temperature, °C", yticks=[], title="Sketch: skin of visitors at one site")
    axes.legend(fontsize=8)
    save(figure, folder, "threshold")


if __name__ == "__main__":
    target = Path(sys.argv[1])
    for draw in (sees, doubt, proof, calibration, reference, threshold):
        draw(target)

"""The screen is quick without a graphics card. Processor time is held here, for a test shares its machine."""

from PySide6.QtGui import QGuiApplication

from kiosk.ui.bench import measure


def test_a_touch_and_a_picture_cost_a_small_part_of_what_they_may(qapp: QGuiApplication):
    found = measure([(1920, 1080)], seconds=1.0)["1920x1080"]
    assert 0 < found["touch_cpu_ms_most"] < 100 / 2
    assert 0 < found["motion_cpu_ms"] < 1000 / 30
    assert 0 < found["mirror_cpu_ms"] < 1000 / 30
    assert 0 < found["measuring_cpu_ms"] < 1000 / 30
    assert found["touch_ms_most"] >= found["touch_ms_median"] > 0
    assert min(found[f"{page}_fps"] for page in ("motion", "mirror", "measuring")) > 0

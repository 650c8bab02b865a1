"""`/health` and `/metrics`: whether all is well, in numbers, with nothing about any person."""

from starlette.responses import JSONResponse, PlainTextResponse, Response

from kiosk.monitor.guard import Asked, Page
from kiosk.monitor.state import Monitor
from kiosk.screening.values import Source

TEXT = "text/plain; version=0.0.4; charset=utf-8"


class Health:
    def __init__(self, monitor: Monitor) -> None:
        self._monitor = monitor

    def table(self) -> list[Page]:
        return [Page("/health", self.health, None), Page("/metrics", self.metrics, None)]

    async def health(self, asked: Asked) -> Response:
        """Say whether the station serves; 503 when it does not."""
        feed = self._monitor.feed
        snapshot = feed.snapshot or {}
        fault = snapshot.get("fault") or {}
        well = feed.snapshot is not None and snapshot.get("phase") != "out_of_service" and feed.problem is None
        return JSONResponse(
            {
                "ok": well,
                "station_id": self._monitor.site.station_id,
                "phase": snapshot.get("phase"),
                "fault": {"source": fault.get("source"), "trouble": fault.get("trouble")} if fault else None,
                "records_readable": feed.problem is None,
                "newest_seq": feed.board.seq,
            },
            200 if well else 503,
        )

    async def metrics(self, asked: Asked) -> Response:
        """Answer in the text format of Prometheus, version 0.0.4."""
        monitor, feed = self._monitor, self._monitor.feed
        now = monitor.utc()
        snapshot = feed.snapshot or {}
        fault = (snapshot.get("fault") or {}).get("source")
        in_service = feed.snapshot is not None and snapshot.get("phase") != "out_of_service"
        samples = [
            ("kiosk_station_up", "gauge", "the station answers", "", int(feed.snapshot is not None)),
            ("kiosk_in_service", "gauge", "the station serves visitors", "", int(in_service)),
            ("kiosk_door_released", "gauge", "the door is released now", "", int(bool(snapshot.get("door_open")))),
            ("kiosk_uncalibrated", "gauge", "no calibration in force", "", int(bool(snapshot.get("uncalibrated")))),
            ("kiosk_waiting", "gauge", "codes that wait for the officer", "", len(feed.board.waits(now))),
            ("kiosk_alerts_open", "gauge", "alerts not answered", "", len(feed.alerts(now))),
            ("kiosk_record_seq", "gauge", "newest row of the record", "", feed.board.seq),
            ("kiosk_page_viewers", "gauge", "live pages open", "", monitor.viewers),
        ]
        samples += [
            ("kiosk_device_fault", "gauge", "a device keeps the station out of service",
             f'{{source="{one.value}"}}', int(one == fault))
            for one in Source
        ]  # fmt: skip
        samples += [
            ("kiosk_decisions", "gauge", "decisions since half a day before the page started",
             f'{{outcome="{outcome}"}}', feed.board.decisions.get(outcome, 0))
            for outcome in ("admit", "retry", "refer")
        ]  # fmt: skip
        return PlainTextResponse(_text(samples), headers={"Content-Type": TEXT})


def _text(samples: list[tuple[str, str, str, str, int]]) -> str:
    lines, named = [], ""
    for name, kind, about, labels, value in samples:
        if name != named:
            lines += [f"# HELP {name} {about}", f"# TYPE {name} {kind}"]
            named = name
        lines.append(f"{name}{labels} {value}")
    return "\n".join(lines) + "\n"

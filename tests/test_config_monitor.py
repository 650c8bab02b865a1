"""Which keys of the staff page do not go together: nobody reaches it from elsewhere without TLS."""

from dataclasses import replace

import pytest

from kiosk.config.monitor import MonitorConfig, wrong_monitor

ELSEWHERE = ("0.0.0.0", "::", "192.0.2.7", "kiosk.office")
HALF = (
    MonitorConfig(),
    MonitorConfig(behind_proxy=True),
    MonitorConfig(tls_key="page.key"),
    MonitorConfig(tls_certificate="page.pem"),
)


@pytest.mark.parametrize("host", ELSEWHERE)
@pytest.mark.parametrize("config", HALF)
def test_other_machines_reach_the_page_by_tls_alone(host: str, config: MonitorConfig) -> None:
    wrong = wrong_monitor(replace(config, host=host))
    assert wrong is not None
    assert "tls" in wrong.casefold()
    assert wrong_monitor(MonitorConfig(host=host, tls_certificate="page.pem", tls_key="page.key")) is None


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
@pytest.mark.parametrize("behind_proxy", [False, True])
def test_this_machine_and_a_proxy_on_it_reach_the_page(host: str, behind_proxy: bool) -> None:
    assert wrong_monitor(MonitorConfig(host=host, behind_proxy=behind_proxy)) is None

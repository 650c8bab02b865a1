"""`kiosk monitor`: the staff page."""

import contextlib
from dataclasses import replace

import click

from kiosk.cli.main import Problem, config_option, load_config
from kiosk.config import Config, data_dir
from kiosk.config.monitor import MonitorConfig, wrong_monitor
from kiosk.records.values import DATABASE

SOCKET = "station.sock"


@click.command()
@click.option("--host", help="Address to listen on; else monitor.host.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port; else monitor.port; 0 takes a free one.")
@click.option("--behind-proxy", is_flag=True, help="A proxy on this machine speaks TLS and passes requests on.")
@config_option
def monitor(host: str | None, port: int | None, behind_proxy: bool, config_path: str | None) -> None:
    """Serve the staff page; prints its address first. It reads the records, and never moves the door itself.

    \b
    Example:
      kiosk monitor --port 8090
    """
    config = load_config(config_path)
    page = replace(
        config.monitor,
        host=host or config.monitor.host,
        port=config.monitor.port if port is None else port,
        behind_proxy=behind_proxy or config.monitor.behind_proxy,
    )
    if wrong := wrong_monitor(page):
        raise Problem(wrong)
    _serve(config, page)


def _serve(config: Config, page: MonitorConfig) -> None:
    from kiosk.monitor.feed import Site
    from kiosk.monitor.server import NoPort, listen, serve
    from kiosk.monitor.state import Monitor
    from kiosk.staff.accounts import Accounts
    from kiosk.staff.file import STAFF_FILE

    folder = data_dir(config)
    station = config.station
    site = Site(station.station_id, station.office_id, config.office.name, folder / DATABASE, folder / SOCKET)
    try:
        bound = listen(page.host, page.port)
    except NoPort as error:
        raise Problem(str(error)) from None
    scheme = "https" if page.tls_certificate else "http"
    host = f"[{page.host}]" if ":" in page.host else page.host
    made = Monitor(page, site, Accounts(folder / STAFF_FILE), language=config.screen.language.value)
    url = f"{scheme}://{host}:{bound.getsockname()[1]}/"
    with contextlib.suppress(KeyboardInterrupt):
        serve(made, bound, lambda: print(url, flush=True))

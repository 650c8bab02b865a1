"""Whose door this is: colours by the hour, addresses that lead somewhere."""

import pytest

from kiosk.ui.site import Hours, Look, Service, Site

REAL = Service("Kantor", "Pajak", "https://pajak.badungkab.go.id/")
EXAMPLE = Service("Kantor", "Pajak", "https://pajak.example")


@pytest.mark.parametrize(
    ("first", "until", "inside", "outside"),
    [(18, 6, (18, 23, 0, 5), (6, 12, 17)), (22, 24, (22, 23), (0, 21)), (0, 0, (), (0, 12, 23))],
)
def test_hours_may_pass_midnight(first: int, until: int, inside: tuple[int, ...], outside: tuple[int, ...]):
    hours = Hours(first, until)
    assert all(hours.holds(hour) for hour in inside)
    assert not any(hours.holds(hour) for hour in outside)


def test_colours_follow_the_clock_only_where_the_site_says_so():
    assert [Site("", look=Look.AUTO).scheme(hour) for hour in (12, 20)] == ["day", "night"]
    assert [Site("", look=Look.BRIGHT).scheme(hour) for hour in (12, 20)] == ["bright", "bright"]


def test_placeholders_are_for_a_simulated_door_alone():
    site = Site("", services=(REAL, EXAMPLE))
    assert site.shown_services(simulated=True) == (REAL, EXAMPLE)
    assert site.shown_services(simulated=False) == (REAL,)


def test_an_address_is_shown_as_a_person_types_it():
    assert (REAL.short, EXAMPLE.short) == ("pajak.badungkab.go.id", "pajak.example")

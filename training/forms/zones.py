"""Choosing a time zone: those of the United States first, by the names that people use."""

import zoneinfo

from django import forms

UNITED_STATES = {
    "America/New_York": "Eastern: New York",
    "America/Chicago": "Central: Chicago",
    "America/Denver": "Mountain: Denver",
    "America/Phoenix": "Mountain without daylight saving time: Phoenix",
    "America/Los_Angeles": "Pacific: Los Angeles",
    "America/Anchorage": "Alaska: Anchorage",
    "Pacific/Honolulu": "Hawaii: Honolulu",
    "America/Puerto_Rico": "Atlantic: Puerto Rico",
    "Pacific/Guam": "Chamorro: Guam",
    "Pacific/Pago_Pago": "Samoa: Pago Pago",
}


def zone_choices() -> list:
    """Every zone of the IANA list, as `validate_zone` takes them."""
    others = sorted(zoneinfo.available_timezones() - {*UNITED_STATES})
    return [
        ("", "Choose a time zone"),
        ("United States", list(UNITED_STATES.items())),
        ("Elsewhere", [(name, name.replace("_", " ")) for name in others]),
    ]


def zone_select() -> forms.Select:
    return forms.Select(choices=zone_choices())

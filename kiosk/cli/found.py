"""What a scan found, in words."""

import json

from drivers.protocols import PROTOCOLS
from drivers.scanning import Found


def found_text(found: Found) -> str:
    """A few lines for a person, with what to paste into config.toml."""
    facts = found.facts
    parts = (
        facts.model,
        facts.serial and f"serial number {facts.serial}",
        facts.firmware and f"firmware {facts.firmware}",
    )
    named = ", ".join(part for part in parts if part) or PROTOCOLS[found.protocol].title
    value = found.reading.object_c if found.reading else None
    seen = found.problem or ("reads no value" if value is None else f"reads {value:.2f} °C")
    simulation = " (SIMULATION)" if found.simulated else ""
    lines = [f"{found.port}: {named} at {found.baud} baud, {seen}{simulation}"]
    if found.alike:
        lines.append(f"the same bytes are spoken by {', '.join(found.alike)}: take the name of your model")
    lines.append("for config.toml, in place of the lines of the same names:")
    return "\n".join([*lines, *("  " + line for line in found.config_lines())])


def found_json(found: Found) -> str:
    """One line for a program."""
    return json.dumps(
        {
            "port": found.port,
            "protocol": found.protocol,
            "alike": found.alike,
            "baud": found.baud,
            "model": found.facts.model,
            "serial": found.facts.serial,
            "firmware": found.facts.firmware,
            "object_c": found.reading.object_c if found.reading else None,
            "simulated": found.simulated,
            "problem": found.problem,
            "config": found.config_lines(),
        }
    )

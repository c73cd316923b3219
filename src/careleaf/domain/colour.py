"""Colours with enough contrast to read (WCAG 2.1, relative luminance)."""

from __future__ import annotations

TEXT_CONTRAST = 4.5  # WCAG 2.1 AA for text
WHITE = "#ffffff"
HEADING_CONTRAST = 5.5  # on their own tint: what is thin or printed on poor paper still reads
HEADING_TINT = 0.08


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours such as "#0b5c63", from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str, on: str = WHITE, at_least: float = TEXT_CONTRAST) -> str:
    """Darken a colour step by step until it can be read on a light ground."""
    red, green, blue = _channels(colour)
    while contrast(_written(red, green, blue), on) < at_least and red + green + blue > 0:
        red, green, blue = int(red * 0.92), int(green * 0.92), int(blue * 0.92)
    return _written(red, green, blue)


def on_page(brand: str) -> str:
    """Return the colour that headings print in: a clinic's own, darkened where it is too pale to read."""
    return readable(brand, on=tint(brand, HEADING_TINT), at_least=HEADING_CONTRAST)


def tint(colour: str, share: float) -> str:
    """Mix a colour into white; a share of 0 is white."""
    return _written(*(round(255 - (255 - channel) * share) for channel in _channels(colour)))


def grey(colour: str) -> str:
    """Return the grey that a black-and-white printer makes of a colour (ITU-R BT.601)."""
    red, green, blue = _channels(colour)
    level = round(0.299 * red + 0.587 * green + 0.114 * blue)
    return _written(level, level, level)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _written(red: int, green: int, blue: int) -> str:
    return f"#{red:02x}{green:02x}{blue:02x}"


def _luminance(colour: str) -> float:
    linear = [
        share / 12.92 if (share := channel / 255) <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4
        for channel in _channels(colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

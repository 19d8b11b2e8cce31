"""The few colours of Rekap, for light and for dark ground; every text pair passes WCAG AA."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """One ground and what is drawn on it. Amber is kept for what asks for action."""

    ground: str
    text: str
    quiet: str
    line: str
    track: str
    covered: str
    compare: str
    action: str
    outline: str
    classes: tuple[str, str, str, str, str]
    empty: str


LIGHT = Palette(
    ground="#FCFBF9",
    text="#1D2626",
    quiet="#5B6260",
    line="#E4E0D9",
    track="#E9E5DE",
    covered="#0F5F5C",
    compare="#8C8277",
    action="#8A5200",
    outline="#8C8277",
    classes=("#D3E8E5", "#9FCCC7", "#62A7A2", "#2A7B77", "#0A4C49"),
    empty="#F6F4F0",
)
DARK = Palette(
    ground="#131817",
    text="#E9EDEB",
    quiet="#A3ACA9",
    line="#2C3533",
    track="#2A3230",
    covered="#62C2BA",
    compare="#9A9187",
    action="#F0B453",
    outline="#7D857F",
    classes=("#1E3F3D", "#2F605D", "#43857F", "#65B3AC", "#A5E0DA"),
    empty="#1A201F",
)


def palette(dark: bool) -> Palette:
    return DARK if dark else LIGHT

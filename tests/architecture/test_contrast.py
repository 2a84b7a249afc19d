"""What tokens.css promises of its colours holds in both themes (WCAG 2.2, 1.4.3 and 1.4.6)."""

import re

import pytest

from kb.settings import ROOT

TOKENS = (ROOT / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
PAIRS = {
    name: (light, dark)
    for name, light, dark in re.findall(
        r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", TOKENS
    )
}
READ_ALOUD = (
    ("ink", "surface"),
    ("ink", "ground"),
    ("ink", "accent-soft"),  # ask first
    ("ink", "warn-soft"),  # the line that holds a caller
    ("lit-ink", "lit"),
)
READ = (
    *((ink, ground) for ink in ("ink", "ink-quiet", "accent") for ground in ("surface", "ground")),
    *((ink, "surface-law") for ink in ("ink", "ink-law", "ink-quiet", "accent")),
    *((ink, "surface-quiet") for ink in ("ink", "ink-quiet")),
    *((sign, f"{sign}-soft") for sign in ("accent", "good", "warn", "bad", "past")),
    *((sign, "surface") for sign in ("good", "warn", "bad", "past")),
    ("on-accent", "accent"),
)
THEMES = pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(ink: str, ground: str, theme: int) -> float:
    """Return the contrast of two colours by name, 1 to 21."""
    darker, lighter = sorted(luminance(PAIRS[name][theme]) for name in (ink, ground))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_twenty_one_to_one():
    assert luminance("#ffffff") == pytest.approx(1)
    assert luminance("#000000") == 0


@THEMES
@pytest.mark.parametrize(("ink", "ground"), READ_ALOUD)
def test_what_is_read_aloud_stands_out_seven_to_one(ink, ground, theme):
    assert contrast(ink, ground, theme) >= 7


@THEMES
@pytest.mark.parametrize(("ink", "ground"), READ)
def test_what_is_read_stands_out_four_and_a_half_to_one(ink, ground, theme):
    assert contrast(ink, ground, theme) >= 4.5


@THEMES
@pytest.mark.parametrize("ground", ["surface", "ground"])
def test_edges_of_controls_stand_out_three_to_one(ground, theme):
    assert contrast("line-strong", ground, theme) >= 3

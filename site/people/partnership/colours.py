"""The colours that follow from the two an editor chose: darker, softer, and light enough to read on a dark page."""

import colorsys

from people.partnership.models import contrast

SAND = "#f6ecdd"
DARK_PAPER = "#14201f"
WHITE = "#ffffff"
BLACK = "#000000"


def mix(colour: str, other: str, share: float) -> str:
    """A hex colour with this share (0 to 1) of another in it."""
    pairs = [(int(colour[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def at_lightness(colour: str, lightness: float, most_saturated: float) -> str:
    """The colour's hue at a lightness (0 to 1), no more vivid than asked."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
    pale = colorsys.hls_to_rgb(hue, lightness, min(saturation, most_saturated))
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in pale)


def darkened(colour: str, ratio: float, *backgrounds: str) -> str:
    """The colour, with as little black in it as reaches a contrast ratio on each of the backgrounds."""
    shades = (mix(colour, BLACK, step / 20) for step in range(20))
    return next((shade for shade in shades if all(contrast(shade, each) >= ratio for each in backgrounds)), BLACK)


def lightened(colour: str, ratio: float, background: str) -> str:
    """The colour's hue, as light as it takes to reach a contrast ratio on a dark background."""
    shades = (at_lightness(colour, step / 40, 0.5) for step in range(16, 40))
    return next((shade for shade in shades if contrast(shade, background) >= ratio), WHITE)


def light_scheme(main: str, accent: str) -> dict[str, str]:
    """Custom properties for a light page: dark enough to be read on white, on sand and on their own pale washes."""
    washes = [at_lightness(colour, 0.91, 0.6) for colour in (main, accent)]
    brand, warm = (darkened(colour, 4.6, SAND, *washes) for colour in (main, accent))
    return {
        "brand": brand,
        "brand-deep": mix(main, BLACK, 0.3),
        "brand-hover": mix(brand, BLACK, 0.25),
        "brand-ink": mix(brand, BLACK, 0.3),
        "brand-soft": washes[0],
        "accent": warm,
        "accent-hover": mix(warm, BLACK, 0.2),
        "accent-ink": mix(warm, BLACK, 0.2),
        "accent-soft": washes[1],
    }


def dark_scheme(main: str, accent: str) -> dict[str, str]:
    """Custom properties for a dark page: the same hues, light on dark."""
    brand, warm = (lightened(colour, 8, DARK_PAPER) for colour in (main, accent))
    return {
        "brand": brand,
        "brand-deep": mix(main, BLACK, 0.55),
        "brand-hover": mix(brand, WHITE, 0.4),
        "brand-ink": mix(brand, WHITE, 0.4),
        "brand-soft": at_lightness(main, 0.2, 0.35),
        "on-brand": mix(main, BLACK, 0.75),
        "accent": warm,
        "accent-hover": mix(warm, WHITE, 0.4),
        "accent-ink": mix(warm, WHITE, 0.4),
        "accent-soft": at_lightness(accent, 0.2, 0.35),
        "on-accent": mix(accent, BLACK, 0.75),
    }


def stylesheet(main: str, accent: str) -> str:
    """The rules that give both schemes to every page."""

    def rule(scheme: dict[str, str]) -> str:
        return ":root{" + "".join(f"--{name}:{value};" for name, value in scheme.items()) + "}"

    light, dark = rule(light_scheme(main, accent)), rule(dark_scheme(main, accent))
    return f"{light}\n@media screen and (prefers-color-scheme:dark){{{dark}}}\n"

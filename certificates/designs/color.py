"""How well a color is read on white paper."""


def contrast_on_white(color: str) -> float:
    """The contrast ratio of a color #rrggbb on white, from 1 to 21 (WCAG 2.2, relative luminance)."""
    red, green, blue = (linear(int(color[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def linear(channel: float) -> float:
    """A channel of sRGB, 0 to 1, as light."""
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

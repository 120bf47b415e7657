"""The body map as a form control: a drawing whose regions are checkboxes, and a list that is its equal.

Both post the same spots. Without scripts they may differ, so each change against what the page showed first
(`<name>_before`) counts, whichever of the two it was made in.
"""

from django.forms import CheckboxSelectMultiple

from training import body, muscles


class BodyMap(CheckboxSelectMultiple):
    template_name = "training/my/body_map.html"

    def value_from_datadict(self, data, files, name):
        before = set(data.getlist(f"{name}_before"))
        drawn, listed = set(data.getlist(name)), set(data.getlist(f"{name}_listed"))
        unknown = sorted((drawn | listed) - body.spots().keys())
        return [spot for spot in body.spots() if merged(spot, before, drawn, listed)] + unknown

    def value_omitted_from_data(self, data, files, name):
        return False

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        chosen = set(value or [])
        context["figures"] = [
            {"side": side, "skin": figure["skin"], "bones": figure["bones"], "regions": drawn(figure, chosen)}
            for side, figure in body.figures().items()
        ]
        context["groups"] = listed_groups(chosen)
        context["chosen"] = [spot for spot in body.spots().values() if spot.id in chosen]
        return context


def merged(spot: str, before: set, drawn: set, listed: set) -> bool:
    """A spot shown as chosen stays while both keep it; any other one is chosen by either."""
    return (spot in drawn and spot in listed) if spot in before else (spot in drawn or spot in listed)


def drawn(figure: dict, chosen: set) -> list[dict]:
    return [
        region | {"x": box[0], "y": box[1], "width": box[2], "height": box[3], "on": region["id"] in chosen}
        for region in figure["regions"]
        for box in [region["box"]]
    ]


def listed_groups(chosen: set) -> list[dict]:
    """The list: one row for each name with its muscles, left and right beside each other."""
    rows: dict[str, list] = {}
    for spot in body.spots().values():
        rows.setdefault(spot.name, []).append({"spot": spot, "on": spot.id in chosen})
    return [{"name": name, "sides": sides, "muscles": muscles_of(sides)} for name, sides in rows.items()]


def muscles_of(sides: list[dict]) -> str:
    """The muscles under a spot, which the list is searched by too."""
    return ", ".join(muscles.names(sides[0]["spot"]))

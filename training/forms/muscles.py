"""The muscles as a form control: one group of boxes for each spot, shown for the spots that are chosen."""

from django.forms import CheckboxSelectMultiple

from training import body, muscles


class MusclesUnderSpots(CheckboxSelectMultiple):
    template_name = "training/my/muscles.html"
    use_fieldset = True

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        chosen = set(value or [])
        context["groups"] = [group_of(spot, chosen) for spot in body.spots().values()]
        context["any"] = bool(chosen)
        return context


def group_of(spot: body.Spot, chosen: set) -> dict:
    """A spot with its muscles, and which of them are chosen."""
    return {"spot": spot, "muscles": [{"muscle": each, "on": each.id in chosen} for each in muscles.under(spot)]}

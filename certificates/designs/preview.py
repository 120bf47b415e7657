"""The live preview in the editor: what is typed, printed on samples by the real code and shown as a picture."""

from base64 import b64encode

from django.shortcuts import render
from django.utils.decorators import method_decorator
from wagtail.snippets.views.snippets import PreviewOnCreateView, PreviewOnEditView
from wagtail.utils.decorators import xframe_options_sameorigin_override

from certificates.designs import acts
from certificates.designs.content import DesignContent
from certificates.designs.forms import LABELS
from certificates.designs.samples import ALL
from certificates.designs.specimens import Shown, shown
from training.queries.organization import organization

TEMPLATE = "certificates/designs/preview.html"


def page_of(content: DesignContent, mode: str) -> dict:
    """What a preview shows: the samples of a mode, or what is wrong with the design, by the labels of the form."""
    problems = content.problems()
    if problems:
        return {"problems": [(LABELS.get(name, name), words) for name, words in problems.items()]}
    return {"samples": [told(each) for each in shown(content, organization().name, mode)], "together": mode == ALL}


def told(one: Shown) -> dict:
    """The picture as the page can hold it by itself."""
    picture = f"data:image/webp;base64,{b64encode(one.picture).decode()}" if one.picture else ""
    return {"label": one.sample.label, "name": one.sample.name, "picture": picture, "refusal": one.refusal}


class Sketched:
    """Shows what the form says now. Nothing is saved, and nothing but the form's own words and pictures is read."""

    @method_decorator(xframe_options_sameorigin_override)
    def get(self, request, *args, **kwargs):
        form = self.get_form(self._get_form_data(self._get_form_state()))
        self.validate_form(form)
        content = form.content if form.is_bound else acts.content_of(form.instance)
        mode = request.GET.get("mode", self.object.default_preview_mode)
        return render(request, TEMPLATE, page_of(content, mode))


class PreviewDesign(Sketched, PreviewOnEditView):
    pass


class PreviewNewDesign(Sketched, PreviewOnCreateView):
    pass

"""What the editor shows beside a tree or a scheme's dates while somebody types: small pieces of HTML, same origin."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_POST
from wagtail.admin.panels import Panel
from wagtail.blocks import StreamValue

from training.models import HousePolicy, PracticeRule, SchemeVersion
from training.models.fields import RequirementsField
from training.models.scheme import ExpiryModes
from training.permissions import may_adopt
from training.queries.expiry import example_day, expiry_table
from training.queries.readable import Readable, readable
from training.queries.trees_beside import trees_joined

MODELS = {model._meta.model_name: model for model in (PracticeRule, HousePolicy, SchemeVersion)}
CHECKLIST, EXPIRY = "training/admin/_checklist.html", "training/admin/_expiry.html"
LENGTHS = {"cycle_months": (1, 600), "window_months": (0, 600), "grace_months": (0, 600), "minimum_months": (0, 600)}


class ExpiryForm(forms.Form):
    """The dates of a scheme's version as they stand in its form."""

    expiry_mode = forms.ChoiceField(choices=ExpiryModes.choices)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (least, most) in LENGTHS.items():
            self.fields[name] = forms.IntegerField(min_value=least, max_value=most)


def tree_field(model_name: str, field_name: str) -> RequirementsField:
    """The field that an address names; 404 for anything that is no tree."""
    model = MODELS.get(model_name)
    fields = {field.name: field for field in model._meta.concrete_fields} if model else {}
    if not isinstance(found := fields.get(field_name), RequirementsField):
        raise Http404
    return found


@require_POST
def checklist(request: HttpRequest, model_name: str, field_name: str) -> HttpResponse:
    """The tree in the form that was sent, as people would read it, each flaw at its line. Saves nothing."""
    may_adopt(request.user).enforce()
    try:
        stream = sent_tree(request, model_name, field_name)
        beside = sent_beside(request, model_name, field_name)
    except BadRequest as error:
        return HttpResponseBadRequest(str(error), content_type="text/plain")
    return render(request, CHECKLIST, {"read": readable(stream, beside)})


def sent_beside(request: HttpRequest, model_name: str, field_name: str) -> Iterable[StreamValue]:
    """The trees that it is asked with, as the form has them."""
    if MODELS[model_name] is HousePolicy:
        return trees_joined(request.POST.getlist("jurisdictions"))
    beside = tree_field(model_name, field_name).beside
    return [sent_tree(request, model_name, beside)] if beside and f"{beside}-count" in request.POST else []


def sent_tree(request: HttpRequest, model_name: str, field_name: str) -> StreamValue:
    block = tree_field(model_name, field_name).stream_block
    return block.value_from_datadict(request.POST, request.FILES, field_name)


@require_POST
def expiry(request: HttpRequest) -> HttpResponse:
    """What the dates in the form that was sent come to. Saves nothing."""
    may_adopt(request.user).enforce()
    return render(request, EXPIRY, expiry_context(request.POST, request.today))


def expiry_context(given, today: date) -> dict:
    """The table of the dates in a form, or the sentence that says why there is none."""
    form = ExpiryForm(given)
    if not form.is_valid():
        return {"flaw": "Fill in the months above to see what a renewal leads to."}
    said = {name.removesuffix("_months"): form.cleaned_data[name] for name in LENGTHS}
    try:
        table = expiry_table(
            months=said.pop("cycle"), **said, chosen=form.cleaned_data["expiry_mode"], ends_on=example_day(today)
        )
    except ValueError:
        return {"flaw": "The window and the least worth must not be longer than the cycle."}
    return {"table": table}


urls = [
    path("rules/expiry/", expiry, name="preview_expiry"),
    path("rules/checklist/<slug:model_name>/<slug:field_name>/", checklist, name="preview_checklist"),
]


class PreviewPanel(Panel):
    """A box that is filled by the server with the page, and again by the script while somebody types."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "training/admin/_preview.html"
        fragment = ""

        def get_context_data(self, parent_context=None):
            more = {"url": self.url(), "fragment": self.fragment, **self.shown()}
            return {**super().get_context_data(parent_context), **more}


class ChecklistPanel(PreviewPanel):
    """The tree of a field as people read it."""

    def __init__(self, field_name: str, **kwargs):
        super().__init__(**{"heading": "As it reads", **kwargs})
        self.field_name = field_name

    def clone_kwargs(self):
        return {**super().clone_kwargs(), "field_name": self.field_name}

    class BoundPanel(PreviewPanel.BoundPanel):
        fragment = CHECKLIST

        def url(self):
            return reverse("preview_checklist", args=[self.panel.model._meta.model_name, self.panel.field_name])

        def shown(self):
            stream = self.form[self.panel.field_name].value() if self.form else None
            return {"read": self.read(stream) if hasattr(stream, "stream_block") else Readable()}

        def read(self, stream):
            field = self.panel.model._meta.get_field(self.panel.field_name)
            return readable(stream, self.form.trees_beside(field))


class ExpiryPanel(PreviewPanel):
    """What the dates of a scheme's version come to, in each of the three modes."""

    class BoundPanel(PreviewPanel.BoundPanel):
        fragment = EXPIRY

        def url(self):
            return reverse("preview_expiry")

        def shown(self):
            names = ("expiry_mode", *LENGTHS)
            return expiry_context({name: self.form[name].value() for name in names}, self.request.today)

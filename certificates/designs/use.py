"""The page where a draft is looked at as it will be printed, and put to use."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.functional import cached_property
from wagtail.snippets.views.snippets import InspectView

from certificates.designs import acts
from certificates.designs.chosen import placements
from certificates.designs.content import DesignContent, Kind
from certificates.designs.preview import page_of
from certificates.designs.samples import ALL, SAMPLES
from certificates.models import Design, DesignVersion
from training.actions import Refused
from training.models import Scheme

DEFAULT = "default"
DEFAULTS = {
    Kind.CERTIFICATION: "All certifications whose scheme has no design of its own",
    Kind.COMPLETION: "All completions of modules",
}


class UseForm(forms.Form):
    """Where a design is taken, and the draft that the page showed."""

    seen = forms.CharField(widget=forms.HiddenInput)
    targets = forms.MultipleChoiceField(
        label="Certificates that take this design", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, design: Design, **kwargs):
        super().__init__(*args, **kwargs)
        self.targets = {DEFAULT: None}
        if design.kind == Kind.CERTIFICATION:
            self.targets |= {str(scheme.pk): scheme for scheme in Scheme.objects.order_by("name")}
        others = taken_of_others(design)
        self.fields["targets"].choices = [
            (key, (str(scheme) if scheme else DEFAULTS[Kind(design.kind)]) + others.get(scheme and scheme.pk, ""))
            for key, scheme in self.targets.items()
        ]

    def chosen(self) -> list[Scheme | None]:
        return [self.targets[key] for key in self.cleaned_data["targets"]]


def taken_of_others(design: Design) -> dict[int | None, str]:
    """Where another design is taken today, as the words to say so: this one would take its place. None: the default."""
    placed = {target: pk for target, pk in placements(design.kind).items() if pk and pk != design.pk}
    names = dict(Design.objects.filter(pk__in=placed.values()).values_list("pk", "name"))
    return {target: f" (today “{names[pk]}”)" for target, pk in placed.items()}


def done(version: DesignVersion | None, targets: list) -> str:
    if version is None:
        return "Saved."
    if not targets:
        return f"Version {version.number} is kept. No certificate takes it yet."
    return f"Version {version.number} is in use: the next certificates bear it."


class ReadDesign(InspectView):
    """The draft as it would be printed, the versions, and the form that puts it to use."""

    page_title = "Put to use"

    def post(self, request, *args, **kwargs):
        form = UseForm(request.POST, design=self.object)
        if not form.is_valid():
            messages.error(request, "Choose again what takes this design.")
        else:
            self.use(form, request.now)
        return redirect(request.path)

    def use(self, form: UseForm, now: datetime) -> None:
        try:
            version = acts.use(
                by=self.request.user, design=self.object, seen=form.cleaned_data["seen"], targets=form.chosen(), now=now
            )
        except Refused as refused:
            messages.error(self.request, str(refused))
            return
        messages.success(self.request, done(version, form.chosen()))

    @cached_property
    def version(self) -> DesignVersion | None:
        """The version that the address names, or none: then the draft is shown."""
        number = self.request.GET.get("version", "")
        is_one = number.isdecimal() and len(number) < 10
        return self.object.versions.filter(number=int(number)).first() if is_one else None

    @property
    def content(self) -> DesignContent:
        return DesignContent.from_json(self.version.content) if self.version else acts.content_of(self.object)

    def get_context_data(self, **kwargs):
        design, draft = self.object, acts.content_of(self.object)
        versions = list(design.versions.select_related("put_to_use_by").order_by("-number"))
        form, placed = UseForm(design=design), placements(design.kind)
        taken = [key for key, target in form.targets.items() if placed.get(target and target.pk) == design.pk]
        form.initial = {"seen": acts.hash_of(draft), "targets": taken or ([] if versions else [DEFAULT])}
        mode = ALL if self.request.GET.get("names") == ALL else SAMPLES[0].key
        return super().get_context_data(
            design=design,
            form=form,
            versions=versions,
            version=self.version,
            is_new=not versions or versions[0].sha256 != acts.hash_of(draft),
            next_number=versions[0].number + 1 if versions else 1,
            preview=page_of(self.content, mode),
            mode=mode,
            **kwargs,
        )

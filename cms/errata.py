"""The editor's pages where a question that was wrong is corrected for those who answered it."""

from collections.abc import Iterator

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView
from wagtail.admin.widgets.button import Button

from cms.module_admin import ModuleView, way_in
from training.actions import Refused
from training.actions.erratum import publish_erratum
from training.models import Erratum, Module
from training.queries.wordings import Wording, wordings
from training.views.learn.questions import is_number, number_lines, option_lines
from training.wordings import wording_of

TITLE = "Corrections of questions"
LONGEST = 2000  # letters


class OfModule(ModuleView):
    """A page about what was asked, from `self.module` as it was published."""

    header_icon = "edit"

    @cached_property
    def module(self) -> Module | None:
        return Module.objects.select_related("current").filter(key=self.page.translation_key).first()

    @cached_property
    def groups(self) -> list[list[Wording]]:
        return wordings(self.module) if self.module else []

    def errata(self):
        """What was corrected, the newest first, with how many were told and how many have read it."""
        seen = Count("notices", filter=Q(notices__seen_at__isnull=False))
        rows = Erratum.objects.filter(module=self.module).select_related("published_by", "revision")
        return rows.annotate(told=Count("notices"), read=seen).order_by("-published_at", "-pk")


class Errata(OfModule, TemplateView):
    """Every wording in which a question was asked, and what was corrected."""

    template_name = "cms/admin/errata.html"
    page_title = TITLE

    def get_context_data(self, **kwargs):
        errata = [{"erratum": each, "question": question_of(each)} for each in self.errata()]
        corrected = {each["erratum"].wording for each in errata}
        groups = [[shown(each, corrected) for each in group] for group in self.groups]
        return {**super().get_context_data(**kwargs), "groups": groups, "errata": errata}


class ErratumForm(forms.Form):
    """What was wrong; the second time with a yes to telling so many people."""

    words = forms.CharField(
        label="What was wrong, and what is right",
        help_text="Plain text, for people who answered the question. It reaches those who have passed; the others read "
        "it once they have.",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST,
        error_messages={"required": "Write what was wrong, and what is right."},
    )
    forgives = forms.BooleanField(
        label="A failed try with this question does not count",
        help_text="Neither toward the number of tries nor for the wait before the next one. Passed tries stay passed.",
        required=False,
    )

    def __init__(self, *args, asks: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if asks:
            for field in self.fields.values():
                field.widget = field.hidden_widget()

    def clean_words(self) -> str:
        """Lines end as they do everywhere else, however the browser sends them."""
        return "\n".join(self.cleaned_data["words"].splitlines())


class WriteErratum(OfModule, FormView):
    """Write the correction of one wording; publish it after a look at whom it reaches."""

    template_name = "cms/admin/erratum.html"
    page_title = "Correct a question"
    form_class = ErratumForm

    @cached_property
    def wording(self) -> Wording:
        found = (each for group in self.groups for each in group if each.key == self.kwargs["wording"])
        wording = next(found, None)
        if wording is None:
            raise Http404
        return wording

    def get_breadcrumbs_items(self):
        *before, here = super().get_breadcrumbs_items()
        return [*before, {"url": self.list_url(), "label": TITLE}, here]

    def list_url(self) -> str:
        return reverse("module_errata", args=[self.page.pk])

    def form_valid(self, form):
        """Ask first; publish on the yes, and show the words again on “Change the words”."""
        if "publish" in self.request.POST:
            return self.published(form)
        asks = "change" not in self.request.POST
        again = ErratumForm(form.data, asks=asks)
        return self.render_to_response(self.get_context_data(form=again, asks=asks, said=form.cleaned_data))

    def published(self, form):
        try:
            erratum = publish_erratum(
                by=self.request.user,
                module=self.module,
                wording=self.wording.key,
                words=form.cleaned_data["words"],
                forgives=form.cleaned_data["forgives"],
                now=self.request.now,
            )
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
            return self.form_invalid(form)
        said = reached(erratum.notices.count(), self.wording.people)
        messages.success(self.request, f"The correction is published. {said}")
        return redirect(self.list_url())

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs):
        errata = [each for each in self.errata() if each.wording == self.wording.key]
        given = {"wording": shown(self.wording, set()), "errata": errata}
        return {**super().get_context_data(**kwargs), **given}


def reached(count: int, people: int) -> str:
    """Who is told already, of so many who answered."""
    if not people:
        return "Nobody had answered yet."
    told = "1 person is told." if count == 1 else f"{count} people are told."
    return told if count >= people else f"{told} The others are told within minutes."


def question_of(erratum: Erratum) -> dict:
    """The question as it was worded."""
    return next(each for each in erratum.revision.questions if wording_of(each) == erratum.wording)


def shown(wording: Wording, corrected: set[str]) -> dict:
    """A wording with its key, for those who write it."""
    question = wording.question
    options = number_lines(question, [], False) if is_number(question) else option_lines(question, [])
    return {"row": wording, "question": question, "options": options, "corrected": wording.key in corrected}


def ways_in(page, user) -> Iterator[Button]:
    yield from way_in(page, user, Errata, "module_errata", 68)


urls = [
    path("modules/<int:pk>/errata/", Errata.as_view(), name="module_errata"),
    path("modules/<int:pk>/errata/<slug:wording>/", WriteErratum.as_view(), name="module_erratum"),
]

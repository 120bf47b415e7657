"""The editor's page where a quiz leaves as a table and comes back as a draft."""

import json
from collections.abc import Iterator

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import path
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.views.decorators.http import require_safe
from django.views.generic import FormView
from wagtail.admin.widgets.button import Button

from cms.models import ModulePage
from cms.module_admin import ModuleView, module_for, way_in
from cms.question_table import HEAD, Flawed, Unreadable, questions_in, rows_of, stored
from training.views.csv import download

LARGEST = 2 * 1024 * 1024  # bytes
KEEP, REPLACE = "keep", "replace"


@require_safe
def export(request, pk: int):
    """The quiz as it was last saved."""
    page = module_for(request.user, pk).get_latest_revision_as_object()
    return download(f"questions-{slugify(page.title) or page.pk}.csv", HEAD, rows_of(page.questions))


class SheetForm(forms.Form):
    """A file of questions, and what becomes of those that it does not hold."""

    file = forms.FileField(
        label="Table", help_text="CSV, in UTF-8. Nothing is published: the questions become a draft."
    )
    others = forms.ChoiceField(
        label="Questions that are not in the table",
        choices=[(KEEP, "They stay as they are"), (REPLACE, "They are taken out")],
        initial=KEEP,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, known: list[dict], **kwargs):
        super().__init__(*args, **kwargs)
        self.known, self.flaws = known, []

    def clean_file(self):
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST:
            raise forms.ValidationError("This file is too large: a table of questions has at most 2 MB.")
        try:
            made = questions_in(sent.read(), self.known)
        except Unreadable as error:
            raise forms.ValidationError(str(error)) from error
        except Flawed as error:
            self.flaws = error.flaws
            raise forms.ValidationError(
                "Nothing was taken. Mend the cells listed above, then send it again."
            ) from error
        if not made:
            raise forms.ValidationError("This table holds no question.")
        return made

    def questions(self) -> list[dict]:
        """The quiz that comes of it: what was there keeps its place, what is new follows."""
        made = self.cleaned_data["file"]
        if self.cleaned_data["others"] == REPLACE:
            return made
        sent = {block["id"]: block for block in made}
        return [sent.pop(block["id"], block) for block in self.known] + list(sent.values())


class QuestionSheet(ModuleView, FormView):
    """Download the table, change it, send it back: the quiz as it was last saved."""

    template_name = "cms/admin/question_sheet.html"
    page_title = "Questions as a table"
    header_icon = "table"
    form_class = SheetForm

    @cached_property
    def draft(self) -> ModulePage:
        return self.page.get_latest_revision_as_object()

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "known": stored(self.draft.questions.get_prep_value())}

    def form_valid(self, form):
        if locked(self.draft, self.request.user):
            form.add_error(None, "This page is locked, so nothing was taken. Unlock it first.")
            return self.form_invalid(form)
        before, after = form.known, form.questions()
        self.draft.questions = after
        self.draft.save_revision(user=self.request.user, log_action=True, clean=False)
        messages.success(self.request, f"{told(before, after)} This is a draft: read it, then publish.")
        return redirect(self.edit_url())

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs):
        shown = {"page": self.draft, "head": HEAD, "count": len(self.draft.questions)}
        return {**super().get_context_data(**kwargs), **shown}


def locked(page: ModulePage, user) -> bool:
    lock = page.get_lock()
    return bool(lock and lock.for_user(user))


def written(block: dict) -> str:
    """A stored block as text; a field left empty and one that was never there are the same."""
    said = {name: value for name, value in block["value"].items() if value}
    return json.dumps([block["type"], said], default=str, sort_keys=True)


def told(before: list[dict], after: list[dict]) -> str:
    """“Questions: 3 new, 2 changed, 1 taken out, 5 as before.”"""
    old, new = ({block["id"]: written(block) for block in blocks} for blocks in (before, after))
    same = sum(old.get(id) == block for id, block in new.items())
    counts = {
        "new": len(new.keys() - old.keys()),
        "changed": len(new.keys() & old.keys()) - same,
        "taken out": len(old.keys() - new.keys()),
        "as before": same,
    }
    said = ", ".join(f"{count} {words}" for words, count in counts.items() if count)
    return f"Questions: {said}."


def ways_in(page, user) -> Iterator[Button]:
    yield from way_in(page, user, QuestionSheet, "question_sheet", 67)


urls = [
    path("modules/<int:pk>/questions/", QuestionSheet.as_view(), name="question_sheet"),
    path("modules/<int:pk>/questions/table.csv", export, name="question_table"),
]

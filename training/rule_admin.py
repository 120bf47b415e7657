"""How rules, schemes and clinics are drafted in the editor. What is adopted is frozen."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.snippets.views.snippets import CopyView, DeleteView, EditView, InspectView

from training.block_parts import Checks
from training.forms.parts import RowsField
from training.models import SCOPE_CHOICES, Anchor, Jurisdiction, scope_words
from training.models.fields import RequirementsField
from training.queries.readable import readable
from training.queries.trees_beside import trees_beside, trees_joined
from training.timed_filings import never_begin
from training.words import moment_words

FROZEN = "This version was adopted on {day} and is frozen: nobody edits the past. Draft the next version instead."


def frozen_words(instance) -> str:
    """Why `instance` cannot be edited, or nothing."""
    if not getattr(instance, "adopted_at", None):
        return ""
    day = timezone.localtime(instance.adopted_at)
    return FROZEN.format(day=f"{day:%B} {day.day}, {day.year}")


class NotOnceAdopted:
    """A view that changes a row: an adopted one is shown instead, with the reason."""

    inspect_url_name = None

    def get(self, request, *args, **kwargs):
        return self.refused(request) or super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self.refused(request) or super().post(request, *args, **kwargs)

    def refused(self, request):
        """Where to go instead; nothing if the row may change."""
        words = frozen_words(self.object)
        if not words:
            return None
        messages.error(request, words)
        return redirect(self.inspect_url_name, self.object.pk)


class EditUnlessAdopted(NotOnceAdopted, EditView):
    pass


class DeleteUnlessAdopted(NotOnceAdopted, DeleteView):
    pass


class DraftForm(WagtailAdminModelForm):
    """A new version is a draft whatever it was copied from, and takes the next number."""

    siblings = ()

    class Media:
        js = ["training/rule_editor.js"]
        css = {"all": ["cms/css/editor.css"]}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = f"“{field.label}” is empty. Fill it in."

    def clean(self):
        cleaned = super().clean()
        if words := frozen_words(self.instance) if self.instance.pk else "":
            raise ValidationError(words)
        starts, ends = cleaned.get("effective_from"), cleaned.get("effective_until")
        if starts and ends and ends < starts:
            self.add_error("effective_until", "It ends before it begins.")
        self.mark_what_never_begins(cleaned)
        return cleaned

    def mark_what_never_begins(self, cleaned):
        """A tree waits for training of its own or of the trees that it is asked with, as the form has them."""
        for field in self._meta.model._meta.concrete_fields:
            tree = cleaned.get(field.name) if isinstance(field, RequirementsField) else None
            if tree and (error := never_begin(tree, self.trees_beside(field))):
                self.add_error(field.name, error)

    def trees_beside(self, field):
        return [self[field.beside].value()] if field.beside else []

    @transaction.atomic
    def save(self, commit=True):
        if self.instance.pk is None:
            self.begin_as_a_draft()
        else:
            self.refuse_if_adopted_meanwhile()
        if self.siblings and (self.instance.pk is None or {*self.siblings} & {*self.changed_data}):
            self.take_next_number()
        return super().save(commit)

    def refuse_if_adopted_meanwhile(self):
        """Hold the row: an adoption is before this, and then it is frozen, or after it, and then it is compared."""
        stored = type(self.instance).objects.select_for_update().get(pk=self.instance.pk)
        if words := frozen_words(stored):
            raise PermissionDenied(words)

    def begin_as_a_draft(self):
        self.instance.adopted_at = self.instance.adopted_by = None

    def take_next_number(self):
        """Versions are numbered within their jurisdiction and profession, or their scheme, which is held meanwhile."""
        row = self.instance
        whose = getattr(row, self.siblings[0])
        type(whose).objects.select_for_update(no_key=True).get(pk=whose.pk)
        same = type(row).objects.filter(**{name: getattr(row, name) for name in self.siblings})
        row.number = (same.aggregate(last=Max("number"))["last"] or 0) + 1


class LinesField(forms.CharField):
    """A list of sentences, written one a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        lines = value if isinstance(value, list) else (super().to_python(value) or "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def has_changed(self, initial, data):
        return self.to_python(initial) != self.to_python(data)


def scope_field(label: str, help_text: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, help_text=help_text, choices=SCOPE_CHOICES, required=False, widget=Checks()
    )


STAGE_DEADLINE = "A stage needs a deadline: write how many months the rest may take."
STAGE_ANCHOR = "A deadline needs an anchor: choose the day from which those months run."
STAGE_EMPTY = "Nothing opens provisional practice yet. Write above what does, or leave the months empty."
NO_POSITION = "A position is only for a law that is silent or unclear."


class HousePolicyForm(DraftForm):
    jurisdictions = RowsField(queryset=Jurisdiction.objects.all(), required=False)

    def trees_beside(self, field):
        return trees_joined(self["jurisdictions"].value() or ())


class PracticeRuleForm(DraftForm):
    siblings = ("jurisdiction", "profession")
    scope = scope_field("What the rule opens", "None checked: every region and technique.")
    provisional_scope = scope_field("What is open meanwhile", "None checked: the same as the rule.")
    duties = LinesField(required=False, max_length=4000, help_text="One a line. Shown with each answer, never counted.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["provisional_anchor"].required = False  # it is asked for where there is a stage

    def clean(self):
        cleaned = super().clean()
        self.check_stage(cleaned)
        if cleaned.get("position") and cleaned.get("status") not in ("silent", "unclear"):
            self.add_error("position", NO_POSITION)
        return cleaned

    def check_stage(self, cleaned):
        """A stage has a deadline, a deadline an anchor, and nothing has a deadline without a stage."""
        stage, months = cleaned.get("provisional"), cleaned.get("provisional_months")
        if stage and not months and "provisional_months" not in self.errors:
            self.add_error("provisional_months", STAGE_DEADLINE)
        if stage and not cleaned.get("provisional_anchor") and "provisional_anchor" not in self.errors:
            self.add_error("provisional_anchor", STAGE_ANCHOR)
        if months and "provisional" in cleaned and not stage:
            self.add_error("provisional_months", STAGE_EMPTY)
        cleaned["provisional_anchor"] = cleaned.get("provisional_anchor") or Anchor.FIRST_COURSE

    def begin_as_a_draft(self):
        super().begin_as_a_draft()
        self.instance.state = self.instance.State.DRAFT
        self.instance.demonstration = False
        self.instance.drafted_at = timezone.now()


class SchemeVersionForm(DraftForm):
    siblings = ("scheme",)

    def clean(self):
        cleaned = super().clean()
        cycle, window = cleaned.get("cycle_months"), cleaned.get("window_months")
        if cycle and window is not None and window >= cycle:
            self.add_error("window_months", f"The window is shorter than the cycle of {cycle} months.")
        if words := flaw_of_minimum(cycle, cleaned.get("minimum_months"), cleaned.get("expiry_mode")):
            self.add_error("minimum_months", words)
        return cleaned


def flaw_of_minimum(cycle, minimum, mode) -> str:
    """Why the least worth of a renewal cannot be meant, or nothing."""
    if not minimum:
        return ""
    if mode != "fixed":
        return "Only a fixed anniversary has a least worth. Write 0, or choose that mode."
    return f"A renewal cannot be worth more than the cycle of {cycle} months." if cycle and minimum > cycle else ""


class ReadVersion(InspectView):
    """A version to read: its trees as checklists, and why it cannot be changed once it is adopted."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(frozen=frozen_words(self.object), **kwargs)

    def get_field_display_value(self, field_name, field):
        value = getattr(self.object, field_name)
        if isinstance(field, RequirementsField):
            read = readable(value, trees_beside(self.object, field_name))
            return render_to_string("training/admin/_read_only.html", {"read": read})
        if "scope" in field_name and isinstance(value, list):
            return scope_words(value) or "All regions and techniques"
        if isinstance(value, datetime):
            return moment_words(value)  # Wagtail's template would tell it in the server's zone
        if isinstance(value, list):
            return format_html_join(mark_safe("<br>"), "{}", ((each,) for each in value)) or "–"
        return super().get_field_display_value(field_name, field) if value not in ("", None) else "–"


class DraftCopyView(CopyView):
    """A copy begins as a new draft; with the key of the original, a form sent here would overwrite that."""

    def get_object(self, queryset=None):
        row = super().get_object(queryset)
        row.pk, row.adopted_at, row.adopted_by = None, None, None
        row._state.adding = True
        return row

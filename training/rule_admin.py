"""How rules, schemes and clinics are drafted in the editor. What is adopted is frozen."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.shortcuts import redirect
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import Panel
from wagtail.snippets.views.snippets import CopyView, DeleteView, EditView

from training.evaluation.describe import describe
from training.evaluation.requirements import Unknown, lines, walk
from training.queries.checklist import capital
from training.queries.code_names import CodeNames
from training.trees import tree_of_stream

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

    def clean(self):
        cleaned = super().clean()
        if words := frozen_words(self.instance) if self.instance.pk else "":
            raise ValidationError(words)
        starts, ends = cleaned.get("effective_from"), cleaned.get("effective_until")
        if starts and ends and ends < starts:
            self.add_error("effective_until", "It ends before it begins.")
        return cleaned

    @transaction.atomic
    def save(self, commit=True):
        if self.instance.pk is None:
            self.begin_as_a_draft()
        else:
            self.refuse_if_adopted_meanwhile()
        return super().save(commit)

    def refuse_if_adopted_meanwhile(self):
        """Hold the row: an adoption is before this, and then it is frozen, or after it, and then it is compared."""
        stored = type(self.instance).objects.select_for_update().get(pk=self.instance.pk)
        if words := frozen_words(stored):
            raise PermissionDenied(words)

    def begin_as_a_draft(self):
        row = self.instance
        row.adopted_at = row.adopted_by = None
        if self.siblings:
            same = type(row).objects.filter(**{name: getattr(row, name) for name in self.siblings})
            row.number = (same.aggregate(last=Max("number"))["last"] or 0) + 1


class PracticeRuleForm(DraftForm):
    siblings = ("jurisdiction", "profession")

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
        return cleaned


class DraftCopyView(CopyView):
    """A copy begins as a new draft; with the key of the original, a form sent here would overwrite that."""

    def get_object(self, queryset=None):
        row = super().get_object(queryset)
        row.pk, row.adopted_at, row.adopted_by = None, None, None
        row._state.adding = True
        return row


class ChecklistPanel(Panel):
    """The tree as people read it, as it was saved last."""

    def __init__(self, field_name: str, **kwargs):
        super().__init__(**kwargs)
        self.field_name = field_name

    def clone_kwargs(self):
        return {**super().clone_kwargs(), "field_name": self.field_name}

    class BoundPanel(Panel.BoundPanel):
        template_name = "training/admin/_checklist.html"

        def is_shown(self):
            return bool(self.instance and self.instance.pk and getattr(self.instance, self.panel.field_name))

        def get_context_data(self, parent_context=None):
            tree = readable_tree(getattr(self.instance, self.panel.field_name))
            return {**super().get_context_data(parent_context), **tree}


def readable_tree(stream) -> dict:
    """`lines` of the tree with their citation, or `flaw`: why it cannot be meant."""
    try:
        tree = tree_of_stream(stream)
    except ValueError as error:
        return {"lines": [], "flaw": str(error)}
    known = CodeNames()
    return {"lines": [line(node, known) for node in lines(tree)] if tree else [], "flaw": ""}


def line(node, known: dict) -> dict:
    return {
        "words": capital(describe(node, known)),
        "citation": node.citation,
        "unknown": any(isinstance(each, Unknown) for each in walk(node)),
    }

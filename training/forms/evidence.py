"""Credits, exams, cards, filings and statements, each with the fields that its kind has."""

import hashlib

from django import forms

from training.actions import upload_drafts
from training.actions.evidence_submit import flaws
from training.actions.once import MOMENT
from training.evaluation.describe import hours
from training.forms.credit_lines import MOST_MINUTES, MOST_OF_A_DAY
from training.forms.parts import RowsField, add_flaws, date_field
from training.forms.uploads import FilesForm
from training.models import DeliveryMode, EvidenceKind, Jurisdiction
from training.models.scope import SCOPE_CHOICES
from training.queries.names_asked import as_asked, names_asked
from training.queries.same_course import Course, alike

WORDS = {
    EvidenceKind.CREDIT: {
        "title": ("Course", "Its name as on the certificate."),
        "provider": ("Given by", ""),
        "approval_number": ("Approval number", "If the board approved it, such as a CE Broker number."),
        "began_on": ("First day", "Empty if it took one day."),
        "happened_on": ("Last day", "The day it was completed. It counts from then."),
        "taught": ("What it taught", "As the certificate or the program says. Some states open only what was taught."),
    },
    EvidenceKind.EXAM: {
        "title": ("Exam", "Its name as on the result."),
        "provider": ("Given by", ""),
        "happened_on": ("Passed on", ""),
        "score": ("Score", "In whole points."),
    },
    EvidenceKind.CREDENTIAL: {
        "title": ("Card or degree", "Its name as it is printed there."),
        "provider": ("Issued by", ""),
        "happened_on": ("Issued on", ""),
        "ends_on": ("Last valid day", "Empty if it does not end."),
    },
    EvidenceKind.FILING: {
        "title": ("What was filed", "The name of the form or letter."),
        "jurisdiction": ("Board of", ""),
        "happened_on": ("Filed on", ""),
    },
    EvidenceKind.ATTESTATION: {
        "title": ("Statement", "What it is called."),
        "happened_on": ("Stated on", ""),
    },
}
OPTIONAL = {"approval_number", "began_on", "ends_on", "taught"}
ALWAYS = {"asked", "sure", "again", "keep", "kept", "files"}
SOMETHING_ELSE = "*"


class EvidenceForm(FilesForm):
    """The fields of one kind; the lines of a credit are a formset beside it (`with_lines`)."""

    asked = forms.ChoiceField(widget=forms.RadioSelect, error_messages={"required": "Choose one of these."})
    title = forms.CharField(max_length=200)
    provider = forms.CharField(max_length=200)
    approval_number = forms.CharField(max_length=80)
    jurisdiction = forms.ModelChoiceField(queryset=Jurisdiction.objects.all(), empty_label="Choose where")
    began_on = date_field()
    happened_on = date_field()
    ends_on = date_field()
    score = forms.IntegerField(min_value=0, max_value=1000)
    taught = forms.MultipleChoiceField(choices=SCOPE_CHOICES, widget=forms.CheckboxSelectMultiple)
    sure = forms.BooleanField(label="The certificate says so", required=False)
    again = forms.BooleanField(label="It is another course, or it was taken again", required=False)
    keep = RowsField(label="Files so far", queryset=None, required=False, widget=forms.CheckboxSelectMultiple)
    field_order = ("asked", "title", "provider", "approval_number", "jurisdiction", "began_on", "happened_on")
    field_order += ("ends_on", "score", "taught", "sure", "again", "keep", "kept", "files")
    placed_by_hand = ("taught", "sure", "again", "keep", "kept", "files")

    def __init__(self, *args, kind, practitioner, now, today, evidence=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind, self.today, self.lines, self.lines_error = EvidenceKind(kind), today, [], ""
        self.practitioner, self.now, self.evidence = practitioner, now, evidence
        self.lines_good, self.alike = True, []
        words = WORDS[self.kind]
        for name in set(self.fields) - {*words, *ALWAYS}:
            del self.fields[name]
        for name, (label, hint) in words.items():
            field = self.fields[name]
            field.label, field.help_text, field.required = label, hint, name not in OPTIONAL
        self.names = names_asked(self.kind)
        self.offer_names()
        self.keep_files_of(evidence)

    def offer_names(self) -> None:
        """A choice among the names that requirements have, as another name fills none of them."""
        if not self.names:
            del self.fields["asked"]
            return
        choice, title = self.fields["asked"], self.fields["title"]
        choice.choices = [*((name, name) for name in self.names), (SOMETHING_ELSE, "Something else")]
        choice.label, title.label, title.required = title.label, "Its name", False
        choice.help_text = "Adopted rules and schemes ask for these. Choose one even if your paper calls it otherwise."
        given = as_asked(self.initial.get("title") or "", self.names)
        if given:
            known = given in self.names
            self.initial |= {"asked": given if known else SOMETHING_ELSE, "title": "" if known else given}

    def keep_files_of(self, evidence) -> None:
        if evidence is None or not evidence.files.exists():
            del self.fields["keep"]
            return
        self.fields["keep"].queryset = evidence.files.all()
        self.fields["keep"].initial = list(evidence.files.all())
        self.fields["files"].label = "More files"

    def with_lines(self, lines: list[dict], *, good: bool = True) -> "EvidenceForm":
        """The lines of a credit; `good` is false where a row has a complaint of its own."""
        self.lines, self.lines_good = lines, good
        return self

    @property
    def drawn(self) -> list:
        """The fields that stand one below the other."""
        return [bound for bound in self.visible_fields() if bound.name not in self.placed_by_hand]

    @property
    def minutes(self) -> int:
        return sum(line["minutes"] for line in self.lines)

    @property
    def doubt(self) -> str:
        """What makes the hours look like a slip: more than any course has, or than its days hold."""
        if self.minutes > MOST_MINUTES:
            return f"{hours(self.minutes)} hours in one course?"
        data = getattr(self, "cleaned_data", {})
        first, last = data.get("began_on"), data.get("happened_on")
        days = (last - first).days + 1 if first and last and first <= last else 0
        live = sum(line["minutes"] for line in self.lines if line["mode"] != DeliveryMode.SELF_PACED)
        if days and live > days * MOST_OF_A_DAY:
            return f"{hours(live)} hours with a teacher in {days} day{'' if days == 1 else 's'}?"
        return ""

    @property
    def asks_if_sure(self) -> bool:
        return bool(self.doubt)

    @property
    def values(self) -> dict:
        """What the action takes, fields of other kinds empty."""
        empty = {"title": "", "provider": "", "approval_number": "", "jurisdiction": None, "ends_on": None}
        empty |= {"began_on": None, "happened_on": None, "score": None, "taught": []}
        return {name: self.cleaned_data.get(name) or blank for name, blank in empty.items()} | {
            "score": self.cleaned_data.get("score")
        }

    def clean(self):
        data = super().clean()
        self.clean_name(data)
        files = sum(len(data.get(name) or []) for name in ("files", "keep", "kept"))
        found = flaws(kind=self.kind, values=data, lines=self.lines, files=files, today=self.today)
        if "files" in self.errors:
            found.pop("files", None)
        add_flaws(self, {field: words for field, words in found.items() if field != "lines"})
        if self.lines_good:
            self.lines_error = found.get("lines", "") or self.asked_back(data)
        if self.kind == EvidenceKind.CREDIT and data.get("title") and data.get("happened_on"):
            self.look_for_the_same(data)
        return data

    def look_for_the_same(self, data: dict) -> None:
        """Ask back where a course like it is on record. It is never forbidden: a course may be taken again."""
        about = (data["title"], data.get("provider") or "", data.get("approval_number") or "")
        course = Course(*about, data.get("began_on"), data["happened_on"], frozenset(self.hashes(data)))
        besides = [self.evidence.pk] if self.evidence else []
        self.alike = alike(self.practitioner, course, besides=besides, until=self.now - MOMENT)
        if self.alike and not data.get("again"):
            self.add_error("again", "A course like this one is on record. Look at it, then check this box or go back.")

    def hashes(self, data: dict) -> list[str]:
        """Of each file that comes with it, new, kept from the last try, or on record."""
        fresh = [*(data.get("files") or []), *upload_drafts.as_uploads(data.get("kept") or [])]
        sent = [hashlib.sha256(upload.content).hexdigest() for upload in fresh]
        return sent + [file.sha256 for file in data.get("keep") or []]

    def clean_name(self, data: dict) -> None:
        """The title: the name chosen, or the one written where none of them fits."""
        chosen = data.get("asked")
        if chosen and chosen != SOMETHING_ELSE:
            data["title"] = chosen
        elif chosen == SOMETHING_ELSE and not data.get("title"):
            self.add_error("title", "Write its name.")
        elif data.get("title"):
            data["title"] = as_asked(data["title"], self.names)

    def asked_back(self, data: dict) -> str:
        if not self.asks_if_sure or data.get("sure"):
            return ""
        return f"{self.doubt} Look at the certificate again. If it says so, check the box below."

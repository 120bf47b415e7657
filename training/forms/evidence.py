"""Credits, exams, cards, filings and statements, each with the fields that its kind has."""

from django import forms

from training.actions.evidence_submit import flaws
from training.evaluation.describe import hours
from training.forms.credit_lines import MOST_MINUTES
from training.forms.parts import RowsField, add_flaws, date_field
from training.forms.uploads import FilesForm
from training.models import EvidenceKind, Jurisdiction
from training.models.scope import SCOPE_CHOICES
from training.queries.names_asked import as_asked, names_asked

WORDS = {
    EvidenceKind.CREDIT: {
        "title": ("Course", "Its name as on the certificate."),
        "provider": ("Given by", ""),
        "approval_number": ("Approval number", "If the board approved it, such as a CE Broker number."),
        "happened_on": ("Completed on", ""),
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
OPTIONAL = {"approval_number", "ends_on", "taught"}
SOMETHING_ELSE = "*"


class EvidenceForm(FilesForm):
    """The fields of one kind; the lines of a credit are a formset beside it (`with_lines`)."""

    asked = forms.ChoiceField(widget=forms.RadioSelect, error_messages={"required": "Choose one of these."})
    title = forms.CharField(max_length=200)
    provider = forms.CharField(max_length=200)
    approval_number = forms.CharField(max_length=80)
    jurisdiction = forms.ModelChoiceField(queryset=Jurisdiction.objects.all(), empty_label="Choose where")
    happened_on = date_field()
    ends_on = date_field()
    score = forms.IntegerField(min_value=0, max_value=1000)
    taught = forms.MultipleChoiceField(choices=SCOPE_CHOICES, widget=forms.CheckboxSelectMultiple)
    sure = forms.BooleanField(label="The certificate says so", required=False)
    keep = RowsField(label="Files so far", queryset=None, required=False, widget=forms.CheckboxSelectMultiple)
    field_order = ("asked", "title", "provider", "approval_number", "jurisdiction", "happened_on", "ends_on", "score")
    field_order += ("taught", "sure", "keep", "kept", "files")
    placed_by_hand = ("taught", "sure", "keep", "kept", "files")

    def __init__(self, *args, kind, today, evidence=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind, self.today, self.lines, self.lines_error = EvidenceKind(kind), today, [], ""
        self.lines_good = True
        words = WORDS[self.kind]
        for name in [name for name in self.fields if name not in {*words, "asked", "sure", "keep", "kept", "files"}]:
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
    def asks_if_sure(self) -> bool:
        return self.minutes > MOST_MINUTES

    @property
    def values(self) -> dict:
        """What the action takes, fields of other kinds empty."""
        empty = {"title": "", "provider": "", "approval_number": "", "jurisdiction": None, "ends_on": None}
        empty |= {"happened_on": None, "score": None, "taught": []}
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
        return data

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
        words = f"{hours(self.minutes)} hours in one course? Look at the certificate again."
        return f"{words} If it says so, check the box below."

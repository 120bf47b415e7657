"""Credits, exams, cards, filings and statements, each with the fields that its kind has."""

from django import forms
from django.conf import settings

from training.actions.evidence_submit import flaws
from training.forms.parts import add_flaws, date_field
from training.models import DeliveryMode, EvidenceKind, Jurisdiction, Subject
from training.queries.names_asked import as_asked, names_asked
from training.uploads import OFFERED, Unusable, read

ROWS = 6
MAX_FILES = 10
ACCEPT = ".pdf,.jpg,.jpeg,.png,.heic,.heif,application/pdf,image/jpeg,image/png,image/heic,image/heif"

WORDS = {
    EvidenceKind.CREDIT: {
        "title": ("Course", "Its name as on the certificate."),
        "provider": ("Given by", ""),
        "approval_number": ("Approval number", "If the board approved it, such as a CE Broker number."),
        "happened_on": ("Completed on", ""),
    },
    EvidenceKind.EXAM: {
        "title": ("Exam", "Choose the name that the requirement has."),
        "provider": ("Given by", ""),
        "happened_on": ("Passed on", ""),
        "score": ("Score", "In whole points."),
    },
    EvidenceKind.CREDENTIAL: {
        "title": ("Card or degree", "Such as CPR card or DPT."),
        "provider": ("Issued by", ""),
        "happened_on": ("Issued on", ""),
        "ends_on": ("Last valid day", "Empty if it does not end."),
    },
    EvidenceKind.FILING: {
        "title": ("What was filed", "Choose the name that the requirement has."),
        "jurisdiction": ("Board of", ""),
        "happened_on": ("Filed on", ""),
    },
    EvidenceKind.ATTESTATION: {
        "title": ("Statement", "Choose the name that the requirement has."),
        "happened_on": ("Stated on", ""),
    },
}
OPTIONAL = {"approval_number", "ends_on"}


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Several files; each is read, judged by its content and cleaned (`training.uploads`)."""

    widget = ManyFilesInput(attrs={"accept": ACCEPT})

    def clean(self, data, initial=None):
        given = [each for each in (data or []) if each] if isinstance(data, list | tuple) else [data] if data else []
        if len(given) > MAX_FILES:
            raise forms.ValidationError(f"Add at most {MAX_FILES} files.")
        return [self.read(each) for each in given]

    def read(self, file):
        if file.size > settings.EVIDENCE_MAX_BYTES:
            limit = settings.EVIDENCE_MAX_BYTES // 1048576
            raise forms.ValidationError(f"{file.name} has {file.size / 1048576:.1f} MB. The limit is {limit} MB.")
        try:
            return read(file.name, file.read(), settings.EVIDENCE_MAX_BYTES)
        except Unusable as error:
            raise forms.ValidationError(str(error)) from error


class Suggested(forms.TextInput):
    """A text that offers the names which rules and schemes ask for."""

    template_name = "django/forms/widgets/suggested.html"

    def __init__(self, suggestions: list[str], attrs=None):
        super().__init__(attrs)
        self.suggestions = suggestions

    def get_context(self, name, value, attrs):
        if self.suggestions:
            attrs = {**(attrs or {}), "list": f"{name}-names"}
        context = super().get_context(name, value, attrs)
        context["widget"]["suggestions"] = self.suggestions
        return context


class LineForm(forms.Form):
    """Hours of one subject in one delivery mode."""

    subject = forms.ChoiceField(choices=[("", "Choose"), *Subject.choices])
    mode = forms.ChoiceField(label="How", choices=[("", "Choose"), *DeliveryMode.choices])
    hours = forms.DecimalField(
        min_value=0,
        max_value=1000,
        max_digits=6,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.25"}),
    )

    def clean_hours(self):
        hours = self.cleaned_data["hours"]
        if hours * 60 != int(hours * 60) or not hours:
            raise forms.ValidationError("Write hours in quarters, such as 1.5.")
        return hours

    @property
    def line(self) -> dict | None:
        """Subject, mode and minutes, or None for an empty row."""
        if not self.has_changed():
            return None
        data = self.cleaned_data
        return {"subject": data["subject"], "mode": data["mode"], "minutes": int(data["hours"] * 60)}


class BaseLineSet(forms.BaseFormSet):
    """Any row may be left empty, also one that the page showed filled."""

    def initial_form_count(self):
        return 0 if self.is_bound else super().initial_form_count()

    def total_form_count(self):
        return ROWS


LineSet = forms.formset_factory(LineForm, formset=BaseLineSet, extra=ROWS, max_num=ROWS, validate_max=True)


class EvidenceForm(forms.Form):
    """The fields of one kind; the lines of a credit are a formset beside it."""

    title = forms.CharField(max_length=200)
    provider = forms.CharField(max_length=200)
    approval_number = forms.CharField(max_length=80)
    jurisdiction = forms.ModelChoiceField(queryset=Jurisdiction.objects.all(), empty_label="Choose where")
    happened_on = date_field()
    ends_on = date_field()
    score = forms.IntegerField(min_value=0, max_value=1000)
    keep = forms.ModelMultipleChoiceField(
        label="Files so far", queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    files = FilesField(
        label="Files",
        required=False,
        help_text=f"The certificate, card or letter: {OFFERED}, 10 MB each. Only you and your managers see them.",
    )

    def __init__(self, *args, kind, today, evidence=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind, self.today, self.lines = EvidenceKind(kind), today, []
        words = WORDS[self.kind]
        for name in [name for name in self.fields if name not in {*words, "keep", "files"}]:
            del self.fields[name]
        for name, (label, hint) in words.items():
            field = self.fields[name]
            field.label, field.help_text, field.required = label, hint, name not in OPTIONAL
        self.names = names_asked(self.kind)
        self.fields["title"].widget = Suggested(self.names)
        self.keep_files_of(evidence)

    def clean_title(self):
        return as_asked(self.cleaned_data["title"], self.names)

    def keep_files_of(self, evidence) -> None:
        if evidence is None or not evidence.files.exists():
            del self.fields["keep"]
            return
        self.fields["keep"].queryset = evidence.files.all()
        self.fields["keep"].initial = list(evidence.files.all())
        self.fields["files"].label = "More files"

    def with_lines(self, lines: list[dict]) -> "EvidenceForm":
        self.lines = lines
        return self

    @property
    def values(self) -> dict:
        """What the action takes, fields of other kinds empty."""
        empty = {"title": "", "provider": "", "approval_number": "", "jurisdiction": None, "ends_on": None}
        empty |= {"happened_on": None, "score": None}
        return {name: self.cleaned_data.get(name) or blank for name, blank in empty.items()} | {
            "score": self.cleaned_data.get("score")
        }

    def clean(self):
        data = super().clean()
        files = len(data.get("files") or []) + len(data.get("keep") or [])
        found = flaws(kind=self.kind, values=data, lines=self.lines, files=files, today=self.today)
        if "files" in self.errors:
            found.pop("files", None)
        add_flaws(self, {field: words for field, words in found.items() if field != "lines"})
        self.lines_error = found.get("lines", "")
        return data

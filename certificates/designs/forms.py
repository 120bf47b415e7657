"""The forms of the editor: a draft of a design, and a picture for it."""

from dataclasses import replace

from django import forms
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm

from certificates.designs import acts, uploaded
from certificates.designs.content import (
    ACCENT,
    LANGUAGES,
    LONGEST,
    LONGEST_SIGNATORY,
    MOST_SIGNATORIES,
    DesignContent,
    Kind,
    Layout,
    Paper,
    Signatory,
    signatory_problem,
)
from certificates.designs.packaged import WORDING, packaged
from certificates.designs.places import PLACES, braced
from certificates.models import DesignPicture
from training.forms.parts import add_flaws
from training.uploads import Unusable

LAYOUTS = {Layout.SIDE: "Side", Layout.CENTERED: "Centered"}
PAPERS = {Paper.LETTER: "Letter", Paper.A4: "A4"}
WORDS = ("title", "sentence", "sentence_of_change", "fine_print")
NUMBERS = range(1, MOST_SIGNATORIES + 1)
PARTS = ("name", "title", "picture")

LABELS = {
    "language": "Language",
    "layout": "Layout",
    "paper": "Paper",
    "accent": "Color",
    "logo": "Logo",
    "title": "Title",
    "sentence": "Sentence after the name",
    "sentence_of_change": "The same after a change",
    "fine_print": "Fine print",
    "signatories": "Who signs",
}


class PictureField(forms.ModelChoiceField):
    """A picture by its hash, which is what a design holds."""

    def __init__(self, **options):
        rows = DesignPicture.objects.defer("content")
        super().__init__(queryset=rows, to_field_name="sha256", required=False, **options)

    def clean(self, value):
        row = super().clean(value)
        return row.sha256 if row else ""


def words_field(name: str, help_text: str, rows: int = 0) -> forms.CharField:
    """Words of the paper. What is too long is told with the number of letters, so the field itself takes more."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=LABELS[name], help_text=help_text, widget=widget, max_length=4 * LONGEST[name], required=False
    )


def places_words(*kinds: str) -> str:
    """Which places there are, as the help says it."""
    known = {name: what for kind in kinds for name, what in PLACES[kind].items()}
    return "; ".join(f"{braced(name)} {what}" for name, what in known.items())


def signatory_fields() -> tuple[forms.Field, forms.Field, forms.Field]:
    """Name, title and picture of one signatory."""
    words = {"required": False, "max_length": 2 * LONGEST_SIGNATORY}
    picture = PictureField(label="Picture of the signature", empty_label="No picture")
    return forms.CharField(label="Name", **words), forms.CharField(label="What they are", **words), picture


class DesignForm(WagtailAdminModelForm):
    """A draft. What is wrong with it stands beside its field; in a preview it is said in the picture's place."""

    language = forms.ChoiceField(
        choices=LANGUAGES.items(),
        help_text="Of all that is printed. Words below that are still ours follow it when you save.",
    )
    layout = forms.ChoiceField(
        choices=LAYOUTS.items(), help_text="Lines that begin at the left, or formal ones around the middle."
    )
    paper = forms.ChoiceField(choices=PAPERS.items(), help_text="A4 outside of North America.")
    accent = forms.CharField(
        widget=forms.TextInput(attrs={"type": "color"}),
        label=LABELS["accent"],
        help_text="Dark enough to read on white paper.",
        required=False,
    )
    logo = PictureField(empty_label="No logo")
    title = words_field("title", "What the paper calls itself.")
    sentence = words_field("sentence", "", rows=3)
    sentence_of_change = words_field(
        "sentence_of_change",
        "Printed after an extension or a reduction of scope. Of a certification alone.",
        rows=2,
    )
    fine_print = words_field("fine_print", "", rows=4)

    signatory_1_name, signatory_1_title, signatory_1_picture = signatory_fields()
    signatory_2_name, signatory_2_title, signatory_2_picture = signatory_fields()
    signatory_3_name, signatory_3_title, signatory_3_picture = signatory_fields()

    class Media:
        css = {"all": ["certificates/designs.css"]}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.begin()
        for field in self.fields.values():
            field.error_messages["required"] = f"“{field.label}” is empty. Fill it in."

    def begin(self):
        """What stands in each field: the stored draft, or the packaged words."""
        if not self.instance.draft:
            self.instance.draft = packaged(self.instance.kind).to_json()
        draft = acts.content_of(self.instance)
        self.initial |= {name: value for name, value in draft.to_json().items() if name in self.fields}
        for number, each in zip(NUMBERS, draft.signatories, strict=False):
            self.initial |= {f"signatory_{number}_{part}": getattr(each, part) for part in PARTS}
        kinds = ("completion",) if draft.kind == Kind.COMPLETION else ("certification",)
        self.fields["sentence"].help_text = f"With these places: {places_words(*kinds)}."
        if acts.is_fixed(self.instance):
            self.fields["kind"].disabled = True
            self.fields["kind"].help_text = acts.FIXED

    def clean(self):
        cleaned = super().clean()
        self.content = self.content_from(cleaned).tidy()
        if not self.is_deferred_validation:
            add_flaws(self, self.flaws())
        return cleaned

    def content_from(self, cleaned) -> DesignContent:
        """What the form says. Words that are still the packaged ones follow the language and the kind."""
        kind = cleaned.get("kind") or self.instance.kind
        given = {name: cleaned.get(name) or "" for name in ("layout", "paper", "language", "logo", *WORDS)}
        content = DesignContent(
            kind=kind, accent=cleaned.get("accent") or ACCENT, signatories=self.signatories(cleaned), **given
        )
        return in_its_language(content)

    def signatories(self, cleaned) -> tuple[Signatory, ...]:
        rows = [{part: cleaned.get(f"signatory_{number}_{part}") or "" for part in PARTS} for number in NUMBERS]
        return tuple(Signatory(**row) for row in rows if any(row.values()))

    def flaws(self) -> dict[str, str]:
        """By field of this form, the sentence that says what is wrong."""
        found = self.content.problems()
        if found.pop("signatories", ""):
            found |= self.flaw_of_signatory()
        return found

    def flaw_of_signatory(self) -> dict[str, str]:
        for number in NUMBERS:
            row = {part: self.cleaned_data.get(f"signatory_{number}_{part}") or "" for part in PARTS}
            if any(row.values()) and (words := signatory_problem((Signatory(**row),))):
                return {f"signatory_{number}_name": words}
        return {}

    def validate_unique(self):
        """A name that is taken does not keep a preview back."""
        if not self.is_deferred_validation:
            super().validate_unique()

    def _post_clean(self):
        super()._post_clean()
        if hasattr(self, "content"):
            self.instance.draft = self.content.to_json()

    def save(self, commit=True):
        if not commit:
            return self.instance
        return acts.save_design(by=self.for_user, design=self.instance, now=timezone.now())


def in_its_language(content: DesignContent) -> DesignContent:
    """With our own words in its language, wherever they are ours in another or of the other kind."""
    ours = WORDING[Kind(content.kind), content.language] if content.language in LANGUAGES else {}
    changed = {name: ours.get(name, "") for name in WORDS if getattr(content, name) in packaged_words(name)}
    return replace(content, **changed) if ours else content


def packaged_words(name: str) -> set[str]:
    return {words[name] for words in WORDING.values() if name in words}


class PictureForm(WagtailAdminModelForm):
    """A picture to keep: its name and the file."""

    upload = forms.FileField(
        label="Picture",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        help_text=f"PNG or JPEG, up to {uploaded.LIMIT}. A PNG with a transparent ground looks best.",
    )

    class Meta:
        model = DesignPicture
        fields = ["name"]

    def clean_upload(self):
        try:
            uploaded.refuse_heavy(self.cleaned_data["upload"].size)
            self.picture = uploaded.read(self.cleaned_data["upload"].read())
        except Unusable as error:
            raise forms.ValidationError(str(error)) from error
        known = DesignPicture.objects.filter(sha256=self.picture.sha256).first()
        if known:
            raise forms.ValidationError(acts.known_words(known))
        return self.cleaned_data["upload"]

    def save(self, commit=True):
        return acts.add_picture(
            by=self.for_user, name=self.cleaned_data["name"], picture=self.picture, now=timezone.now()
        )

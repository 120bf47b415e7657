"""Files in a form: each is judged by its content, and the good ones outlive a mistake elsewhere in the form."""

from django import forms
from django.conf import settings

from training.models import UploadDraft
from training.uploads import OFFERED, Unusable, Upload, read

MAX_FILES = 10
ACCEPT = ".pdf,.jpg,.jpeg,.png,.heic,.heif,application/pdf,image/jpeg,image/png,image/heic,image/heif"


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Several files; each is read, judged and cleaned (`training.uploads`). `good` holds the usable ones of a try."""

    widget = ManyFilesInput(attrs={"accept": ACCEPT})
    good: list[Upload] = ()

    def clean(self, data, initial=None):
        given = [each for each in (data or []) if each] if isinstance(data, list | tuple) else [data] if data else []
        if len(given) > MAX_FILES:
            raise forms.ValidationError(f"Add at most {MAX_FILES} files.")
        self.good, problems = [], []
        for each in given:
            try:
                self.good.append(self.read(each))
            except Unusable as error:
                problems.append(str(error) if len(given) == 1 else f"{each.name}: {error}")
        if problems:
            raise forms.ValidationError(problems)
        return self.good

    def read(self, file) -> Upload:
        if file.size > settings.EVIDENCE_MAX_BYTES:
            limit = settings.EVIDENCE_MAX_BYTES // 1048576
            raise Unusable(f"{file.name} has {file.size / 1048576:.1f} MB. The limit is {limit} MB.")
        return read(file.name, file.read(), settings.EVIDENCE_MAX_BYTES)


class KeptField(forms.ModelMultipleChoiceField):
    """Files of an earlier try, each with a box to drop it."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options):
        gone = {"invalid_choice": "A file that we kept is gone. Choose it again."}
        super().__init__(UploadDraft.objects.none(), to_field_name="public_id", error_messages=gone, **options)

    def label_from_instance(self, row):
        return f"{row.original_name}, kept"


class FilesForm(forms.Form):
    """The two fields of a form that takes files; `user` is whose kept files it may take up again."""

    kept = KeptField(label="Kept from your last try", required=False, help_text="Uncheck what you do not want.")
    files = FilesField(
        label="Files",
        required=False,
        help_text=f"The certificate, card or letter: {OFFERED}, 10 MB each. Only you and your managers see them.",
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.take_up(self.asked_for() if self.is_bound else [])

    def asked_for(self) -> list[str]:
        return self.fields["kept"].widget.value_from_datadict(self.data, self.files, "kept") or []

    def take_up(self, ids: list[str]) -> None:
        field = self.fields["kept"]
        field.queryset = UploadDraft.objects.filter(user=self.user, public_id__in=ids[: 2 * MAX_FILES])
        self.has_kept = field.queryset.exists()

    @property
    def good_uploads(self) -> list[Upload]:
        """What this try sent that can be kept, whether or not the rest of the form is good."""
        return list(self.fields["files"].good)

    def offer_again(self, rows: list[UploadDraft]) -> None:
        """Show these, checked, with the next try."""
        if not rows:
            return
        self.data = self.data.copy()
        for row in rows:
            self.data.appendlist("kept", row.public_id)
        self.take_up(self.asked_for())

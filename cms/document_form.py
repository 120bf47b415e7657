"""Documents as editors add them to the library."""

from django.core.exceptions import ValidationError
from wagtail.documents.forms import BaseDocumentForm

from cms.documents import flaw_of


class DocumentForm(BaseDocumentForm):
    """Wagtail looks at the name of a file; we look into it."""

    def clean_file(self):
        file = self.cleaned_data.get("file")
        if file and "file" in self.changed_data and (flaw := flaw_of(file, file.name)):
            raise ValidationError(flaw)
        return file

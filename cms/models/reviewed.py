"""Who wrote a page, who checked it, and until when that check holds."""

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel


class Reviewed(models.Model):
    """Content with an author and a medical reviewer."""

    authors = models.CharField(max_length=200, blank=True, help_text="Names with degrees, such as Ana Ruiz, PT, DPT.")
    reviewer = models.CharField("medical reviewer", max_length=200, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    review_by = models.DateField("next review by", null=True, blank=True)

    review_panels = [
        MultiFieldPanel(
            [
                FieldPanel("authors"),
                FieldPanel("reviewer"),
                FieldRowPanel([FieldPanel("reviewed_on"), FieldPanel("review_by")]),
            ],
            heading="Authors and review",
        )
    ]

    class Meta:
        abstract = True

    def lacks_before_readers(self) -> dict[str, str]:
        """What readers are promised and this does not say yet: a sentence for each field."""
        found = {}
        if not self.authors.strip():
            found["authors"] = "Name who wrote it, before it is published."
        if not self.reviewer.strip():
            found["reviewer"] = "Name who reviewed it, before it is published: readers are told that a second one did."
        elif self.reviewer.strip().casefold() == self.authors.strip().casefold():
            found["reviewer"] = "Somebody else than the author reviews it."
        return found

    def clean(self):
        super().clean()
        if self.reviewed_on and self.review_by and self.review_by <= self.reviewed_on:
            raise ValidationError({"review_by": "The next review comes after the last one."})
        if self.reviewed_on and not self.reviewer:
            raise ValidationError({"reviewer": "Name who reviewed it on that day."})


class ReviewedForm(WagtailAdminPageForm):
    """A draft may lack its author and reviewer; what is submitted or published may not."""

    def _post_clean(self):
        super()._post_clean()
        if not self.is_deferred_validation:
            for field, words in self.instance.lacks_before_readers().items():
                if field not in self.errors:
                    self.add_error(field, words)

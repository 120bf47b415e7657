"""The question that publishing a module asks: is the change minor, or must those who completed it read it?

The answer is written in the page's form and travels with the draft: to the day of a schedule, through a review. The act
of publishing that it was given for keeps it (`training.models.Publication`), and the page forgets it.
"""

from django import forms
from django.db.models import Q
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Revision

from training.actions.module import content_hash
from training.models import Module, Publication
from training.queries.publications import concerned, last_offered

Change = Publication.Change
ANSWERS = [
    (Change.MINOR, "Minor: wording, layout, typing errors. Nobody is asked to do anything."),
    (
        Change.MATERIAL,
        "Material: what a therapist should do or know is different. Those who completed it are asked to read it.",
    ),
]
FIELDS = ("change", "change_note")


class ChangeQuestion(forms.Form):
    """The fields of the question, for the form of a module's page; a draft need not answer."""

    change = forms.ChoiceField(label="The change is", choices=ANSWERS, required=False, widget=forms.RadioSelect)
    change_note = forms.CharField(
        label="What changed",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text="With a material change: to those who completed the module, in a sentence or two. They read it in "
        "their mail and above the lessons. With a minor one it is kept and sent to nobody.",
    )


def flaws_of_answer(page) -> dict[str, str]:
    """What is missing beside each field, if `page` is published as it is; the answer to a first publishing is known."""
    if not differs(page):
        return {}
    if not page.change:
        return {"change": "The module is not what people start now. Say whether the change is minor or material."}
    if page.change == Change.MATERIAL and not page.change_note.strip():
        return {"change_note": "Say what changed, for those who completed the module."}
    return {}


def differs(page) -> bool:
    """Whether what stands in `page` is something else than what people start now, or started last."""
    module = known(page)
    before = module and last_offered(module)
    return before is not None and before.content_hash != hash_of(page)


def known(page) -> Module | None:
    """The module of this page, once it was published; an alias is another page's."""
    if page.pk is None or page.alias_of_id:
        return None
    return Module.objects.select_related("current").filter(key=page.translation_key, revisions__isnull=False).first()


def hash_of(page) -> str:
    from cms.freezing import Files, content_of

    return content_hash(content_of(page, Files))


def forget_answer(page, revision: Revision | None) -> None:
    """After publishing: the next edit, a copy or an older revision begins without an answer.

    A draft that was written later than what was published keeps its own.
    """
    type(page).objects.filter(pk=page.pk).update(**dict.fromkeys(FIELDS, ""))
    older = page.revisions.filter(pk__lte=revision.pk) if revision else page.revisions.none()
    for each in older.filter(Q(content__change__in=Change.values) | ~Q(content__change_note="")):
        each.content |= dict.fromkeys(FIELDS, "")
        each.save(update_fields=["content"])
    if revision:
        revision.content |= dict.fromkeys(FIELDS, "")


class ChangePanel(MultiFieldPanel):
    """The question, with how many people an answer concerns; not there before the module was published once."""

    def __init__(self, **given):
        super().__init__(**{"children": [FieldPanel(name) for name in FIELDS], "heading": "This change", **given})

    class BoundPanel(MultiFieldPanel.BoundPanel):
        template_name = "cms/admin/change_panel.html"

        def __init__(self, **given):
            super().__init__(**given)
            self.module = known(self.instance)

        def is_shown(self):
            return self.module is not None and super().is_shown()

        def get_context_data(self, parent_context=None):
            """With how many people a material change would ask: all who completed the module."""
            context = super().get_context_data(parent_context)
            return {**context, "asked": concerned(self.module, "").count()}

"""The blocks of a training module besides its lessons: questions and credit."""

from wagtail import blocks

from cms.blocks import FigureBlock, ReferenceBlock, refuse
from training.models.fields import DeliveryMode, Subject


class OptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=300)
    correct = blocks.BooleanBlock(required=False, label="This is right")


class QuestionBlock(blocks.StructBlock):
    """What every kind of question has. The key never leaves the server before somebody submits."""

    text = blocks.TextBlock(label="Question", max_length=600)
    figure = blocks.ListBlock(
        FigureBlock(),
        default=[],
        max_num=1,
        help_text="One picture, if the question is about what is seen. Its words must not give the answer away.",
    )
    feedback = blocks.TextBlock(
        max_length=1200, help_text="Why. Shown with a pass; after a failed try only to those who got it right."
    )
    reference = blocks.CharBlock(max_length=300, help_text="Where it can be read.")
    pool = blocks.CharBlock(
        required=False,
        max_length=40,
        help_text="Questions with the same word here stand for one another. How many of them a try asks is said below.",
    )


def flaw_of_options(options) -> str:
    """What is wrong with options whatever the kind: too few, none right, or one of them twice."""
    texts = [option["text"].strip().casefold() for option in options]
    if len(texts) < 2:
        return "A question needs at least 2 options."
    if len(set(texts)) < len(texts):
        return "Two options say the same."
    if not any(option["correct"] for option in options):
        return "Mark at least one option as right."
    return ""


class ChoiceQuestionBlock(QuestionBlock):
    """A question that is answered by choosing."""

    options = blocks.ListBlock(OptionBlock(), max_num=8)
    keep_order = blocks.BooleanBlock(
        required=False,
        label="Keep this order",
        help_text="For options such as “None of these”, even where they shuffle.",
    )

    def clean(self, value):
        value = super().clean(value)
        if not self.is_deferred_validation:
            refuse(options=self.what_is_wrong(value))
        return value

    def what_is_wrong(self, value) -> str:
        """The sentence that tells the editor what to mend, or nothing."""
        return flaw_of_options(value["options"])

    class Meta:
        form_layout = ["text", "figure", "options", "keep_order", "feedback", "reference", "pool"]


class SingleBlock(ChoiceQuestionBlock):
    def what_is_wrong(self, value) -> str:
        right = sum(1 for option in value["options"] if option["correct"])
        more = "Only one option can be right here. Use “Several are right” for more." if right > 1 else ""
        return super().what_is_wrong(value) or more

    class Meta:
        icon = "radio-empty"
        label = "One is right"


class MultipleBlock(ChoiceQuestionBlock):
    class Meta:
        icon = "tick-inverse"
        label = "Several are right"


class TrueFalseBlock(QuestionBlock):
    correct = blocks.ChoiceBlock(choices=[("true", "True"), ("false", "False")], label="The statement is")

    class Meta:
        icon = "check"
        label = "True or false"
        form_layout = ["text", "figure", "correct", "feedback", "reference", "pool"]


class NumericBlock(QuestionBlock):
    value = blocks.DecimalBlock(label="The right number", max_digits=15, decimal_places=6)
    tolerance = blocks.DecimalBlock(
        default=0,
        min_value=0,
        max_digits=15,
        decimal_places=6,
        help_text="How far off is still right. 0: exactly this number.",
    )
    unit = blocks.CharBlock(required=False, max_length=20, help_text="Stands behind the field, such as cm or minutes.")

    class Meta:
        icon = "decimal"
        label = "A number"
        form_layout = ["text", "figure", "value", "tolerance", "unit", "feedback", "reference", "pool"]


class QuestionsBlock(blocks.StreamBlock):
    single = SingleBlock()
    multiple = MultipleBlock()
    true_false = TrueFalseBlock()
    numeric = NumericBlock()


class DrawBlock(blocks.StructBlock):
    pool = blocks.CharBlock(max_length=40, help_text="The word that its questions have.")
    count = blocks.IntegerBlock(min_value=1, max_value=200, label="Questions drawn")

    class Meta:
        icon = "pick"
        label = "Draw"


class DrawsBlock(blocks.StreamBlock):
    draw = DrawBlock()


class CreditBlock(blocks.StructBlock):
    subject = blocks.ChoiceBlock(choices=Subject.choices)
    mode = blocks.ChoiceBlock(choices=DeliveryMode.choices, default=DeliveryMode.SELF_PACED)
    minutes = blocks.IntegerBlock(min_value=5, max_value=6000)

    class Meta:
        icon = "time"
        label = "Credit"


class CreditLinesBlock(blocks.StreamBlock):
    line = CreditBlock()


class ApprovalBlock(blocks.StructBlock):
    body = blocks.CharBlock(max_length=120, label="Approved by", help_text="Such as a state's board.")
    number = blocks.CharBlock(max_length=60, required=False, label="Approval number")

    class Meta:
        icon = "clipboard-list"
        label = "Approval"


class ApprovalsBlock(blocks.StreamBlock):
    approval = ApprovalBlock()


class SourcesBlock(blocks.StreamBlock):
    """Sources of the whole module; a lesson may list its own."""

    reference = ReferenceBlock(icon="list-ul", label="Reference")


class ModulesBlock(blocks.StreamBlock):
    """Modules in an order."""

    module = blocks.PageChooserBlock(page_type="cms.ModulePage", icon="doc-full", label="Module")

"""What readers' answers tell about a quiz: a page for each module, and a report over all of them. Nobody is named."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.urls import path, reverse_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button

from cms.models import ModulePage
from cms.module_admin import ModuleView, may_write, way_in
from training.item_statistics import ENOUGH, RARELY_CHOSEN, TELLS_LITTLE, Figures, Flag, OptionUse
from training.models import Module
from training.permissions import is_editor
from training.queries.item_analysis import Item, item_analysis
from training.question_kinds import is_right
from training.wordings import wording_of

REPORT_TITLE = "Questions to look at"
FLAG_WORDS = {
    Flag.AGAINST: "Those who know more get it wrong: check the key, and whether the words mislead.",
    Flag.HARD: "Few get it right: is it taught, and is it clear?",
    Flag.LITTLE: "It hardly tells who knows more.",
    Flag.EASY: "Nearly everybody gets it right.",
    Flag.UNUSED: "A wrong option is hardly ever chosen: make it more plausible, or leave it out.",
}


@dataclass(frozen=True, slots=True)
class OptionRow:
    """An option with its shares in percent; None where there are too few to compare."""

    text: str
    good: bool
    share: int
    best: int | None
    last: int | None
    rare: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A question as the page shows it."""

    item: Item
    options: list[OptionRow]
    flags: list[str]

    @property
    def wording(self) -> str:
        return wording_of(self.item.question)

    @property
    def right(self) -> int | None:
        return percent(self.item.figures.difficulty) if self.item.figures else None

    @property
    def time(self) -> str:
        """The median time, “1:05”."""
        seconds = self.item.figures.seconds if self.item.figures else None
        return "" if seconds is None else "{}:{:02}".format(*divmod(round(seconds), 60))

    @property
    def discrimination(self) -> str:
        found = self.item.figures.discrimination if self.item.figures else None
        return "" if found is None else f"{found:.2f}".replace("-", "\u2212")


def percent(share: float | None) -> int | None:
    return None if share is None else round(share * 100)


def row_of(item: Item) -> Row:
    found = item.figures
    flags = [FLAG_WORDS[flag] for flag in found.flags] if found else []
    return Row(item, option_rows(item.question, found) if found else [], flags)


def option_rows(question: dict, found: Figures) -> list[OptionRow]:
    """Each option, or each number that was written most often."""
    texts = {option["id"]: option["text"] for option in question["options"]}
    return [option_row(texts.get(used.id, used.id), is_good(question, used.id), used) for used in found.options]


def option_row(text: str, good: bool, used: OptionUse) -> OptionRow:
    return OptionRow(
        text, good, percent(used.share), percent(used.best), percent(used.last), used.share < RARELY_CHOSEN
    )


def is_good(question: dict, option: str) -> bool:
    """Whether an option belongs to the key, or a number would be right."""
    return option in question["answer"] or (not question["options"] and is_right(question, [option]))


class QuizFigures(ModuleView, TemplateView):
    """Each question of a module with its figures."""

    template_name = "cms/admin/quiz_figures.html"
    page_title = "Answers to the quiz"
    header_icon = "help"
    breadcrumbs_items = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": reverse_lazy("quiz_report"), "label": REPORT_TITLE},
    ]

    def get_page_subtitle(self):
        return self.page.get_admin_display_title()

    def get_context_data(self, **kwargs):
        module = Module.objects.select_related("current").filter(key=self.page.translation_key).first()
        rows = [row_of(each) for each in item_analysis(module)] if module else []
        return {**super().get_context_data(**kwargs), "rows": rows, "enough": ENOUGH, "least": TELLS_LITTLE}


class QuizReport(WagtailAdminTemplateMixin, TemplateView):
    """Every module with the questions to look at, as the tick counted them last: a count takes a second for each."""

    template_name = "cms/admin/quiz_report.html"
    page_title = REPORT_TITLE
    header_icon = "help"

    def dispatch(self, request, *args, **kwargs):
        if not is_editor(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        modules = {module.key: module for module in Module.objects.select_related("figures")}
        pages = ModulePage.objects.filter(alias_of=None, translation_key__in=modules).order_by("title")
        shown = [page for page in pages if may_write(self.request.user, page)]
        summaries = [summary_of(page, modules[page.translation_key]) for page in shown]
        return {**super().get_context_data(**kwargs), "modules": summaries, "enough": ENOUGH}


def summary_of(page: ModulePage, module: Module) -> dict:
    """A module's part of the report: what was counted last, and the questions with a flag."""
    counted = getattr(module, "figures", None)
    flagged = [line | {"words": words_of(line["flags"])} for line in counted.flagged] if counted else []
    return {"page": page, "counted": counted, "flagged": flagged}


def words_of(flags: list[str]) -> list[str]:
    return [FLAG_WORDS[Flag(flag)] for flag in flags]


def ways_in(page, user) -> Iterator[Button]:
    yield from way_in(page, user, QuizFigures, "quiz_figures", 66)


urls = [
    path("reports/questions/", QuizReport.as_view(), name="quiz_report"),
    path("modules/<int:pk>/answers/", QuizFigures.as_view(), name="quiz_figures"),
]

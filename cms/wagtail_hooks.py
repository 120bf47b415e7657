"""What the editor shows besides pages: requests for a consultation, to read only; figures and tables of quizzes; the
way back to the desk.
"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import formats, timezone
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from cms import consultation_admin, label_placing  # noqa: F401 - registers the form of labeled figures
from cms.approval import ApprovedPages
from cms.errata import urls as errata_urls
from cms.errata import ways_in as ways_to_errata
from cms.freezing import freeze_page, live_pages
from cms.models import ConsultationRequest, ModulePage
from cms.overdue import OverdueReviews, overdue_words
from cms.privacy import WORDS as PRIVATE
from cms.privacy import is_narrow
from cms.question_sheet import urls as sheet_urls
from cms.question_sheet import ways_in as ways_to_sheet
from cms.quiz_figures import urls as figures_urls
from cms.quiz_figures import ways_in as ways_to_figures
from training.admin_policies import Only
from training.permissions import is_editor, may_enter_desk

register_permission_policy(ConsultationRequest, Only(ConsultationRequest, {"view"}))


def received(asked: ConsultationRequest) -> str:
    return formats.date_format(timezone.localtime(asked.received_at), "M j, Y, g:i A")


class ConsultationViewSet(ModelViewSet):
    model = ConsultationRequest
    name = "consultations"
    url_prefix = "consultations"
    icon = "mail"
    menu_label = "Consultations"
    menu_order = 260
    add_to_admin_menu = True
    inspect_view_enabled = True
    copy_view_enabled = False
    form_fields = []
    index_view_class = consultation_admin.Listed
    inspect_view_class = consultation_admin.Opened
    ordering = ["-received_at"]
    list_display = [
        "name",
        Column("received", label="Received", accessor=received),
        Column("clinic", label="Clinic"),
        Column("when", label="Call", accessor="get_when_display"),
    ]
    list_filter = ["clinic", "when"]
    search_fields = ["name", "email"]
    search_backend_name = None
    inspect_view_fields = ["name", "email", "phone", "clinic", "when", "message", "received_at", "agreed_at"]


@hooks.register("register_admin_viewset")
def consultations():
    return ConsultationViewSet()


class DeskItem(MenuItem):
    """Back to the desk, for whom it is open."""

    def is_shown(self, request):
        return bool(may_enter_desk(request.user))


@hooks.register("register_admin_menu_item")
def desk():
    return DeskItem("Desk", reverse("desk:today"), icon_name="arrow-left", order=1)


@hooks.register("register_admin_viewset", order=1)  # after Wagtail's own, which it stands in for
def pages():
    return ApprovedPages()


@hooks.register("before_bulk_action")
def publish_one_by_one(request, action_type, objects, action):
    """Many at once would be published without the form that asks for author, reviewer and competencies."""
    if action_type == "publish":
        messages.error(request, "Open a page to publish it: its form says what is still missing.")
        return redirect(action.next_url)
    return None


@hooks.register("before_edit_page")
def say_overdue(request, page):
    words = overdue_words(page, request.today)
    if words and request.method == "GET":
        messages.warning(request, f"{words}. Read it again, then write who reviewed it, when, and the next date.")


@hooks.register("before_edit_page")
def ask_anew(request, page):
    """An older revision that is opened to be published again brings no answer: it was given for another change."""
    if isinstance(page, ModulePage) and request.method == "GET" and "revision_id" in request.resolver_match.kwargs:
        page.change = page.change_note = ""


@hooks.register("before_serve_document")
def library_is_for_writing(document, request):
    """Readers of a lesson get the copy that was kept for it; nothing else of ours leads into the library."""
    if not is_editor(request.user):
        raise Http404


@hooks.register("before_edit_page")
def say_private(request, page):
    if isinstance(page, ModulePage) and request.method == "GET" and page.live and is_narrow(page):
        messages.warning(request, PRIVATE)


@hooks.register("before_unpublish_page")
@hooks.register("before_delete_page")
def say_what_ends(request, page):
    if isinstance(page, ModulePage) and request.method == "GET" and page.live and page.alias_of_id is None:
        messages.warning(request, "New starts end. Who began the module may finish it, and every completion stays.")


@hooks.register("after_convert_alias_page")
def freeze_what_was_an_alias(request, page):
    """It is a module of its own from now on; Wagtail tells nobody that it was published."""
    if isinstance(page, ModulePage) and live_pages().filter(pk=page.pk).exists():
        freeze_page(page, by=request.user, now=request.now)


@hooks.register("construct_homepage_panels")
def overdue_reviews(request, panels):
    panels.append(OverdueReviews())


@hooks.register("register_admin_urls")
def quiz_pages():
    return [*figures_urls, *sheet_urls, *errata_urls]


@hooks.register("register_page_header_buttons")
def quiz_from_form(page, user, view_name, next_url=None):
    yield from ways_to_figures(page, user)
    yield from ways_to_sheet(page, user)
    yield from ways_to_errata(page, user)


@hooks.register("register_page_listing_more_buttons")
def quiz_from_list(page, user, next_url=None):
    yield from ways_to_figures(page.specific_deferred, user)
    yield from ways_to_sheet(page.specific_deferred, user)
    yield from ways_to_errata(page.specific_deferred, user)


class QuestionsItem(MenuItem):
    """Among the reports, for those who write quizzes."""

    def is_shown(self, request):
        return is_editor(request.user)


@hooks.register("register_reports_menu_item")
def questions_report():
    return QuestionsItem("Questions to look at", reverse("quiz_report"), icon_name="help", order=600)

"""The part of the editor where managers draft rules and keep clinics."""

from django.forms import Select
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from training.admin_choosers import ChooserForReaders
from training.admin_policies import Clinics, Logins, Only
from training.forms.zones import zone_select
from training.house_admin import ClinicForm, EditOwnClinic, JurisdictionForm, OrganizationForm, SchemeForm
from training.models import (
    Clinic,
    HousePolicy,
    Jurisdiction,
    Organization,
    PracticeRule,
    Scheme,
    SchemeVersion,
    User,
)
from training.rule_admin import (
    ChecklistPanel,
    DeleteUnlessAdopted,
    DraftCopyView,
    DraftForm,
    EditUnlessAdopted,
    PracticeRuleForm,
    SchemeVersionForm,
)
from training.scheme_admin import AddScheme, AddVersion, EditVersion

# People sign up or are invited, and are deactivated, never deleted; jurisdictions come from the research table.
register_permission_policy(User, Logins(User, {"change", "view"}))
register_permission_policy(Jurisdiction, Only(Jurisdiction, {"change", "view"}))
register_permission_policy(PracticeRule, Only(PracticeRule, {"add", "change", "view"}))
register_permission_policy(HousePolicy, Only(HousePolicy, {"add", "change", "view"}))
register_permission_policy(Scheme, Only(Scheme, {"add", "change", "view"}, administrators={"add"}))
register_permission_policy(SchemeVersion, Only(SchemeVersion, {"add", "change", "view"}))
register_permission_policy(Clinic, Clinics(Clinic, {"add", "change", "view"}, administrators={"add"}))
register_permission_policy(Organization, Only(Organization, {"change"}, administrators={"change"}))

Organization.edit_handler = ObjectList(
    [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("time_zone", widget=zone_select())], heading="Who certifies"),
        MultiFieldPanel([FieldPanel("contact_email"), FieldPanel("phone")], heading="How to reach you"),
        MultiFieldPanel(
            [FieldPanel("check_good_for_days"), FieldPanel("review_tolerance_days")], heading="How long a look holds"
        ),
    ],
    base_form_class=OrganizationForm,
)


class RowViewSet(SnippetViewSet):
    """What all of these share: a page to read a row, and no deletion."""

    inspect_view_enabled = True
    copy_view_enabled = False
    chooser_viewset_class = ChooserForReaders
    list_per_page = 60


class DraftViewSet(RowViewSet):
    """Rows that are drafted, then adopted at the desk and frozen."""

    edit_view_class = EditUnlessAdopted
    delete_view_class = DeleteUnlessAdopted
    copy_view_enabled = True
    copy_view_class = DraftCopyView

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(**{"inspect_url_name": self.get_url_name("inspect"), **kwargs})


class PracticeRuleViewSet(DraftViewSet):
    model = PracticeRule
    icon = "clipboard-list"
    menu_label = "Practice rules"
    list_display = ["jurisdiction", "profession", "number", "state", "status"]
    list_filter = ["state", "status", "jurisdiction"]
    search_fields = ["jurisdiction__name", "citation"]
    search_backend_name = None
    inspect_view_fields = [
        "jurisdiction", "profession", "number", "state", "status", "position", "position_basis", "effective_from",
        "effective_until", "requirements", "provisional", "provisional_months", "citation", "review_on",
        "adopted_at", "adopted_by",
    ]  # fmt: skip
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("jurisdiction", widget=Select), FieldPanel("profession")]),
            FieldPanel("status"),
            MultiFieldPanel([FieldPanel("position"), FieldPanel("position_basis")], heading="Our position"),
            FieldRowPanel([FieldPanel("effective_from"), FieldPanel("effective_until"), FieldPanel("review_on")]),
            ChecklistPanel("requirements", heading="As it reads"),
            FieldPanel("requirements"),
            MultiFieldPanel(
                [
                    ChecklistPanel("provisional", heading="As it reads"),
                    FieldPanel("provisional"),
                    FieldPanel("provisional_months"),
                ],
                heading="Provisional practice",
            ),
            FieldPanel("citation"),
        ],
        base_form_class=PracticeRuleForm,
    )


class HousePolicyViewSet(DraftViewSet):
    model = HousePolicy
    icon = "home"
    menu_label = "House policies"
    list_display = ["name", "effective_from", "effective_until", "adopted_by"]
    inspect_view_fields = ["name", "effective_from", "effective_until", "requirements", "adopted_at", "adopted_by"]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("jurisdictions"),
            FieldRowPanel([FieldPanel("effective_from"), FieldPanel("effective_until")]),
            ChecklistPanel("requirements", heading="As it reads"),
            FieldPanel("requirements"),
        ],
        base_form_class=DraftForm,
    )


class SchemeViewSet(RowViewSet):
    model = Scheme
    icon = "success"
    menu_label = "Schemes"
    list_display = ["name", "profession"]
    add_view_class = AddScheme
    edit_handler = ObjectList(
        [
            HelpPanel(template="training/admin/_scheme_next.html"),
            FieldPanel("name"),
            FieldPanel("slug"),
            FieldPanel("profession"),
            FieldPanel("summary"),
        ],
        base_form_class=SchemeForm,
    )


class SchemeVersionViewSet(DraftViewSet):
    model = SchemeVersion
    add_view_class = AddVersion
    edit_view_class = EditVersion
    icon = "history"
    menu_label = "Scheme versions"
    list_display = ["scheme", "number", "effective_from", "effective_until", "adopted_by"]
    list_filter = ["scheme"]
    inspect_view_fields = [
        "scheme", "number", "effective_from", "effective_until", "initial", "renewal", "throughout", "cycle_months",
        "window_months", "grace_months", "certificate_words", "scope", "adopted_at", "adopted_by",
    ]  # fmt: skip
    edit_handler = ObjectList(
        [
            HelpPanel(template="training/admin/_version_next.html"),
            FieldPanel("scheme", widget=Select),
            FieldRowPanel([FieldPanel("effective_from"), FieldPanel("effective_until")]),
            ChecklistPanel("initial", heading="A first award, as it reads"),
            FieldPanel("initial"),
            ChecklistPanel("renewal", heading="A renewal, as it reads"),
            FieldPanel("renewal"),
            ChecklistPanel("throughout", heading="All the time, as it reads"),
            FieldPanel("throughout"),
            FieldRowPanel([FieldPanel("cycle_months"), FieldPanel("window_months"), FieldPanel("grace_months")]),
            FieldPanel("certificate_words"),
            FieldPanel("scope"),
        ],
        base_form_class=SchemeVersionForm,
    )


class ClinicViewSet(RowViewSet):
    model = Clinic
    icon = "site"
    menu_label = "Clinics"
    edit_view_class = EditOwnClinic
    inspect_view_fields = [
        "name", "jurisdiction", "time_zone", "street", "city", "postal_code", "phone", "lead", "managers", "closed_on",
    ]  # fmt: skip
    list_display = ["name", "city", "jurisdiction", "time_zone"]
    list_filter = ["jurisdiction"]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldRowPanel(
                [
                    FieldPanel("jurisdiction", widget=Select),
                    FieldPanel("time_zone", widget=zone_select(), help_text="Of the place."),
                ]
            ),
            FieldPanel("street"),
            FieldRowPanel([FieldPanel("city"), FieldPanel("postal_code")]),
            FieldPanel("phone"),
            FieldPanel("lead"),
            FieldPanel("closed_on", help_text="The first day on which nobody works there. Empty while it is open."),
        ],
        base_form_class=ClinicForm,
    )

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(**{"inspect_url_name": self.get_url_name("inspect"), **kwargs})


class JurisdictionViewSet(RowViewSet):
    """The research table is loaded by a command; only the board's address is kept by hand."""

    model = Jurisdiction
    icon = "globe"
    menu_label = "Jurisdictions"
    list_display = ["name", "code", "status", "confidence", "lookup_url"]
    list_filter = ["status", "confidence"]
    search_fields = ["name", "code"]
    search_backend_name = None
    edit_handler = ObjectList(
        [
            FieldPanel("name", read_only=True),
            FieldPanel("status", read_only=True),
            FieldPanel("citation", read_only=True),
            FieldPanel("source", read_only=True),
            FieldPanel("notes", read_only=True),
            FieldPanel("lookup_url"),
        ],
        base_form_class=JurisdictionForm,
    )


class Rules(SnippetViewSetGroup):
    menu_label = "Rules"
    menu_icon = "clipboard-list"
    menu_order = 250
    items = (
        PracticeRuleViewSet,
        HousePolicyViewSet,
        SchemeViewSet,
        SchemeVersionViewSet,
        ClinicViewSet,
        JurisdictionViewSet,
    )


register_snippet(Rules)

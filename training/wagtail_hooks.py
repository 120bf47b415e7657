"""The part of the editor where managers draft rules and keep clinics."""

from django.db.models import DateTimeField
from django.forms import Select
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.fields import register_display_class
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from training.admin_lists import Moment, RowViewSet
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
    DeleteUnlessAdopted,
    DraftCopyView,
    EditUnlessAdopted,
    HousePolicyForm,
    PracticeRuleForm,
    ReadVersion,
    SchemeVersionForm,
)
from training.rule_preview import ChecklistPanel, ExpiryPanel
from training.rule_preview import urls as preview_urls
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

# The page to read a row would print UTC beside the list's own zone.
register_display_class(DateTimeField, display_class=Moment)

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


class DraftViewSet(RowViewSet):
    """Rows that are drafted, then adopted at the desk and frozen."""

    edit_view_class = EditUnlessAdopted
    delete_view_class = DeleteUnlessAdopted
    copy_view_enabled = True
    copy_view_class = DraftCopyView
    inspect_view_class = ReadVersion
    inspect_template_name = "training/admin/version.html"

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
        "jurisdiction", "profession", "number", "state", "status", "citation", "note", "requirements", "provisional",
        "provisional_months", "provisional_anchor", "provisional_scope", "scope", "scope_from_training", "duties",
        "position", "position_basis", "effective_from", "effective_until", "review_on", "adopted_at", "adopted_by",
    ]  # fmt: skip
    edit_handler = ObjectList(
        [
            HelpPanel(template="training/admin/_rule_next.html"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("jurisdiction", widget=Select), FieldPanel("profession")]),
                    FieldPanel("status", help_text="What the law says. A prohibition asks for nothing: it stands."),
                    FieldPanel("citation", help_text="The statute or rule, as it is quoted to people."),
                    FieldPanel("note"),
                ],
                heading="Whose law it is",
            ),
            MultiFieldPanel(
                [FieldPanel("requirements"), ChecklistPanel("requirements")],
                heading="What it asks for",
                help_text="All of these must be met, besides a license in good standing, which every rule implies. "
                "Whatever nobody has read yet is an “Unknown”.",
            ),
            MultiFieldPanel(
                [
                    FieldPanel("provisional"),
                    FieldRowPanel([FieldPanel("provisional_months"), FieldPanel("provisional_anchor")]),
                    FieldPanel("provisional_scope"),
                    ChecklistPanel("provisional"),
                ],
                heading="Provisional practice",
                help_text="Only where the rule has a stage: what opens practice while the rest is completed.",
            ),
            MultiFieldPanel(
                [FieldPanel("scope"), FieldPanel("scope_from_training")],
                heading="Scope",
                help_text="What a person who meets all of it may needle.",
            ),
            MultiFieldPanel([FieldPanel("duties")], heading="Duties"),
            MultiFieldPanel(
                [FieldPanel("position"), FieldPanel("position_basis")],
                heading="Our position",
                help_text="Only where the law is silent or unclear. It is adopted with the rule, at the desk.",
            ),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("effective_from"), FieldPanel("effective_until"), FieldPanel("review_on")])],
                heading="Dates",
                help_text="Drafts may overlap. Adopting one ends the version before on the day before.",
            ),
        ],
        base_form_class=PracticeRuleForm,
    )


class HousePolicyViewSet(DraftViewSet):
    model = HousePolicy
    icon = "home"
    menu_label = "House policies"
    list_display = ["name", "effective_from", "effective_until", "adopted_by"]
    inspect_view_fields = [
        "name", "jurisdictions", "requirements", "effective_from", "effective_until", "adopted_at", "adopted_by",
    ]  # fmt: skip
    edit_handler = ObjectList(
        [
            HelpPanel(template="training/admin/_policy_next.html"),
            FieldPanel("name"),
            FieldPanel("jurisdictions", help_text="Where it joins the law. None chosen: everywhere."),
            MultiFieldPanel(
                [FieldPanel("requirements"), ChecklistPanel("requirements")],
                heading="What we ask for besides the law",
                help_text="All of these, on top of each rule that it joins. It cannot loosen one.",
            ),
            FieldRowPanel([FieldPanel("effective_from"), FieldPanel("effective_until")]),
        ],
        base_form_class=HousePolicyForm,
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
        "window_months", "grace_months", "expiry_mode", "minimum_months", "certificate_words", "scope", "adopted_at",
        "adopted_by",
    ]  # fmt: skip
    edit_handler = ObjectList(
        [
            HelpPanel(template="training/admin/_version_next.html"),
            FieldPanel("scheme", widget=Select),
            FieldRowPanel([FieldPanel("effective_from"), FieldPanel("effective_until")]),
            MultiFieldPanel([FieldPanel("initial"), ChecklistPanel("initial")], heading="A first award asks for"),
            MultiFieldPanel([FieldPanel("renewal"), ChecklistPanel("renewal")], heading="A renewal asks for"),
            MultiFieldPanel([FieldPanel("throughout"), ChecklistPanel("throughout")], heading="Must hold all the time"),
            MultiFieldPanel(
                [
                    FieldRowPanel(
                        [
                            FieldPanel("cycle_months", help_text="Months that one cycle is valid."),
                            FieldPanel("window_months", help_text="Months before the end when renewal opens."),
                            FieldPanel("grace_months", help_text="Months after the end with the short way back."),
                        ]
                    ),
                    FieldPanel(
                        "expiry_mode",
                        help_text="The old expiry: renewing early loses nothing. The day it was complete: the new time "
                        "begins there. A fixed anniversary: the end stays on its day of the year.",
                    ),
                    FieldPanel("minimum_months"),
                    ExpiryPanel(heading="Finish by, valid until"),
                ],
                heading="How long it is valid",
            ),
            MultiFieldPanel([FieldPanel("certificate_words"), FieldPanel("scope")], heading="The certificate"),
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


@hooks.register("register_admin_urls")
def previews():
    return preview_urls

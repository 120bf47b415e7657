"""How clinics, schemes and the organization are kept in the editor: each save is one act, on record."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.snippets.views.snippets import EditView

from training.actions import clinic as clinics
from training.actions import jurisdiction as jurisdictions
from training.actions import organization as organizations
from training.actions import scheme as schemes
from training.forms.parts import add_flaws
from training.models import User
from training.permissions import is_administrator, may_keep_clinic


class KeptForm(WagtailAdminModelForm):
    """A form whose save is an act. What this person may not change, or what stays, is shown and not taken."""

    def act(self, **who):
        raise NotImplementedError

    def save(self, commit=True):
        return self.act(by=self.for_user, now=timezone.now())

    def close(self, names, why: str) -> None:
        """Show these fields, take nothing for them, and say why."""
        for name in names:
            if name in self.fields:
                self.fields[name].disabled = True
                self.fields[name].help_text = why


class OrganizationForm(KeptForm):
    def act(self, **who):
        return organizations.save_organization(organization=self.instance, **who)


class JurisdictionForm(KeptForm):
    def act(self, **who):
        return jurisdictions.keep_lookup(place=self.instance, **who)


class SchemeForm(KeptForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if schemes.is_fixed(self.instance):
            self.close(schemes.FIXED, schemes.STAYS)
        if not is_administrator(self.for_user):
            self.close(schemes.NAMED, "An administrator changes this.")

    def act(self, **who):
        return schemes.save_scheme(scheme=self.instance, **who)


class ClinicForm(KeptForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if clinics.is_fixed(self.instance):
            self.close(clinics.FIXED, clinics.STAYS)
        self.fields["lead"].queryset = User.objects.filter(manager_rows__clinic=self.instance.pk).order_by("email")
        self.fields["lead"].help_text = "One of the clinic's managers, told when somebody here may no longer practice."

    def act(self, **who):
        return clinics.save_clinic(clinic=self.instance, **who)

    def _post_clean(self):
        super()._post_clean()
        add_flaws(self, clinics.flaws(self.instance))


class EditOwnClinic(EditView):
    """Another manager's clinic is shown instead, with the reason."""

    inspect_url_name = None

    def dispatch(self, request, *args, **kwargs):
        verdict = may_keep_clinic(request.user, self.object)
        if verdict:
            return super().dispatch(request, *args, **kwargs)
        messages.error(request, str(verdict))
        return redirect(self.inspect_url_name, self.object.pk)

"""Logins in the editor: whether one is open, and its roles. No address, no password, no deletion."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from wagtail.users.views import users

from training.actions.user import update_login
from training.admin_lists import WithoutBoxes
from training.models import User
from training.permissions import may_keep_login


class LoginForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["is_active", "groups"]
        labels = {"groups": "Roles"}
        widgets = {"groups": forms.CheckboxSelectMultiple}
        help_texts = {"is_active": "A closed login cannot sign in. Nothing on record is lost.", "groups": ""}

    def __init__(self, *args, by, editing_self=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by

    def save(self, commit=True):
        given = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return update_login(by=self.by, user=self.instance, now=timezone.now(), **given)


class IndexView(WithoutBoxes, users.IndexView):
    pass


class EditView(users.EditView):
    """One's own login, and a superuser's, are not changed here."""

    def dispatch(self, request, *args, **kwargs):
        verdict = may_keep_login(request.user, self.object)
        if verdict or not self.user_has_permission("change"):
            return super().dispatch(request, *args, **kwargs)
        messages.error(request, str(verdict))
        return redirect(self.index_url_name)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "by": self.request.user}


class UserViewSet(users.UserViewSet):
    index_view_class = IndexView
    edit_view_class = EditView
    edit_template_name = "wagtailadmin/generic/edit.html"

    def get_form_class(self, for_update=False):
        return LoginForm

"""Who may do what in the editor, where a permission of a group alone does not say it."""

from wagtail.permission_policies import ModelPermissionPolicy

from training.permissions import is_administrator, may_keep_clinic, may_keep_login


class Only(ModelPermissionPolicy):
    """Allows nothing but the named actions, to superusers too; `administrators` names those that are theirs alone."""

    def __init__(self, model, actions, administrators=()):
        super().__init__(model)
        self.actions, self.administrators = frozenset(actions), frozenset(administrators)

    def user_has_permission(self, user, action):
        if action not in self.actions or (action in self.administrators and not is_administrator(user)):
            return False
        return super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user, action, instance):
        return self.user_has_permission(user, action)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)


class Clinics(Only):
    """A manager changes the clinics they answer for."""

    def user_has_permission_for_instance(self, user, action, instance):
        mine = action != "change" or may_keep_clinic(user, instance)
        return bool(mine) and super().user_has_permission_for_instance(user, action, instance)


class Logins(Only):
    """An administrator changes logins of others, and none that is a superuser's."""

    def user_has_permission_for_instance(self, user, action, instance):
        theirs = action != "change" or may_keep_login(user, instance)
        return bool(theirs) and super().user_has_permission_for_instance(user, action, instance)

"""Wagtail's users app with our way of changing a login."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    user_viewset = "training.user_admin.UserViewSet"

    def ready(self):
        super().ready()
        from wagtail.users.views.bulk_actions.user_bulk_action import UserBulkAction

        UserBulkAction.models = []  # acts on many logins at once would leave no trace, and one of them deletes

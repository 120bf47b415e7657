"""Wagtail's users app with our way of changing a login, and nothing done to many rows at once."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    user_viewset = "training.user_admin.UserViewSet"

    def ready(self):
        super().ready()
        from wagtail.snippets.bulk_actions import DeleteBulkAction
        from wagtail.users.views.bulk_actions.user_bulk_action import UserBulkAction

        # Acts on many rows at once leave no trace of ours, show rows to whoever asks, and most of them delete.
        UserBulkAction.models = DeleteBulkAction.models = []

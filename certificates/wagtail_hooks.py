"""The part of the editor where managers draft what certificates look like."""

from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from certificates.designs.admin import DesignViewSet, PictureViewSet
from certificates.models import Design, DesignPicture
from training.admin_policies import Only

# Certificates name their design, so none is deleted; editors write lessons and articles, not certificates.
register_permission_policy(Design, Only(Design, {"add", "change", "view"}))
register_permission_policy(DesignPicture, Only(DesignPicture, {"add", "view"}))


class Certificates(SnippetViewSetGroup):
    menu_label = "Certificates"
    menu_icon = "doc-full"
    menu_order = 260
    items = (DesignViewSet, PictureViewSet)


register_snippet(Certificates)

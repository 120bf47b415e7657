"""Where somebody lands after signing in."""

from django.shortcuts import redirect

from training import permissions
from training.views.person import signed_in


@signed_in
def home(request):
    """The page of the person's work: the desk, the site's editor, the queue to sign, or the own standing."""
    user = request.user
    if permissions.is_manager(user):
        return redirect("desk:today")
    if permissions.is_editor(user):
        return redirect("wagtailadmin_home")
    if permissions.is_supervisor(user):
        return redirect("supervise:queue")
    return redirect("my:standing")

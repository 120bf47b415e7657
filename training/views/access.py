"""Doors of the surfaces: sign in first, then the reason why not."""

from functools import wraps

from django.contrib.auth.decorators import login_required

from training.permissions import may_appoint, may_enter_desk, may_supervise


def guarded(verdict_of):
    """A decorator that signs people in and answers 403 with the reason unless `verdict_of(user)` allows."""

    def decorate(view):
        @login_required
        @wraps(view)
        def page(request, *args, **kwargs):
            verdict_of(request.user).enforce()
            return view(request, *args, **kwargs)

        return page

    return decorate


desk_page = guarded(may_enter_desk)
administrator_page = guarded(may_appoint)
supervisor_page = guarded(may_supervise)

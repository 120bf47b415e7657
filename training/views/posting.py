"""Addresses that only take a form: whoever opens one by its address lands on the page of that form."""

from functools import wraps

from django.shortcuts import redirect


def posted_from(name: str, *, keeps_pk: bool = True):
    """A decorator for a view that answers POST; any other method leads to the page `name`."""

    def decorate(view):
        @wraps(view)
        def page(request, *args, **kwargs):
            if request.method == "POST":
                return view(request, *args, **kwargs)
            return redirect(name, pk=kwargs["pk"]) if keeps_pk else redirect(name)

        return page

    return decorate

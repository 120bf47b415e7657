"""The name of one's own login, under which one decides."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from training.actions.user import name_login
from training.forms.own_name import OwnNameForm
from training.views.access import desk_page


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def page(request):
    said = {"first_name": request.user.first_name, "last_name": request.user.last_name}
    form = OwnNameForm(request.POST or None, initial=said)
    if request.method == "POST" and form.is_valid():
        user = name_login(by=request.user, now=request.now, **form.cleaned_data)
        messages.success(request, f"Saved. Certificates that you decide name {user}.")
        return redirect("desk:today")
    return render(request, "training/desk/own_name.html", {"form": form}, status=422 if form.errors else 200)

"""Extra time at quizzes, granted on a practitioner's file."""

from training.actions.accommodation import grant, withdraw
from training.forms.accommodation import AccommodationForm
from training.views.access import desk_page
from training.views.desk.people import acting, attempt
from training.views.desk.practitioner import find, show
from training.views.posting import posted_from


@posted_from("desk:practitioner")
@desk_page
def extra_time(request, pk: int):
    person = find(request, pk)
    form = AccommodationForm(request.POST)
    if not form.is_valid():
        return show(request, person, extra_form=form)
    return attempt(
        request,
        person,
        "extra_form",
        form,
        f"{person} has {form.cleaned_data['extra_percent']} percent more time at quizzes that have a time limit.",
        lambda: grant(**acting(request), practitioner=person, **form.cleaned_data),
    )


@posted_from("desk:practitioner")
@desk_page
def end_extra_time(request, pk: int):
    person = find(request, pk)
    done = "The extra time has ended. A quiz that was begun keeps its time."
    return attempt(request, person, None, None, done, lambda: withdraw(**acting(request), practitioner=person))

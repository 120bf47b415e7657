"""The door of a one-time link: exchanged for the browser's session, opened by an emailed code.

No page is shown at an address that holds the token, so that no referrer and no history leaves with it.
"""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from training.actions import Refused
from training.actions.joining import hashed
from training.actions.signing_code import GOOD_FOR, prove, send_code
from training.actions.signing_in import take_in
from training.actions.signing_link import again, link_of, not_me, open_now
from training.forms.parts import refuse
from training.forms.signing import CodeForm
from training.models import LinkEnding
from training.queries.navigation import to_sign
from training.queries.signing import is_proven, statement_of

TOKEN, SECRET = "signing_link", "signing_secret"
SENT = "If something waits for you, a new link is on its way to the same address."


def unlisted(view):
    """For no search engine, no cache."""

    @never_cache
    @wraps(view)
    def page(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return page


def with_link(view):
    """Open to the browser that holds a link which can be used (`request.link`); every other reads that it is over."""

    @unlisted
    @wraps(view)
    def page(request, *args, **kwargs):
        request.link = open_now(request.session.get(TOKEN, ""), request.now)
        return view(request, *args, **kwargs) if request.link else after(request)

    return page


def proven_page(view):
    """Besides, the code was written in this browser less than 15 minutes ago."""

    @with_link
    @wraps(view)
    def page(request, *args, **kwargs):
        return view(request, *args, **kwargs) if is_open(request) else redirect("supervise:link")

    return page


def is_open(request) -> bool:
    return is_proven(request.link, hashed(secret_of(request)), request.now)


def secret_of(request) -> str:
    return request.session.get(SECRET, "")


def after(request):
    """A second click on the last signature lands on the receipt, like the first."""
    return redirect("supervise:link_done") if may_see_receipt(request) else over(request)


def over(request):
    """The same words for every link that opens nothing, whatever the reason."""
    return render(request, "training/supervise/link/over.html", status=404)


@unlisted
@require_safe
def exchange(request, token: str):
    """Take the token out of the address. Whether it is good is not told here."""
    if request.method == "GET":
        request.session.cycle_key()
        request.session.pop(SECRET, None)
        request.session[TOKEN] = hashed(token)
    response = redirect("supervise:link")
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@unlisted
@require_safe
def start(request):
    """Who asks, what will be seen, and the code."""
    request.link = open_now(request.session.get(TOKEN, ""), request.now)
    if request.link is None:
        return after(request)
    if is_open(request):
        return redirect("supervise:link_entries")
    return shown(request, CodeForm())


def shown(request, form: CodeForm):
    link = request.link
    waiting = list(to_sign(link.supervisor).select_related("practitioner"))
    context = {
        "link": link,
        "waiting": waiting,
        "trainees": sorted({str(row.practitioner) for row in waiting}),
        "form": form,
        "sent": link.code_hash and request.now - link.code_sent_at < GOOD_FOR,
        "stated": statement_of(link.supervisor),
    }
    return render(request, "training/supervise/link/start.html", context)


def may_see_receipt(request) -> bool:
    """The browser that signed last with a link that is used up."""
    link = link_of(request.session.get(TOKEN, ""))
    used = link and link.ending == LinkEnding.USED and link.supervisor.user_id is None
    return bool(used and is_proven(link, hashed(secret_of(request)), request.now))


@require_POST
@with_link
def code(request):
    """Mail a code."""
    try:
        send_code(link=request.link, now=request.now)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("supervise:link")


@require_POST
@with_link
def write_code(request):
    """Take the code, and tie its proof to this browser."""
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            secret = prove(link=request.link, code=form.cleaned_data["code"], now=request.now)
        except Refused as refused:
            refuse(form, refused)
            request.link.refresh_from_db()
        else:
            request.session.cycle_key()
            request.session[SECRET] = secret
            return redirect("supervise:link_entries")
    return shown(request, form)


@require_POST
@with_link
def was_not_me(request):
    not_me(link=request.link, now=request.now)
    forget(request)
    return render(request, "training/supervise/link/not_me.html")


@require_GET
@login_required
@with_link
def sign_in(request):
    """Whoever has a login after all finds the sessions in their own queue."""
    try:
        moved = take_in(by=request.user, link=request.link, now=request.now)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("supervise:link")
    forget(request)
    messages.success(request, f"{moved} session{' is' if moved == 1 else 's are'} in your queue now.")
    return redirect("supervise:queue")


@unlisted
@require_POST
def ask_again(request):
    """A new link to the address of an old one. The answer is the same for every token."""
    again(token_hash=request.session.get(TOKEN, ""), now=request.now)
    return render(request, "training/supervise/link/over.html", {"sent": SENT})


def forget(request) -> None:
    for name in (TOKEN, SECRET):
        request.session.pop(name, None)

"""Parts of every list: filters with their chips, sort links, pages. All are plain GET links and forms."""

from django import template
from django.utils import formats

register = template.Library()

SORT = "sort"
PAGE = "page"


def query_of(request, **changes) -> str:
    """The query string of `request` with `changes`; None or an empty string drops a name."""
    params = request.GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            params.pop(name, None)
        else:
            params[name] = value
    return f"?{params.urlencode()}"


@register.simple_tag(takes_context=True)
def kept(context, *dropped):
    """Names and values of the present query string but for `dropped`: hidden fields of another GET form."""
    params = context["request"].GET
    return [(name, value) for name in params if name not in dropped for value in params.getlist(name)]


@register.inclusion_tag("components/_table_head.html", takes_context=True)
def sort_head(context, name, words, classes=""):
    """A column head that sorts by `name` (a choice of the filter set's `sort`), and back on the second press."""
    request = context["request"]
    now = request.GET.get(SORT, "")
    back = f"-{name}"
    return {
        "words": words,
        "classes": classes,
        "order": {name: "ascending", back: "descending"}.get(now, ""),
        "url": query_of(request, **{SORT: back if now == name else name, PAGE: None}),
    }


@register.inclusion_tag("components/_pager.html", takes_context=True)
def pager(context, page, what=""):
    """Before and next for a Django `Page`, with what is shown of how many; `what` names the rows."""
    request = context["request"]
    return {
        "page": page,
        "what": what,
        "before": query_of(request, **{PAGE: page.previous_page_number()}) if page.has_previous() else "",
        "next": query_of(request, **{PAGE: page.next_page_number()}) if page.has_next() else "",
    }


@register.inclusion_tag("components/_filters.html", takes_context=True)
def filters(context, filterset, button="Show", at="", quiet=False):
    """The GET form of a django-filter filter set, and one chip for each filter in use.

    `at` is the id that the answer opens at, where the list stands far down the page. `folded` of the filter set names
    those that open from `folded_words`, `hidden` those that there is nothing to choose in. `quiet` where the list has a
    main action of its own.
    """
    to = f"#{at}" if at else ""
    request = context["request"]
    form, hidden = filterset.form, getattr(filterset, "hidden", ())
    folded = [name for name in getattr(filterset, "folded", ()) if name not in hidden]
    names = {name for bound in form for name in names_of(bound)}
    others = [(name, values) for name, values in request.GET.lists() if name not in names and name != PAGE]
    kept = [(name, value) for name, values in others for value in values]
    kept += [(SORT, request.GET[SORT])] if request.GET.get(SORT) and SORT in names else []
    return {
        "form": form,
        "fields": [bound for bound in form if bound.name not in (SORT, *folded, *hidden)],
        "folded": [form[name] for name in folded],
        "folded_words": getattr(filterset, "folded_words", "By dates"),
        "unfolded": any(is_used(form[name]) for name in folded),
        "chips": [chip(request, bound, to) for bound in form if bound.name != SORT and is_in_use(bound)],
        "kept": kept,
        "clear": query_of(request, **dict.fromkeys([*names, PAGE])) + to,
        "to": to,
        "button": button,
        "quiet": quiet,
    }


def names_of(bound) -> list[str]:
    """The names that a field has in the query string; a range has two."""
    suffixes = getattr(bound.field.widget, "suffixes", None)
    return [f"{bound.html_name}_{suffix}" for suffix in suffixes] if suffixes else [bound.html_name]


def is_used(bound) -> bool:
    value = bound.data
    return any(value) if isinstance(value, list | tuple) else bool(value)


def is_in_use(bound) -> bool:
    """Whether the filter chooses rows; a value that could not be read is left out."""
    return is_used(bound) and not bound.errors


def chip(request, bound, to: str = "") -> dict:
    """What one filter in use says, and the address of the same list without it."""
    drop = dict.fromkeys([*names_of(bound), PAGE])
    return {"label": bound.label, "value": shown(bound), "url": query_of(request, **drop) + to}


def shown(bound) -> str:
    """A filter's value in words: the choice's label, a date as in a table."""
    value = bound.form.cleaned_data.get(bound.name) if bound.form.is_valid() else bound.data
    labels = {str(key): str(words) for key, words in flat_choices(bound)}
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        value = [value]
    return ", ".join(labels.get(str(part)) or in_words(part) for part in value)


def flat_choices(bound):
    """Plain choices only: those of a query are named by the object itself."""
    if hasattr(bound.field, "queryset"):
        return
    for key, words in getattr(bound.field, "choices", ()):
        if isinstance(words, list | tuple):
            yield from words
        else:
            yield key, words


def in_words(value) -> str:
    if value is True:
        return "yes"
    return formats.date_format(value, "M j, Y") if hasattr(value, "isoformat") else str(value)


@register.inclusion_tag("components/_no_match.html", takes_context=True)
def no_match(context, filterset, one: str, many: str):
    """Nothing matches: the filter to leave out, after which the most rows match, and the whole list."""
    request = context["request"]
    used = [bound for bound in filterset.form if bound.name != SORT and is_in_use(bound)]
    ways = [chip(request, bound) | {"count": count_without(filterset, bound)} for bound in used]
    best = max((way for way in ways if way["count"]), key=lambda way: way["count"], default=None)
    clear = query_of(request, **dict.fromkeys([*(name for bound in used for name in names_of(bound)), PAGE]))
    return {"one": one, "many": many, "best": best, "several": len(used) > 1, "clear": clear}


def count_without(filterset, bound) -> int:
    """How many rows match when one filter is left out."""
    data = filterset.data.copy()
    for name in names_of(bound):
        data.pop(name, None)
    return type(filterset)(data, queryset=filterset.queryset, request=filterset.request).qs.count()

"""Placing the labels of a figure by a click or the arrow keys, in the editor. The numbers can be typed all the same."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.admin.telepath import register
from wagtail.blocks.struct_block import StructBlockAdapter
from wagtail.images.models import Image

from cms.blocks import FIGURE_SIZE
from cms.drawings import drawn
from cms.lesson_blocks import LabeledFigureBlock
from training.keys import key_in
from training.permissions import is_editor

STYLES = ["cms/css/tokens.css", "cms/css/figures.css", "cms/css/pages.css"]  # what drawings are drawn with


@require_safe
def picture(request):
    """The picture alone, as readers see it below its labels."""
    if not is_editor(request.user):
        raise PermissionDenied
    name, key = request.GET.get("drawing", ""), key_in(request.GET.get("image", ""))
    if name:
        return HttpResponse(drawing_or_404(name))
    image = Image.objects.filter(pk=key).first() if key else None
    if image is None:
        raise Http404
    return HttpResponse(format_html('<img src="{}" alt="">', image.get_rendition(FIGURE_SIZE).url))


def drawing_or_404(name: str) -> str:
    try:
        return drawn(name, "")
    except LookupError as error:
        raise Http404 from error


class LabeledFigureAdapter(StructBlockAdapter):
    """The form of a labeled figure, with the picture above its labels (`label_placing.js`)."""

    js_constructor = "cms.blocks.LabeledFigure"

    def js_args(self, block):
        name, children, meta = super().js_args(block)
        placing = {"picture": reverse("figure_picture"), "styles": [static(each) for each in STYLES]}
        return [name, children, {**meta, "placing": placing}]

    @cached_property
    def media(self):
        own = forms.Media(js=["cms/js/label_placing.js"], css={"all": ["cms/css/editor.css"]})
        return super().media + own


register(LabeledFigureAdapter(), LabeledFigureBlock)


@hooks.register("register_admin_urls")
def picture_address():
    return [path("figures/picture/", picture, name="figure_picture")]

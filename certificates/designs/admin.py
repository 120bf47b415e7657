"""The designs and their pictures among what Wagtail edits."""

from base64 import b64encode

from django.db.models import Max
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import CreateView, InspectView

from certificates.designs.editing import Acting, AddDesign, CopyDesign, EditDesign
from certificates.designs.forms import NUMBERS, DesignForm, PictureForm
from certificates.designs.preview import PreviewDesign, PreviewNewDesign
from certificates.designs.use import ReadDesign
from certificates.models import Design, DesignPicture
from training.admin_lists import RowViewSet


def signatory_row(number: int) -> FieldRowPanel:
    return FieldRowPanel([FieldPanel(f"signatory_{number}_{part}") for part in ("name", "title", "picture")])


class AddPicture(Acting, CreateView):
    def get_success_message(self, instance):
        return f"{instance} is added. Choose it in a design."

    def get_success_buttons(self):
        return []


class ReadPicture(InspectView):
    def get_context_data(self, **kwargs):
        row = self.object
        picture = f"data:{row.media_type};base64,{b64encode(bytes(row.content)).decode()}"
        return super().get_context_data(picture=picture, **kwargs)


class DesignViewSet(RowViewSet):
    model = Design
    icon = "doc-full"
    menu_label = "Designs"
    list_display = ["name", "kind", Column("newest", label="Newest version"), "drafted_at"]
    list_filter = ["kind"]
    add_view_class = AddDesign
    edit_view_class = EditDesign
    copy_view_enabled = True
    copy_view_class = CopyDesign
    inspect_view_class = ReadDesign
    inspect_template_name = "certificates/designs/read.html"
    inspect_view_fields = ["name"]
    preview_on_add_view_class = PreviewNewDesign
    preview_on_edit_view_class = PreviewDesign
    edit_handler = ObjectList(
        [
            HelpPanel(template="certificates/designs/_next.html"),
            MultiFieldPanel([FieldPanel("name"), FieldPanel("kind")], heading="The design"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("layout"), FieldPanel("paper")]),
                    FieldRowPanel([FieldPanel("language"), FieldPanel("accent", heading="Color")]),
                    FieldPanel("logo"),
                ],
                heading="How it looks",
            ),
            MultiFieldPanel(
                [FieldPanel(name) for name in ("title", "sentence", "sentence_of_change", "fine_print")],
                heading="What it says",
            ),
            MultiFieldPanel(
                [signatory_row(number) for number in NUMBERS],
                heading="Who signs",
                help_text="Up to three. The person who decides is printed beside them, whoever they are.",
            ),
        ],
        base_form_class=DesignForm,
    )

    def get_queryset(self, request):
        return Design.objects.annotate(newest=Max("versions__number")).order_by("name")

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(**{"inspect_url_name": self.get_url_name("inspect"), **kwargs})


class PictureViewSet(RowViewSet):
    """Pictures are added and read; nobody changes or deletes what a certificate shows."""

    model = DesignPicture
    icon = "image"
    menu_label = "Logos and signatures"
    list_display = ["name", "width", "height", "added_at", "added_by"]
    add_view_class = AddPicture
    inspect_view_class = ReadPicture
    inspect_template_name = "certificates/designs/picture.html"
    inspect_view_fields = ["name", "width", "height", "added_at", "added_by", "sha256"]
    edit_handler = ObjectList([FieldPanel("name"), FieldPanel("upload")], base_form_class=PictureForm)

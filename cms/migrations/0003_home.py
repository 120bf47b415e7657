"""A new installation has a home page of ours in place of Wagtail's welcome page; the demo fills it."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import migrations

HEADLINE = "Dry needling, from therapists who have proven the skill."
LEAD = (
    "A fine needle, a tight spot in a muscle, and someone who knows the anatomy beneath it. "
    "See who may practice it where you live, and check any certificate we have issued."
)


def make_home(apps, schema_editor):
    """Only where nobody has built a site yet: the welcome page is the one page below the root."""
    Page = apps.get_model("wagtailcore", "Page")
    welcome = Page.objects.filter(depth=2)
    if welcome.count() != 1 or welcome[0].slug != "home" or Page.objects.filter(depth__gt=2).exists():
        return
    welcome = welcome[0]
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="cms", model="homepage"
    )
    # The welcome page itself becomes the home page, so that the site's root stays what it is.
    HomePage = apps.get_model("cms", "HomePage")
    home = HomePage(page_ptr_id=welcome.pk, headline=HEADLINE, lead=LEAD, body="[]")
    home.__dict__.update({name: value for name, value in vars(welcome).items() if name not in ("_state", "id")})
    home.id, home.content_type_id = welcome.pk, content_type.pk
    home.title = home.draft_title = "Home"
    home.save()
    address = urlsplit(settings.BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    apps.get_model("wagtailcore", "Site").objects.filter(is_default_site=True).update(
        hostname=address.hostname, port=port
    )


class Migration(migrations.Migration):
    dependencies = [("cms", "0002_groups")]

    operations = [migrations.RunPython(make_home, migrations.RunPython.noop)]

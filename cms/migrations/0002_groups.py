"""The roles: editors write and publish, managers keep rules and clinics, administrators do everything.

Wagtail's own two groups become ours, so that nobody meets two kinds of editors.
"""

from django.db import migrations

ADMIN = [("wagtailadmin", "admin", "access_admin")]
CONTENT = ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"]
LIBRARY = [
    ("wagtailimages", "image", ["add_image", "change_image", "choose_image"]),
    ("wagtaildocs", "document", ["add_document", "change_document", "choose_document"]),
]
RULES = {
    "practicerule": ["add", "change", "view"],
    "housepolicy": ["add", "change", "view"],
    "scheme": ["change", "view"],
    "schemeversion": ["add", "change", "view"],
    "clinic": ["change", "view"],
    "jurisdiction": ["change", "view"],
}
MANAGER = [("training", model, f"{verb}_{model}") for model, verbs in RULES.items() for verb in verbs]
MANAGER += [("cms", "consultationrequest", "view_consultationrequest")]
ADMINISTRATOR = [
    ("training", "organization", "change_organization"),
    ("training", "scheme", "add_scheme"),
    ("training", "clinic", "add_clinic"),
    ("training", "user", "change_user"),
    ("training", "user", "view_user"),
    *[("auth", "group", f"{verb}_group") for verb in ("add", "change", "delete", "view")],
    *[("wagtailcore", "collection", f"{verb}_collection") for verb in ("add", "change", "delete", "view")],
    *[("wagtailcore", "site", f"{verb}_site") for verb in ("add", "change", "delete", "view")],
    *[("wagtailcore", "workflow", f"{verb}_workflow") for verb in ("add", "change", "delete")],
    *[("wagtailcore", "task", f"{verb}_task") for verb in ("add", "change", "delete")],
    *[("wagtailredirects", "redirect", f"{verb}_redirect") for verb in ("add", "change", "delete", "view")],
]


def make_groups(apps, schema_editor):
    editor = renamed(apps, "Editors", "Editor")
    manager = renamed(apps, "", "Manager")
    administrator = renamed(apps, "Moderators", "Administrator")
    for group in (editor, manager, administrator):
        allow(apps, group, ADMIN)
    for group in (editor, administrator):
        allow_content(apps, group)
    for group in (manager, administrator):
        allow(apps, group, MANAGER)
    allow(apps, administrator, ADMINISTRATOR)
    allow_page(apps, administrator, ["bulk_delete_page"])
    review_by(apps, [editor, administrator])


def renamed(apps, old, name):
    Group = apps.get_model("auth", "Group")
    Group.objects.filter(name=old).exclude(name="").update(name=name)
    return Group.objects.get_or_create(name=name)[0]


def permission(apps, app_label, model, codename):
    """Django makes permissions after all migrations; what is there already is found by its code name."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    return apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": f"Can {codename.replace('_', ' ')}"}
    )[0]


def allow(apps, group, rows):
    group.permissions.add(*[permission(apps, *row) for row in rows])


def allow_page(apps, group, codenames):
    """On the root, so that it also holds for a home page made later."""
    root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    pages = apps.get_model("wagtailcore", "GroupPagePermission").objects
    for codename in codenames:
        pages.get_or_create(group=group, page=root, permission=permission(apps, "wagtailcore", "page", codename))


def allow_content(apps, group):
    allow_page(apps, group, CONTENT)
    everything = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    collections = apps.get_model("wagtailcore", "GroupCollectionPermission").objects
    for app_label, model, codenames in LIBRARY:
        for codename in codenames:
            allowed = permission(apps, app_label, model, codename)
            collections.get_or_create(group=group, collection=everything, permission=allowed)


def review_by(apps, groups):
    """The workflow of every page: one look by somebody who may publish."""
    Workflow = apps.get_model("wagtailcore", "Workflow")
    Workflow.objects.filter(name="Moderators approval").update(name="Review before publishing")
    GroupApprovalTask = apps.get_model("wagtailcore", "GroupApprovalTask")
    for task in GroupApprovalTask.objects.filter(name="Moderators approval"):
        task.name = "Review"
        task.save()
        task.groups.set(groups)


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0001_initial"),
        ("training", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]

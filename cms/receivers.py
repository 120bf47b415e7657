"""What happens when an editor publishes: modules are frozen, curricula kept; unpublishing ends both."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from cms.change_question import forget_answer
from cms.models import CurriculumPage, ModulePage


@receiver(page_published, sender=ModulePage)
def freeze_module(sender, instance, revision=None, **kwargs):
    """Not what goes live later (scheduling sends this too), an alias (another's content), or what is private."""
    from cms.freezing import freeze_page, live_pages

    if live_pages().filter(pk=instance.pk).exists():
        freeze_page(instance, by=revision.user if revision else None, now=timezone.now())
        forget_answer(instance, revision)


@receiver(page_unpublished, sender=ModulePage)
def retire_module(sender, instance, **kwargs):
    """Deleting unpublishes first, so it comes here too."""
    from training.actions.module import retire

    if instance.alias_of_id is None:
        retire(key=instance.translation_key, now=timezone.now())


@receiver([post_save, post_delete], sender=PageViewRestriction)
def heed_privacy(sender, instance, origin=None, **kwargs):
    """Of a page that stays: when it is deleted, its privacy goes first, and nothing may open in between."""
    from cms.privacy import settle

    if origin is None or getattr(origin, "model", type(origin)) is sender:
        settle(instance.page, by=None, now=timezone.now())


@receiver(page_published, sender=CurriculumPage)
def keep_curriculum(sender, instance, revision=None, **kwargs):
    """A page that goes live later and an alias send this too."""
    from cms.curricula import keep_page, live_pages

    if live_pages().filter(pk=instance.pk).exists():
        keep_page(instance, by=revision.user if revision else None, now=timezone.now())


@receiver(page_unpublished, sender=CurriculumPage)
def retire_curriculum(sender, instance, **kwargs):
    from cms.curricula import arrange
    from training.actions.curriculum import retire

    if instance.alias_of_id is None:
        retire(key=instance.translation_key, now=timezone.now())
        arrange(by=None, now=timezone.now())


@receiver(post_page_move, sender=CurriculumPage)
def place_curriculum(sender, instance, **kwargs):
    from cms.curricula import arrange

    arrange(by=None, now=timezone.now())


@receiver(post_delete, sender=ModulePage)
def leave_out_of_curricula(sender, instance, **kwargs):
    """A curriculum goes on without a module whose page is gone."""
    from cms.curricula import keep_page, pages_with

    for page in pages_with(instance.pk):
        keep_page(page, by=None, now=timezone.now())

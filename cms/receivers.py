"""What happens when an editor publishes: the module is frozen in `training`; unpublishing ends new starts."""

from django.dispatch import receiver
from django.utils import timezone
from wagtail.signals import page_published, page_unpublished

from cms.change_question import forget_answer
from cms.models import ModulePage


@receiver(page_published, sender=ModulePage)
def freeze_module(sender, instance, revision=None, **kwargs):
    """Scheduling sends this too, with a page that is not live yet; an alias is another's content."""
    from cms.freezing import freeze_page

    if instance.alias_of_id is None and ModulePage.objects.live().filter(pk=instance.pk).exists():
        freeze_page(instance, by=revision.user if revision else None, now=timezone.now())
        forget_answer(instance, revision)


@receiver(page_unpublished, sender=ModulePage)
def retire_module(sender, instance, **kwargs):
    """Deleting unpublishes first, so it comes here too."""
    from training.actions.module import retire

    if instance.alias_of_id is None:
        retire(key=instance.translation_key, now=timezone.now())

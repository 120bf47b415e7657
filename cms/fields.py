"""Fields that several page types share."""

from wagtail.fields import StreamField


class BodyField(StreamField):
    """Blocks whose definitions stay out of migrations: the database sees JSON."""

    def deconstruct(self):
        name, path, _, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs

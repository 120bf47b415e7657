"""The shared cache lives in the database by default; its table comes with the others."""

from django.core.management import call_command


def create_cache_table(using, **kwargs) -> None:
    """Make the table after each migration, if the cache is in the database and has none yet."""
    call_command("createcachetable", database=using, verbosity=0)

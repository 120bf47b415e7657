"""`python -m tests.evaluation.rules_doc` writes docs/rules.md anew."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from .write import write  # noqa: E402

write()

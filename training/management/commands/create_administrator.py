"""The first login of a new installation."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from training.actions.administrators import create_administrator
from training.management.commands.load_jurisdictions import load_if_empty


class Command(BaseCommand):
    help = (
        "Make a login with a verified address an administrator, and mail and print the link to choose a password. "
        "Load the jurisdictions where there are none yet."
    )

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *, email, **options):
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email} is not an email address.") from error
        now = timezone.now()
        link = create_administrator(email=email, now=now)
        load_if_empty(now)
        self.stdout.write(f"{email} is an administrator. Choose the password here, or by the mail sent there:\n{link}")

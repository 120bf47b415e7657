"""The first login of a new installation."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from training.actions.administrators import create_administrator


class Command(BaseCommand):
    help = "Make a login with a verified address an administrator, and mail and print the link to choose a password."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *, email, **options):
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email} is not an email address.") from error
        link = create_administrator(email=email, now=timezone.now())
        self.stdout.write(f"{email} is an administrator. Choose the password here, or by the mail sent there:\n{link}")

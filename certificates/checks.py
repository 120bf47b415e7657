"""Whether a key that was given can seal certificates, said at start."""

from datetime import timedelta

from django.conf import settings
from django.core.checks import Error, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

SOON = timedelta(days=30)


@register()
def sealing(app_configs, **kwargs):
    """A key that does not fit its certificate, or ends soon; roots of time stamps that cannot be read."""
    if not (settings.SEAL_KEY or settings.SEAL_CERTIFICATES or settings.TIME_STAMP_CERTIFICATES):
        return []
    from certificates.seal import keys, stamps  # pyHanko takes half a second, which most commands do not need

    try:
        stamps.roots()
        given = settings.SEAL_KEY or settings.SEAL_CERTIFICATES
        ends = keys.sealing_key().chain[0].not_valid_after_utc if given else None
    except (ImproperlyConfigured, ValueError) as error:
        return [Error(f"Certificates cannot be sealed: {error}", id="certificates.E001")]
    if ends is None or ends > timezone.now() + SOON:
        return []
    said = f"The certificate in SEAL_CERTIFICATES ends on {ends:%Y-%m-%d}; from then on nothing is issued."
    return [Warning(said, hint="Renew it, and set the new one.", id="certificates.W001")]

"""Who may do what. A `Verdict` is false *and* says why; the page, the button and the test read the same sentence."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from training.lasting import lasting

MANAGER, EDITOR, ADMINISTRATOR = "Manager", "Editor", "Administrator"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes, or no with its reason and the way out."""

    allowed: bool
    reason: str = ""
    way_out: str = ""

    def __bool__(self) -> bool:
        return self.allowed

    def __str__(self) -> str:
        return f"{self.reason} {self.way_out}".strip()

    def enforce(self) -> None:
        """Answer 403 with the reason unless allowed."""
        if not self.allowed:
            raise PermissionDenied(str(self))


YES = Verdict(True)


def no(reason: str, way_out: str = "") -> Verdict:
    return Verdict(False, reason, way_out)


class Refused(Exception):
    """The act is not allowed or not possible; the message is for the person, `field` is where it belongs."""

    def __init__(self, verdict: Verdict | str, field: str | None = None):
        super().__init__(str(verdict))
        self.verdict = verdict
        self.field = field


def require(verdict: Verdict) -> None:
    """Go on only if the verdict allows it."""
    if not verdict:
        raise Refused(verdict)


def roles(user) -> frozenset[str]:
    """The groups of a login, read once."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    if not hasattr(user, "_roles"):
        names = set(user.groups.values_list("name", flat=True))
        user._roles = frozenset(names | {ADMINISTRATOR} if user.is_superuser else names)
    return user._roles


def record_of(user):
    """The practitioner of a login, or None."""
    return getattr(user, "practitioner", None) if user.is_authenticated else None


def is_administrator(user) -> bool:
    return ADMINISTRATOR in roles(user)


def is_manager(user) -> bool:
    """Managers and administrators work at the desk."""
    return bool(roles(user) & {MANAGER, ADMINISTRATOR})


def is_editor(user) -> bool:
    return bool(roles(user) & {EDITOR, ADMINISTRATOR})


def is_supervisor(user) -> bool:
    record = record_of(user)
    return record is not None and record.is_supervisor


def may_enter_desk(user) -> Verdict:
    return YES if is_manager(user) else no("The desk is for compliance managers.")


def may_supervise(user) -> Verdict:
    return (
        YES if is_supervisor(user) else no("This page is for supervisors.", "A compliance manager admits supervisors.")
    )


def may_take_part(practitioner) -> Verdict:
    """Log sessions and enroll: whoever a clinic has admitted. Learning and adding records are open before."""
    if practitioner.admitted_at:
        return YES
    asked = practitioner.join_requests.filter(outcome="waiting").select_related("clinic").first()
    who = asked.clinic if asked else "A clinic"
    return no(f"{who} has to admit you first.", "Until then you can learn, and add licenses and other records.")


def may_see(user, practitioner) -> Verdict:
    """The person, and the managers of the clinics where the person works or worked."""
    from training.models import Practitioner

    if not user.is_authenticated:
        return no("Sign in first.")
    seen = practitioner.user_id == user.pk or Practitioner.objects.visible_to(user).filter(pk=practitioner.pk).exists()
    return YES if seen else no("This record belongs to somebody else.")


def may_manage(user, practitioner, today: date) -> Verdict:
    """Act as a manager on this person: admit, check, accept. Never on oneself, and no longer on who left."""
    from training.models import Practitioner

    if not is_manager(user):
        return no("Only a compliance manager may do this.")
    if practitioner.user_id == user.pk:
        return no("This is your own record.", "Ask another compliance manager.")
    seen = may_see(user, practitioner)
    if not seen or Practitioner.objects.managed_by(user, today).filter(pk=practitioner.pk).exists():
        return seen
    return no(
        "This person no longer works at your clinics, so you read the file and change nothing.",
        "You can once they are assigned to one of your clinics again.",
    )


def may_use(user, invitation) -> Verdict:
    """Tie a login to the record of an invitation: whom it was sent to, and nobody who had a hand in the record."""
    person = invitation.practitioner
    if user.pk in (invitation.created_by_id, person.admitted_by_id, person.supervisor_by_id):
        return no("You made this record or the invitation, so it cannot become yours.", "Ask another manager.")
    if not user.emailaddress_set.filter(email__iexact=invitation.email, verified=True).exists():
        return no(
            f"This invitation was sent to {invitation.email}.",
            "Sign in with that email, or add it to your login and confirm it, then open the link again.",
        )
    return YES


def may_enter_for(user, practitioner, today: date) -> Verdict:
    """Write into the record of somebody without a sign-in; whoever has one does that alone."""
    if practitioner.user_id and practitioner.user_id != user.pk:
        return no(f"{practitioner} has a sign-in and enters this alone.", "Ask them to.")
    return may_manage(user, practitioner, today)


def may_take_on(user, practitioner, today: date) -> Verdict:
    """Assign to a clinic, tie a login: whom one manages, and former staff who come back and work nowhere meanwhile."""
    verdict = may_manage(user, practitioner, today)
    if verdict or practitioner.user_id == user.pk or not may_see(user, practitioner) or not is_manager(user):
        return verdict
    if practitioner.assignments.filter(lasting(today)).exists():
        return no("This person works at a clinic that you do not manage.", "Ask an administrator.")
    return YES


def may_sign(user, session) -> Verdict:
    """The named supervisor, and nobody else. Nobody signs their own."""
    record = record_of(user)
    if record is None:
        return no("You have no record as a supervisor.")
    if session.practitioner_id == record.pk:
        return no("You cannot sign this: you were the trainee.", "Ask another supervisor.")
    if session.supervisor_id != record.pk:
        return no("This session names another supervisor.")
    if not record.is_supervisor:
        return no("You are not admitted as a supervisor.", "A compliance manager admits supervisors.")
    return YES


def may_adopt(user) -> Verdict:
    return YES if is_manager(user) else no("Only a compliance manager adopts rules and schemes.")


def may_appoint(user) -> Verdict:
    return YES if is_administrator(user) else no("Only an administrator appoints compliance managers.")


def may_decide(user, practitioner, today: date) -> Verdict:
    """A manager of the person, who neither is the person nor supervised or signed for them (ISO/IEC 17024, 9.4).

    A session counts once it was submitted, whatever became of it. Checking licenses, reading evidence and publishing
    a module for everybody is no training of this person.
    """
    verdict = may_manage(user, practitioner, today)
    if not verdict:
        return verdict
    record = record_of(user)
    signed = Q(sign_off__signed_by=user) | Q(sign_off__supervisor=record) if record else Q(sign_off__signed_by=user)
    if practitioner.sessions.filter(signed).exists():
        return no("You signed this person's sessions, so you do not decide the certification.", "Ask another manager.")
    supervised = practitioner.sessions.exclude(submitted_at=None).exclude(state="withdrawn")
    if record and supervised.filter(supervisor=record).exists():
        return no("You supervised this person, so you do not decide the certification.", "Ask another manager.")
    return YES


def may_administer(user) -> Verdict:
    return YES if is_administrator(user) else no("Only an administrator does this.")


def may_keep_clinic(user, clinic) -> Verdict:
    """Its managers and administrators; a new one is added by administrators."""
    mine = clinic.pk and is_manager(user) and clinic.manager_rows.filter(user=user).exists()
    if mine or is_administrator(user):
        return YES
    return no("You do not manage this clinic.", "Its managers and administrators change it.")


def may_keep_login(user, login) -> Verdict:
    """An administrator, on others; superusers are kept by whoever runs the server."""
    if login.pk == user.pk:
        return no("This is your own login.", "Ask another administrator.")
    if login.is_superuser:
        return no("This login may do everything.", "Whoever runs the server changes it.")
    return may_administer(user)

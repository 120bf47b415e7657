"""Links in the wrong hands: a trainee's other mailbox, a letter that was passed on, an old token."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress

from tests.factories import NOW, TODAY, PractitionerFactory, UserFactory, days, link_signature, without_login
from tests.training.link_story import dana, letters, logged, proven, ready, signs  # noqa: F401
from tests.training.my_story import clinic, person  # noqa: F401
from training.actions import Refused
from training.actions.sign_by_link import return_entry
from training.actions.signing_link import again
from training.actions.verify_signature import Known, accept
from training.models import LinkSignature, SigningLink, SignOff
from training.queries.signing import bare

pytestmark = pytest.mark.django_db


def adds_to_login(person, address):
    EmailAddress.objects.create(user=person.user, email=address, verified=True)


def test_an_address_that_became_the_trainees_after_submitting_signs_nothing(person, dana):
    session = logged(person, dana)
    at = ready(dana)
    adds_to_login(person, dana.email)
    for word in (signs, lambda at, session: return_entry(**at, **returning(session))):
        with pytest.raises(Refused, match="address of the trainee"):
            word(at, session)
    assert not LinkSignature.objects.exists()


def returning(session):
    return {"session": session, "content_hash": session.content_hash, "comment": "Which side?", "now": NOW}


def test_no_manager_verifies_what_was_signed_from_the_trainees_own_address(clinic):
    manager = UserFactory(role="manager")
    clinic.managers.add(manager)
    signature = link_signature(waiting_for_dana(clinic))
    adds_to_login(signature.practitioner, signature.link.address.replace("@", "+x@"))
    known = Known("register")
    with pytest.raises(Refused, match="address of the trainee"):
        accept(by=manager, signatures=[signature], known=known, now=NOW, today=TODAY)
    assert not SignOff.objects.exists()


def waiting_for_dana(clinic):
    from tests.factories import SessionFactory

    trainee = PractitionerFactory(login=True, clinic=clinic)
    return SessionFactory(practitioner=trainee, supervisor=without_login(), happened_on=days(-10))


@pytest.mark.parametrize("other", ["m.aya@gmail.com", "Maya+boss@googlemail.com", "maya@gmail.com "])
def test_one_mailbox_has_many_spellings(other):
    assert bare(other) == bare("maya@gmail.com")
    assert bare("m.aya@clinic.example") != bare("maya@clinic.example")


def test_an_old_token_does_not_take_the_link_from_whoever_is_signing(person, dana):
    logged(person, dana)
    old = SigningLink.objects.get()
    again(token_hash=old.token_hash, now=NOW + timedelta(days=2))
    new = SigningLink.objects.get(ended_at=None)
    later = NOW + timedelta(days=2, minutes=1)
    proven(new, later)
    again(token_hash=old.token_hash, now=later + timedelta(minutes=5))
    new.refresh_from_db()
    assert (new.ending, len(letters("signing-link"))) == ("", 2)
    again(token_hash=old.token_hash, now=later + timedelta(minutes=15))
    new.refresh_from_db()
    assert new.ending == "replaced"

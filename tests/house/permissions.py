"""The table: every address of ours, and what each of eight people gets.

A row says the name, the method, what the address names, and eight answers in the order of `world.ROLES`:
stranger, practitioner (whose things they are), another practitioner, supervisor, manager, manager of another
clinic, editor, administrator. An answer is a status; `login` and `profile` are redirects to these pages.
"Not yours" and "does not exist" look the same: 404. A row that is posted sends an empty form, so that those who
may get it back (200, 400 or 422); the others never learn that there is one.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    name: str
    answers: str
    method: str = "get"
    names: dict = field(default_factory=dict)  # argument of the address -> "thing.attribute" of the world
    data: dict = field(default_factory=dict)


def get(name: str, answers: str, **names) -> Row:
    return Row(name, answers, "get", names)


def post(name: str, answers: str, _data: dict | None = None, **names) -> Row:
    return Row(name, answers, "post", names, _data or {})


#             stranger practitioner another supervisor manager elsewhere editor administrator
EVERYBODY = "200 200 200 200 200 200 200 200"
NOBODY = "404 404 404 404 404 404 404 404"
PEOPLE = "login 200 200 200 profile profile profile profile"
OWNER = "login 200 404 404 profile profile profile profile"
OWNER_DONE = "login 302 404 404 profile profile profile profile"
SUPERVISORS = "login 403 403 200 403 403 403 403"
DESK = "login 403 403 403 200 200 403 200"
ADMINISTRATORS = "login 403 403 403 403 403 403 200"
THEIR_MANAGER = "login 403 403 403 200 404 403 200"
THEIR_MANAGER_DONE = "login 403 403 403 302 404 403 302"

PUBLIC = [
    get("where:map", EVERYBODY),
    get("where:jurisdiction", EVERYBODY, code="jurisdiction.code"),
    get("find:list", EVERYBODY),
    get("verify:start", EVERYBODY),
    post("verify:start", " ".join(["422"] * 8)),
    get("verify:offline", EVERYBODY),
    get("verify:certificate", EVERYBODY, code="certificate.code"),
    get("verify:badge", EVERYBODY, code="certificate.code"),
    get("shared:page", EVERYBODY, token="share.token"),
    get("shared:picture", EVERYBODY, token="share.token"),
    get("shared:card", EVERYBODY, token="share.token"),
    get("shared:pdf", EVERYBODY, token="share.token"),
    get("badges:did", EVERYBODY),
    get("badges:status", EVERYBODY, purpose="=revocation", number="1"),
    get("consultation", EVERYBODY),
    get("consultation_thanks", EVERYBODY),
    get("site_search", EVERYBODY),
    get("robots", EVERYBODY),
    get("sitemap", EVERYBODY),
    get("healthz", EVERYBODY),
    get("readyz", EVERYBODY),
    get("demo_mail", EVERYBODY),
    get("demo_mail_message", NOBODY, number="1"),
    get("home_of_user", "login 302 302 302 302 302 302 302"),
]

MY = [
    get("my:standing", PEOPLE),
    get("my:profile", "login 200 200 200 200 200 200 200"),
    get("my:planner", PEOPLE),
    get("my:coverage", PEOPLE),
    get("my:clearance", PEOPLE, code="jurisdiction.code"),
    get("my:certification", PEOPLE, slug="scheme.slug"),
    post("my:enroll", "login 422 422 422 profile profile profile profile", slug="scheme.slug"),
    get("my:renew", "login 200 404 404 profile profile profile profile", slug="scheme.slug"),
    get("my:sessions", PEOPLE),
    get("my:session_new", PEOPLE),
    post("my:session_save_new", "login 422 422 422 profile profile profile profile"),
    get("my:session", OWNER, pk="session.pk"),
    get("my:session_edit", OWNER_DONE, pk="session.pk"),
    post("my:session_save", "login 422 404 404 profile profile profile profile", pk="session.pk"),
    post("my:session_discard", OWNER_DONE, pk="session.pk"),
    post("my:session_withdraw", OWNER_DONE, pk="session.pk"),
    get("my:session_amend", OWNER, pk="session.pk"),
    post("versions:ask", "login 302 404 302 302 404 404 302", pk="session.pk"),
    *(post(f"versions:{name}", "login 302 404 302 302 404 404 302", pk="void.pk") for name in ("keep", "take_back")),
    post("versions:confirm", "login 302 404 302 302 404 404 302", pk="void.pk"),
    get("my:adverse", PEOPLE),
    get("my:adverse_new", PEOPLE),
    get("my:adverse_event", OWNER, pk="adverse.pk"),
    get("my:adverse_correct", OWNER, pk="adverse.pk"),
    post("my:adverse_report", "login 422 404 404 profile profile profile profile", pk="adverse.pk"),
    get("my:adverse_print", OWNER, pk="adverse.pk"),
    post("my:adverse_csv", OWNER, pk="adverse.pk"),
    post("my:adverse_json", OWNER, pk="adverse.pk"),
    get("my:records", PEOPLE),
    get("my:transcript", PEOPLE),
    get("my:transcript_csv", PEOPLE),
    get("my:license_new", PEOPLE),
    get("my:license", OWNER, pk="license.pk"),
    get("my:license_edit", OWNER_DONE, pk="license.pk"),
    post("my:license_renewed", "login 422 404 404 profile profile profile profile", pk="license.pk"),
    post("my:license_not_renewed", OWNER_DONE, pk="license.pk"),
    post("my:license_withdraw", OWNER_DONE, pk="license.pk"),
    get("my:evidence", OWNER, pk="evidence.pk"),
    get("my:evidence_edit", OWNER_DONE, pk="evidence.pk"),
    post("my:evidence_withdraw", OWNER_DONE, pk="evidence.pk"),
    get("my:evidence_new", PEOPLE, kind="=credit"),
    get("session_log:mine", PEOPLE),
    post("session_log:mine", "login 422 422 422 profile profile profile profile"),
    get("my_certificates:list", PEOPLE),
    get("my_certificates:pdf", "login 200 404 404 200 404 404 200", code="certificate.code"),
    get("my_certificates:share", OWNER, code="certificate.code"),
    post("my_certificates:share", OWNER_DONE, code="certificate.code"),
    get("my_certificates:ask", OWNER, code="certificate.code"),
    post("my_certificates:ask", OWNER, code="certificate.code"),
    get("my_certificates:completion", OWNER, pk="completion.pk"),
    post("my_certificates:completion", OWNER, pk="completion.pk"),
    get("files:download", "404 200 404 404 200 404 404 200", public_id="file.public_id"),
    get("join:accept", "200 200 200 200 200 200 200 200", token="=one-time-token"),
]

LEARN = [
    get("learn:catalog", PEOPLE),
    get("learn:module", PEOPLE, key="module.key"),
    get("learn:lesson", PEOPLE, key="module.key", number="=1"),
    get("learn:changes", OWNER, key="changed.key"),
    get("learn:changed_lesson", OWNER, key="changed.key", number="=1"),
    post("learn:changes_confirm", OWNER_DONE, key="changed.key", pk="asked.pk"),
    get("learn:quiz", PEOPLE, key="module.key"),
    post("learn:start", "login 302 302 302 profile profile profile profile", key="module.key"),
    post("learn:answer", "login 302 302 302 profile profile profile profile", key="module.key"),
    post("learn:submit", "login 302 302 302 profile profile profile profile", key="module.key"),
    get("my:statement_new", PEOPLE),
    get("my:statement", OWNER, pk="statement.pk"),
    post("my:statement_withdraw", OWNER_DONE, pk="statement.pk"),
    get("learn:result", OWNER, pk="attempt.pk"),
    post("learn:erratum_read", OWNER_DONE, pk="attempt.pk", notice="erratum_notice.pk"),
    get("learn:file", PEOPLE, digest="lesson_file.digest", saved_as="=sheet.pdf"),
]

SUPERVISE = [
    get("supervise:queue", SUPERVISORS),
    get("supervise:signed", SUPERVISORS),
    get("supervise:log", SUPERVISORS),
    get("supervise:log_csv", SUPERVISORS),
    get("supervise:several", "login 403 403 302 403 403 403 403"),
    post("supervise:sign_several", "login 403 403 302 403 403 403 403"),
    get("supervise:session", SUPERVISORS, pk="session.pk"),
    get("supervise:coverage", SUPERVISORS, pk="person.pk"),
    get("supervise:statements", SUPERVISORS),
    get("supervise:statement_new", "login 403 403 404 403 403 403 403"),
    get("supervise:statement", SUPERVISORS, pk="statement.pk"),
    post("supervise:statement_sign", "login 403 403 400 403 403 403 403", pk="statement.pk"),
    post("supervise:statement_return", "login 403 403 200 403 403 403 403", pk="statement.pk"),
    post("supervise:sign", "login 403 403 400 403 403 403 403", pk="session.pk"),
    post("supervise:return", "login 403 403 200 403 403 403 403", pk="session.pk"),
]

# A link's pages open to the browser that holds a link, whoever is signed in there; here nobody's does.
SIGNING_LINKS = [
    *(get(f"supervise:{name}", NOBODY) for name in ("link", "link_statement", "link_entries", "link_done")),
    *(post(f"supervise:{name}", NOBODY) for name in ("link_code", "link_prove", "link_not_me", "link_finish")),
    post("supervise:link_again", EVERYBODY),
    get("supervise:link_sign_in", "login 404 404 404 404 404 404 404"),
    get("supervise:link_entry", NOBODY, pk="session.pk"),
    post("supervise:link_sign", NOBODY, pk="session.pk"),
    post("supervise:link_return", NOBODY, pk="session.pk"),
    # The last: it gives the browser another session, which is taken back with what was written.
    get("supervise:link_token", "302 302 302 302 302 302 302 302", token="=no-such-token"),
]

DESK_ROWS = [
    get("desk:today", DESK),
    get("desk:own_name", DESK),
    get("desk:roster", DESK),
    get("desk:roster_csv", DESK),
    get("desk:practitioner_new", DESK),
    get("desk:practitioner", THEIR_MANAGER, pk="person.pk"),
    get("desk:filings", DESK),
    get("desk:reviews", DESK),
    get("desk:review", THEIR_MANAGER, pk="review.pk"),
    post("desk:review_close", "login 403 403 403 422 404 403 422", pk="review.pk"),
    get("desk:evidence_void", THEIR_MANAGER, pk="evidence.pk"),
    get("desk:check_void", THEIR_MANAGER, pk="look.pk"),
    get("desk:coverage", THEIR_MANAGER, pk="person.pk"),
    get("desk:planner", THEIR_MANAGER, pk="person.pk"),
    get("desk:practitioner_log", THEIR_MANAGER, pk="person.pk"),
    get("desk:transcript", THEIR_MANAGER, pk="person.pk"),
    get("desk:transcript_csv", THEIR_MANAGER, pk="person.pk"),
    get("session_log:theirs", THEIR_MANAGER, pk="person.pk"),
    post("session_log:theirs", "login 403 403 403 422 404 403 422", pk="person.pk"),
    post("desk:invite", THEIR_MANAGER, pk="person.pk"),
    post("desk:assign", THEIR_MANAGER, pk="person.pk"),
    post("desk:assignment_end", THEIR_MANAGER, pk="person.pk", assignment="assignment.pk"),
    post("desk:admit_supervisor", THEIR_MANAGER_DONE, pk="person.pk"),
    post("desk:end_supervisor", THEIR_MANAGER, pk="person.pk"),
    post("desk:retire", THEIR_MANAGER, pk="person.pk"),
    post("desk:extra_time", THEIR_MANAGER, pk="person.pk"),
    post("desk:extra_time_end", THEIR_MANAGER_DONE, pk="person.pk"),
    get("desk:license_for", THEIR_MANAGER, pk="on_paper.pk"),
    get("desk:evidence_for", THEIR_MANAGER, pk="on_paper.pk", kind="=credit"),
    post("desk:enroll_for", THEIR_MANAGER, pk="on_paper.pk"),
    post("desk:confirm_name_for", THEIR_MANAGER, pk="on_paper.pk"),
    get("desk:checks", DESK),
    get("desk:check_new", THEIR_MANAGER, pk="license.pk"),
    post("desk:check_ask", THEIR_MANAGER_DONE, pk="license.pk"),
    get("desk:evidence", DESK),
    get("desk:evidence_item", THEIR_MANAGER, pk="evidence.pk"),
    post("desk:evidence_accept", THEIR_MANAGER_DONE, pk="evidence.pk"),
    post("desk:evidence_return", THEIR_MANAGER, pk="evidence.pk"),
    get("desk:renewals", DESK),
    get("desk:ready", DESK),
    get("desk:joining", DESK),
    get("desk:signatures", DESK),
    get("desk:signature", THEIR_MANAGER, pk="signature.link_id"),
    post("desk:signature_check", "login 403 403 403 422 404 403 422", pk="signature.link_id"),
    post("desk:signature_accept", "login 403 403 403 422 404 403 422", pk="signature.link_id"),
    post("desk:signature_refuse", "login 403 403 403 422 404 403 422", pk="signature.link_id"),
    post("desk:signature_report", THEIR_MANAGER_DONE, pk="reported.pk"),
    post("desk:join_decide", THEIR_MANAGER, pk="join_request.pk"),
    get("desk:managers", ADMINISTRATORS),
    post("desk:manager_dismiss", "login 403 403 403 403 403 403 302", pk="manager.pk"),
    get("desk:adverse", DESK),
    # Before an opening each page of an event leads to its door, which says who and where, not what.
    get("desk:adverse_event", THEIR_MANAGER, pk="adverse.pk"),
    post("desk:adverse_open", THEIR_MANAGER_DONE, pk="adverse.pk"),
    post("desk:adverse_report", THEIR_MANAGER_DONE, pk="adverse.pk"),
    post("desk:adverse_close", THEIR_MANAGER_DONE, pk="adverse.pk"),
    get("desk:adverse_print", THEIR_MANAGER_DONE, pk="adverse.pk"),
    post("desk:adverse_csv", THEIR_MANAGER_DONE, pk="adverse.pk"),
    post("desk:adverse_json", THEIR_MANAGER_DONE, pk="adverse.pk"),
    get("desk:sessions", DESK),
    get("desk:unsigned", DESK),
    get("desk:statement", THEIR_MANAGER, pk="statement.pk"),
    get("desk:session", THEIR_MANAGER, pk="session.pk"),
    get("desk:rules", DESK),
    get("desk:rule", DESK, pk="rule.pk"),
    post("desk:rule_next", "login 403 403 403 302 302 403 302", pk="rule.pk"),
    post("desk:rule_withdraw", "login 403 403 403 302 302 403 302", pk="draft.pk"),
    get("desk:policy", DESK, pk="policy.pk"),
    post("desk:policy_adopt", "login 403 403 403 302 302 403 302", pk="policy.pk"),
    post("desk:policy_end", "login 403 403 403 200 200 403 200", pk="policy.pk"),
    post("desk:policy_next", "login 403 403 403 302 302 403 302", pk="policy.pk"),
    get("desk:schemes", DESK),
    post("desk:scheme_adopt", "login 403 403 403 302 302 403 302", pk="scheme_draft.pk"),
    get("desk:refreshing", "login 403 403 403 302 302 403 302"),
    get("desk:what_if", DESK),
    get("desk:what_if_result", THEIR_MANAGER, pk="what_if.pk"),
    get("desk:what_if_progress", THEIR_MANAGER_DONE, pk="what_if.pk"),
    post("desk:what_if_cancel", THEIR_MANAGER_DONE, pk="what_if.pk"),
    get("desk:what_if_csv", THEIR_MANAGER, pk="what_if.pk"),
    get("decide:decide", THEIR_MANAGER, pk="person.pk", slug="scheme.slug"),
    get("certificate:asked", DESK),
    get("certificate:page", THEIR_MANAGER, code="certificate.code"),
    get("certificate:print_anew", THEIR_MANAGER, code="certificate.code"),
    post("certificate:print_anew", THEIR_MANAGER, code="certificate.code"),
    get("certificate:decline", THEIR_MANAGER, pk="correction.pk"),
    post("certificate:decline", THEIR_MANAGER, pk="correction.pk"),
    get("issued:list", DESK),
    post("issued:download", "login 403 403 403 200 302 403 200"),
    get("bulk:choose", DESK),
    post("bulk:choose", DESK),
    get("bulk:result", THEIR_MANAGER, pk="bulk.pk"),
    get("bulk:progress", THEIR_MANAGER_DONE, pk="bulk.pk"),
    post("bulk:stop", THEIR_MANAGER_DONE, pk="bulk.pk"),
]

GROUPS = {
    "public": PUBLIC,
    "my": MY,
    "learn": LEARN,
    "supervise": SUPERVISE,
    "signing_links": SIGNING_LINKS,
    "desk": DESK_ROWS,
}
TABLE = [row for rows in GROUPS.values() for row in rows]

# Images of pages and lessons: whoever has the address, as on any site.
WITHOUT_ROW = {f"^media/{folder}/(?P<path>.+)$" for folder in ("images", "original_images", "frozen")}

# Libraries' addresses, by prefix.
BY_PREFIX = {
    "/admin/": "login 403 403 403 200 200 200 200",
    "/admin/pages/": "login 403 403 403 302 302 200 200",
    "/admin/users/": "login 403 403 403 302 302 302 200",
    "/admin/snippets/certificates/design/": "login 403 403 403 200 200 302 200",
    "/admin/snippets/certificates/designpicture/": "login 403 403 403 200 200 302 200",
    "/admin/settings/training/organization/": "login 403 403 403 302 302 302 302",
    "/admin/login/": "login 403 403 403 login login login login",
    "/_util/login/": "login login login login login login login login",
    "/admin/password_reset/": "302 403 403 403 302 302 302 302",
    "/accounts/login/": "200 302 302 302 302 302 302 302",
    "/accounts/email/": "login 200 200 200 200 200 200 200",
    "/documents/1/a.pdf": "404 404 404 404 404 404 200 200",
    "/documents/9/a.pdf": NOBODY,
}

"""Words for outcomes, one table beside the enums of `training.evaluation.outcomes`; tones are in the CSS."""

CLEARANCE_WORDS = {
    "prohibited": "Prohibited",
    "not_cleared": "Not cleared",
    "needs_review": "Needs review",
    "check_due": "Check due",
    "provisional": "Provisional",
    "cleared": "Cleared",
}

CERTIFICATION_WORDS = {
    "none": "Not started",
    "in_progress": "In progress",
    "ready": "Ready for a decision",
    "active": "Active",
    "inactive": "Not valid today",
    "renewal_open": "Renewal open",
    "grace": "In grace",
    "lapsed": "Lapsed",
    "suspended": "Suspended",
    "revoked": "Revoked",
}

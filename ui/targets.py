"""Where a finding is answered. A check names the nearest thing that is recorded; the question that it asks for may lie deeper."""

from __future__ import annotations

from vpa_assist.findings import Finding

OF_CHILD = {
    "IDN001": "given_name",
    "IDN002": "date_of_birth",
    "IDN003": "date_of_birth",
    "IDN004": "address",
    "IDN005": "school",
    "IDN006": "sex",
    "ETH001": "ethnicity",
    "ETH002": "ethnicity/reason_not_recorded",
    "ETH003": "ethnicity/source",
    "FTH001": "religion/code",
    "FTH002": "religion/code",
    "DIS001": "disability",
    "DIS002": "disability",
    "DIS003": "disability/communication_needs",
    "LNG001": "language/first",
    "SEE001": "contact/status",
    "SEE002": "contact/reason",
    "SEE004": "contact/welfare_check",
    "SEE006": "contact/follow_up",
    "SEE007": "contact/alone",
    "VOC001": "aware/words",
    "VOC004": "wishes",
    "WRD001": "aware/words",
    "WRD008": "disability/adjustments_made",
    "WRD009": "language/interpreter",
    "APP001": "aware/appearance",
    "ACT001": "aware/activity",
    "RLN001": "aware/relationships",
    "ENV001": "aware/environment",
    "FLG001": "flags",
    "MIS001": "missing/prevention_interview",
    "MIS002": "missing/trigger_plan",
    "MIS003": "missing/return_home_interview",
    "MIS004": "missing/push_pull",
    "MIS005": "missing/found_with",
    "MIS007": "missing/episodes_90_days",
    "MIS008": "missing/exploitation_considered",
    "OFF002": "offender_contact/offender_manager_told_at",
}
"""The member of the child that answers a finding, by its code."""

OF_DOCUMENT = {
    "INC002": "/incident/account",
    "INC003": "/incident/reference",
    "INC004": "/author",
    "DAB001": "/incident/dash_reference",
    "REF001": "/referral/local_authority",
    "REF003": "/referral/contacted",
    "REF004": "/referral/consent",
    "REF005": "/referral/assessment",
    "REF006": "/referral/basis",
    "REF007": "/referral/voice_in_decision",
}


def target(finding: Finding) -> str:
    """The pointer to go to: the member that answers the finding where its path only leads up to it."""
    steps = finding.path.split("/")
    if len(steps) > 2 and steps[1] == "children" and finding.code in OF_CHILD:
        wanted = f"/children/{steps[2]}/{OF_CHILD[finding.code]}"
    else:
        wanted = OF_DOCUMENT.get(finding.code, "")
    leads_there = wanted == finding.path or wanted.startswith(f"{finding.path}/")
    return wanted if wanted and leads_there else finding.path

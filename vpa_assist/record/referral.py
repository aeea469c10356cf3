"""The referral document `vpa-assist.referral/1`: frozen models, one for each part of the contract.

`None` means not recorded. A blank string means the same; models keep it as typed and `recorded` gives the view without it.
Names that are words of Python end in an underscore here and lose it in JSON (`schema_`, `from_`, `is_`).
"""

# no postponed annotations here: making them from strings would cost a third of this module's import
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from vpa_assist.record.kinds import (
    AuthorityCode,
    ChildId,
    Count,
    Date,
    LanguageCode,
    Many,
    PersonId,
    Postcode,
    Reference,
    Sha256,
    Text,
    Time,
    Uuid,
)

SCHEMA = "vpa-assist.referral/1"
MOST_CHILDREN = 40
MOST_PEOPLE = 200


class Part(BaseModel):
    """What every part of the document has in common: frozen, strict, and no member that the contract does not know."""

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        hide_input_in_errors=True,
        revalidate_instances="never",
        defer_build=True,
    )

    def as_json(self) -> dict[str, Any]:
        """The part as plain values, with just the members that were given."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)


class Officer(Part):
    """A person of the force, as they sign."""

    name: Text | None = None
    collar_number: Text | None = None
    rank: Text | None = None
    unit: Text | None = None
    role: Text | None = None


class Address(Part):
    lines: Many[Text] | None = None
    town: Text | None = None
    postcode: Postcode | None = None


class SystemReference(Part):
    """The same thing's number on another system."""

    system: Text | None = None
    reference: Text | None = None


IncidentType = Literal[
    "domestic_abuse",
    "missing",
    "child_exploitation",
    "online_harm",
    "police_protection",
    "custody",
    "offender_visit",
    "neglect",
    "physical_abuse",
    "sexual_abuse",
    "emotional_abuse",
    "concern_for_safety",
    "mental_health",
    "other",
]


class Incident(Part):
    reference: Text | None = None
    types: Many[IncidentType] | None = None
    occurred_at: Time | None = None
    attended_at: Time | None = None
    resolved_without_attendance: bool | None = None
    location: Address | None = None
    children_in_household: Count | None = None
    account: Text | None = None
    control_room_risk: Text | None = None
    dash_reference: Text | None = None
    body_worn_video: Text | None = None
    linked_records: Many[SystemReference] | None = None


EthnicityCode = Literal[
    "W1", "W2", "W3", "W9", "M1", "M2", "M3", "M9", "A1", "A2", "A3", "A4", "A9", "B1", "B2", "B9", "O2", "O9", "NS"
]
ToldBy = Literal["child", "parent_or_carer", "record", "officer"]


class Ethnicity(Part):
    code: EthnicityCode | None = None
    source: ToldBy | None = None
    observed_code: Text | None = None
    detail: Text | None = None
    reason_not_recorded: Text | None = None


ReligionCode = Literal["none", "christian", "buddhist", "hindu", "jewish", "muslim", "sikh", "other", "not_stated"]


class Religion(Part):
    code: ReligionCode | None = None
    detail: Text | None = None
    reason_not_recorded: Text | None = None


DisabilityCode = Literal["MOB", "HAND", "PC", "INC", "COMM", "LD", "HEAR", "VIS", "BEH", "CON", "AUT", "DDA"]


class Disability(Part):
    codes: Many[DisabilityCode] | None = None
    none_disclosed: bool | None = None
    diagnosis: Text | None = None
    source: ToldBy | None = None
    communication_needs: Text | None = None
    adjustments_made: Text | None = None
    reason_not_recorded: Text | None = None


class Language(Part):
    first: LanguageCode | None = None
    interpreter_needed: bool | None = None
    interpreter: Literal["professional", "family_member", "officer", "none"] | None = None
    interpreter_name: Text | None = None


ContactStatus = Literal["spoken_to", "seen_not_spoken_to", "seen_asleep", "not_seen"]


class Contact(Part):
    """Whether and how the child was seen and heard."""

    status: ContactStatus | None = None
    at: Time | None = None
    place: Text | None = None
    by: Literal["in_person", "telephone", "video"] | None = None
    alone: bool | None = None
    others_present: Many[Reference] | None = None
    reason: Text | None = None
    welfare_check: Text | None = None
    whereabouts: Text | None = None
    follow_up: Text | None = None
    follow_up_due: Time | None = None
    follow_up_done_at: Time | None = None


Means = Literal["speech", "sign", "gesture", "drawing", "writing", "sound", "behaviour", "device"]


class Utterance(Part):
    """One thing said or shown. Without a speaker it is the child's own."""

    speaker: Reference | None = None
    question: Text | None = None
    words: Text | None = None
    how: Means | None = None
    demeanour: Text | None = None
    at: Time | None = None

    @property
    def by_child(self) -> bool:
        """Whether these are the child's own words: `speaker` absent, blank or "child"."""
        return self.speaker is None or self.speaker.strip() in ("", "child")


class Aware(Part):
    """The voice of the child under the five AWARE headings."""

    appearance: Text | None = None
    words: Many[Utterance] | None = None
    activity: Text | None = None
    relationships: Text | None = None
    environment: Text | None = None


Region = Literal[
    "head",
    "face",
    "eye",
    "ear",
    "mouth",
    "neck",
    "chest",
    "abdomen",
    "back",
    "shoulder",
    "upper_arm",
    "forearm",
    "elbow",
    "hand",
    "buttock",
    "genital",
    "thigh",
    "knee",
    "lower_leg",
    "foot",
]


class Injury(Part):
    region: Region | None = None
    side: Literal["left", "right", "both", "midline"] | None = None
    view: Literal["front", "back"] | None = None
    kind: Literal["bruise", "cut", "graze", "burn", "bite", "swelling", "scar", "rash", "fracture", "other"] | None = None
    size_mm: Count | None = None
    colour: Text | None = None
    description: Text | None = None
    explanation: Text | None = None
    explained_by: Reference | None = None
    medical_attention: Text | None = None


class Missing(Part):
    episodes_90_days: Annotated[int, Field(ge=1, le=1_000)] | None = None
    last_seen_at: Time | None = None
    reported_at: Time | None = None
    found_at: Time | None = None
    found_place: Text | None = None
    found_with: Many[Reference] | None = None
    risk_grade: Literal["no_apparent_risk", "low", "medium", "high"] | None = None
    trigger_plan: Literal["in_place", "requested", "none"] | None = None
    prevention_interview: Literal["held", "refused", "not_held"] | None = None
    prevention_interview_at: Time | None = None
    return_home_interview: Literal["requested", "held", "declined", "not_requested"] | None = None
    push_pull: Text | None = None
    harm_while_missing: Text | None = None
    carer_information: Text | None = None
    risk_grade_reason: Text | None = None
    exploitation_considered: Text | None = None


class DesignatedOfficer(Part):
    """Who was responsible for a child in police protection, and from when to when."""

    officer: Officer | None = None
    from_: Time | None = Field(default=None, alias="from")
    to: Time | None = None


class ProtectionReview(Part):
    at: Time | None = None
    by: Officer | None = None
    decision: Literal["continue", "release"] | None = None
    rationale: Text | None = None


class Informed(Part):
    """When each was told of the police protection."""

    child: Time | None = None
    parents: Time | None = None
    local_authority: Time | None = None
    emergency_duty_team: Time | None = None


class PoliceProtection(Part):
    """Children Act 1989, section 46."""

    started_at: Time | None = None
    grounds: Text | None = None
    initiating_officer: Officer | None = None
    designated_officers: Many[DesignatedOfficer] | None = None
    reviews: Many[ProtectionReview] | None = None
    informed: Informed | None = None
    accommodation: Text | None = None
    child_told_and_views: Text | None = None
    ended_at: Time | None = None
    ended_by: Officer | None = None
    end_reason: Text | None = None
    strategy_discussion_at: Time | None = None


class CustodyReview(Part):
    at: Time | None = None
    by: Officer | None = None
    how: Literal["in_person", "remote", "child_asleep"] | None = None
    child_spoken_to: bool | None = None
    child_view: Text | None = None
    effect_on_child: Text | None = None
    rationale: Text | None = None


class Custody(Part):
    custody_reference: Text | None = None
    arrested_at: Time | None = None
    arrested_for: Text | None = None
    vulnerability: Text | None = None
    appropriate_adult: Text | None = None
    appropriate_adult_at: Time | None = None
    healthcare_seen_at: Time | None = None
    liaison_and_diversion_seen_at: Time | None = None
    reviews: Many[CustodyReview] | None = None
    alternatives_considered: Text | None = None
    bail_refused: bool | None = None
    accommodation_requested_at: Time | None = None
    accommodation_outcome: Text | None = None
    certificate_of_juvenile_detention: bool | None = None


class OnlineIdentifier(Part):
    platform: Text | None = None
    username: Text | None = None


class Exploitation(Part):
    kinds: Many[Literal["sexual", "criminal", "county_lines", "online", "trafficking", "radicalisation"]] | None = None
    indicators: Text | None = None
    suspects: Many[Reference] | None = None
    online_identifiers: Many[OnlineIdentifier] | None = None
    images_in_circulation: bool | None = None
    images_action: Text | None = None
    other_children_at_risk: Text | None = None
    risk_tool_completed: bool | None = None
    nrm: Literal["made", "not_needed", "considered"] | None = None
    strategy_discussion_requested: bool | None = None
    multi_agency_meeting: Text | None = None
    suspect_description: Text | None = None
    risk_level: Literal["low", "medium", "high"] | None = None
    risk_assessed_at: Time | None = None


class OffenderContact(Part):
    offender: Reference | None = None
    order_or_register: Text | None = None
    nature: Text | None = None
    offender_manager_told_at: Time | None = None
    disclosure_considered: Text | None = None


class Awaited(Part):
    """Something asked of others about this child."""

    what: Literal["return_home_interview", "strategy_minutes", "trigger_plan", "early_help", "outcome", "other"] | None = None
    from_: Text | None = Field(default=None, alias="from")
    asked_at: Time | None = None
    due: Time | None = None
    received_at: Time | None = None
    outcome: Text | None = None


class FlagPlaced(Part):
    code: Text | None = None
    system: Text | None = None
    at: Time | None = None
    by: Officer | None = None


class Child(Part):
    id: ChildId
    given_name: Text | None = None
    family_name: Text | None = None
    also_known_as: Many[Text] | None = None
    date_of_birth: Date | None = None
    estimated_age: Annotated[int, Field(ge=0, le=130)] | None = None
    unborn: bool | None = None
    due_date: Date | None = None
    sex: Literal["female", "male", "indeterminate", "not_known"] | None = None
    gender_identity: Text | None = None
    pronouns: Text | None = None
    address: Address | None = None
    school: Text | None = None
    gp: Text | None = None
    social_worker: Text | None = None
    ethnicity: Ethnicity | None = None
    religion: Religion | None = None
    disability: Disability | None = None
    language: Language | None = None
    contact: Contact | None = None
    aware: Aware | None = None
    wishes: Text | None = None
    injuries: Many[Injury] | None = None
    missing: Missing | None = None
    police_protection: PoliceProtection | None = None
    custody: Custody | None = None
    exploitation: Exploitation | None = None
    offender_contact: OffenderContact | None = None
    flags: Many[Text] | None = None
    references: Many[SystemReference] | None = None
    awaited: Many[Awaited] | None = None
    flags_placed: Many[FlagPlaced] | None = None


class Relationship(Part):
    """What a person is to a child."""

    child: Reference | None = None
    is_: Text | None = Field(default=None, alias="is")
    parental_responsibility: bool | None = None
    lives_with_child: bool | None = None


class Link(Part):
    """What a person is to another person, for the family diagram."""

    to: Reference | None = None
    is_: Literal["married", "partner", "separated", "divorced", "sibling", "parent", "other"] | None = Field(
        default=None, alias="is"
    )
    harmful: bool | None = None


class Person(Part):
    id: PersonId
    name: Text | None = None
    date_of_birth: Date | None = None
    sex: Literal["female", "male", "indeterminate", "not_known"] | None = None
    address: Address | None = None
    phone: Text | None = None
    role: Literal["parent", "carer", "relative", "suspect", "victim", "witness", "professional", "other"] | None = None
    relationships: Many[Relationship] | None = None
    risk: (
        Many[
            Literal[
                "domestic_abuse",
                "registered_sex_offender",
                "violence",
                "substance_misuse",
                "mental_health",
                "weapons",
                "other",
            ]
        ]
        | None
    ) = None
    present: bool | None = None
    notes: Text | None = None
    links: Many[Link] | None = None


class AgencyContact(Part):
    """Who was told, and what they said."""

    agency: Text | None = None
    person: Text | None = None
    at: Time | None = None
    outcome: Text | None = None


class ReferralDecision(Part):
    local_authority: AuthorityCode | None = None
    basis: Literal["s47", "s17", "early_help", "information_only"] | None = None
    immediate_risk: bool | None = None
    consent: Literal["given", "refused", "not_sought"] | None = None
    consent_rationale: Text | None = None
    contacted: Many[AgencyContact] | None = None
    strategy_discussion: Literal["held", "requested", "not_needed"] | None = None
    other_referrals: Many[Text] | None = None
    assessment: Text | None = None
    voice_in_decision: Text | None = None
    actions_taken: Text | None = None
    risk_to_staff: Text | None = None


Grade = Literal["good", "requires_improvement", "inadequate"]
ReviewAction = Literal["submit", "comment", "reply", "return", "approve", "send", "reopen", "addendum", "audit"]


def _start_and_end(span: tuple[int, ...]) -> tuple[int, ...]:
    if len(span) != 2 or span[0] > span[1]:
        raise PydanticCustomError("not_allowed", "{allowed}", {"allowed": "two whole numbers, start and end"})
    return span


Span = Annotated[Many[Count], AfterValidator(_start_and_end)]
"""`[start, end)` in code points of a text."""


class ReviewEntry(Part):
    id: Text | None = None
    at: Time | None = None
    by: Officer | None = None
    action: ReviewAction | None = None
    path: Text | None = None
    span: Span | None = None
    text: Text | None = None
    praise: bool | None = None
    reply_to: Text | None = None
    answer: Literal["changed", "not_changed", "need_help"] | None = None
    grade: Grade | None = None
    of: Sha256 | None = None
    to: Text | None = None
    how: Literal["portal", "secure_email", "telephone", "by_hand", "other"] | None = None
    receipt: Text | None = None
    received_at: Time | None = None


class Dismissal(Part):
    """A should or consider finding that a person set aside, with the reason."""

    code: Text | None = None
    path: Text | None = None
    reason: Text | None = None
    by: Officer | None = None
    at: Time | None = None
    of: Sha256 | None = None


class Explanation(Dismissal):
    """A must finding that cannot be answered, or a wording check that misread the text."""

    kind: Literal["cannot_be_recorded", "misread"] | None = None


Status = Literal["draft", "submitted", "returned", "approved", "sent"]


class Referral(Part):
    schema_: Literal["vpa-assist.referral/1"] = Field(alias="schema")
    id: Uuid
    kind: Literal["live", "training"] | None = None
    status: Status | None = None
    created_at: Time | None = None
    updated_at: Time | None = None
    author: Officer | None = None
    incident: Incident | None = None
    children: Annotated[Many[Child], Field(max_length=MOST_CHILDREN)] | None = None
    people: Annotated[Many[Person], Field(max_length=MOST_PEOPLE)] | None = None
    referral: ReferralDecision | None = None
    review: Many[ReviewEntry] | None = None
    dismissed: Many[Dismissal] | None = None
    explained: Many[Explanation] | None = None
    scenario: Text | None = None

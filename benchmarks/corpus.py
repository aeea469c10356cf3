"""Seeded texts and referrals, invented, any number and any size: the same seed gives the same bytes on every machine."""

from __future__ import annotations

import datetime
import json
import random
import uuid
from typing import Any

_CHILDREN = ["Amara", "Leo", "Isla", "Kofi", "Tomasz", "Zara", "Callum", "Priya", "Aoife", "Reuben", "Sana", "Nia"]
_ADULTS = ["Danielle", "Marcus", "Agnieszka", "Robert", "Farah", "Wendy", "Samuel", "Colette", "Owen", "Shanice"]
_SURNAMES = ["Ashdown", "Okoro", "Nowak", "Hussain", "Price", "Whitmore", "Lindqvist", "Abara", "Thackeray", "Zielinska"]
_ROOMS = ["kitchen", "living room", "front bedroom", "hallway", "bathroom", "back bedroom"]
_SAID = [
    "I don't like it when the door bangs",
    "he shouts and then I go under the bed",
    "I made my own tea",
    "nobody came to get me",
    "my tummy hurts on Sundays",
    "I gave her my bear because she was crying",
]
_PLAIN = [
    "{n} sat on the third stair in a school jumper with a torn cuff and did not look up when I came in.",
    "I knelt down in the {room} and spoke with {n} away from {a}.",
    '{n} told me, "{said}," and looked at the {room} door while saying it.',
    "The {room} was cold; there was no bulb in the light and the window was held shut with tape.",
    "{a} said that the heating had been off for {d} days because the meter had run out.",
    "There was bread and milk in the fridge and a pan of pasta on the hob.",
    "{n} went quiet when {a} came back into the {room}, and held the dog's collar with both hands.",
    "{n} is {age} and walks to school alone; the register shows {d} late marks this term.",
    "Two mattresses lay on the floor of the {room} with one clean duvet between them.",
    "{n} asked twice whether the police would come again tomorrow.",
    "I could see no marks on the face, arms or hands, and {n} moved freely.",
    "{a} and {n} hugged at the door, and {n} asked whether they could go to Nan's.",
    "I checked where {n} would sleep tonight and who would be there in the morning.",
    "{n} drew the house with everybody in it and put a cross over the {room}.",
]
_FLAGGED = [
    "{n} puts herself at risk by going out at night.",
    "{n} refuses to engage with officers and is streetwise.",
    "Appeared fine, no concerns.",
    "The children were not spoken to as they were sent to bed.",
    "MARAC and MASH were informed, NFA for the OIC.",
    "{n} is attention seeking and makes poor choices.",
    "He stated that he was happy with the situation at home.",
]


_WHERE = ["by the door", "on the landing", "near the back gate", "in the hall", "at the foot of the stairs", "under the table"]
_WHAT = ["a blue coat", "two bags", "an old blanket", "some crayons", "a broken lamp", "the red bicycle", "a box of shoes"]


def sentence(chance: random.Random) -> str:
    """One sentence that hardly ever comes twice; about one in seven is weak in a way that a check should see."""
    template = chance.choice(_FLAGGED if chance.random() < 1 / 7 else _PLAIN)
    text = template.format(
        n=chance.choice(_CHILDREN),
        a=chance.choice(_ADULTS),
        room=chance.choice(_ROOMS),
        said=chance.choice(_SAID),
        d=chance.randint(2, 14),
        age=chance.randint(5, 16),
    )
    tail = f", at {chance.randint(18, 23)}:{chance.randint(0, 59):02} with {chance.choice(_WHAT)} {chance.choice(_WHERE)}."
    return text.removesuffix(".") + tail if template in _PLAIN else text


def narrative(words: int, seed: object, paragraphs: bool = True) -> str:
    """A text of about this many words."""
    chance = random.Random(f"narrative:{seed}:{words}")
    out: list[str] = []
    count = 0
    while count < words:
        block: list[str] = []
        for _ in range(chance.randint(3, 6)):
            block.append(sentence(chance))
            count += len(block[-1].split())
            if count >= words:
                break
        out.append(" ".join(block))
    return ("\n\n" if paragraphs else " ").join(out)


def referral(seed: int, children: int = 6, words: int = 60) -> dict[str, Any]:
    """A referral of the contract with this many children and words in each AWARE field: about 26 kB as JSON by default."""
    chance = random.Random(f"referral:{seed}")
    day = datetime.date(2026, 1, 1) + datetime.timedelta(days=seed % 320)

    def at(hour: int, minute: int = 0) -> str:
        return f"{day}T{hour:02}:{minute:02}:00+00:00"

    def officer() -> dict[str, Any]:
        return {
            "name": f"{chance.choice(_ADULTS)} {chance.choice(_SURNAMES)}",
            "collar_number": str(chance.randint(1000, 9999)),
            "rank": "PC",
            "unit": chance.choice(["Response A", "Response B", "Neighbourhood", "Child Protection"]),
            "role": "attending officer",
        }

    def address() -> dict[str, Any]:
        street = chance.choice(["Alder Road", "Canal Street", "Mill Close", "Station Road"])
        town, district = chance.choice([("Crewe", "CW1"), ("Winsford", "CW7"), ("Widnes", "WA8"), ("Macclesfield", "SK11")])
        return {"lines": [f"{chance.randint(1, 240)} {street}"], "town": town, "postcode": f"{district} {chance.randint(1, 9)}ZY"}

    surname = chance.choice(_SURNAMES)
    kids = []
    for index in range(children):
        born = day - datetime.timedelta(days=chance.randint(800, 6200))
        status = chance.choice(["spoken_to", "spoken_to", "spoken_to", "seen_asleep", "not_seen"])
        key = f"{seed}-{index}"
        kids.append(
            {
                "id": f"c{index + 1}",
                "given_name": chance.choice(_CHILDREN),
                "family_name": surname,
                "date_of_birth": str(born),
                "sex": chance.choice(["female", "male"]),
                "school": "St Aldric's Primary School",
                "gp": "Canal Street Surgery",
                "ethnicity": {
                    "code": chance.choice(["W1", "M1", "A2", "B2", "O9"]),
                    "source": "parent_or_carer",
                    "detail": "As told by the mother",
                },
                "religion": {"code": chance.choice(["none", "christian", "muslim"])},
                "disability": {"codes": [], "none_disclosed": True, "source": "parent_or_carer"},
                "language": {"first": "en", "interpreter_needed": False},
                "contact": {
                    "status": status,
                    "at": at(22, chance.randint(0, 59)),
                    "place": "The front bedroom",
                    "alone": True,
                    "welfare_check": narrative(25, f"{key}-check", paragraphs=False),
                    "follow_up": "The school family worker will see her on Monday.",
                },
                "aware": {
                    "appearance": narrative(words, f"{key}-appearance"),
                    "words": [
                        {
                            "question": chance.choice(["Tell me about tonight.", "What happened then?", "Who was there?"]),
                            "words": chance.choice(_SAID),
                            "how": "speech",
                            "demeanour": "Spoke quietly and looked at the door.",
                            "at": at(22, 30),
                        }
                        for _ in range(chance.randint(1, 4))
                    ],
                    "activity": narrative(words, f"{key}-activity"),
                    "relationships": narrative(words, f"{key}-relationships"),
                    "environment": narrative(words, f"{key}-environment"),
                },
                "wishes": narrative(20, f"{key}-wishes", paragraphs=False),
                "injuries": [
                    {"region": "forearm", "side": "left", "view": "front", "kind": "bruise", "size_mm": 20, "colour": "yellow"}
                ]
                if chance.random() < 0.2
                else [],
                "flags": [],
            }
        )
    adults = [
        {
            "id": f"p{number}",
            "name": f"{chance.choice(_ADULTS)} {surname}",
            "date_of_birth": str(day - datetime.timedelta(days=chance.randint(7000, 16000))),
            "sex": chance.choice(["female", "male"]),
            "address": address(),
            "phone": f"07700 900{chance.randint(100, 999)}",
            "role": "parent",
            "present": True,
            "relationships": [
                {"child": f"c{index + 1}", "is": "parent", "parental_responsibility": True, "lives_with_child": number == 1}
                for index in range(children)
            ],
        }
        for number in (1, 2)
    ]
    return {
        "schema": "vpa-assist.referral/1",
        "id": str(uuid.UUID(int=chance.getrandbits(128), version=4)),
        "kind": "live",
        "status": "draft",
        "created_at": at(22),
        "updated_at": at(23, 30),
        "author": officer(),
        "incident": {
            "reference": f"2600{seed:07d}",
            "types": [chance.choice(["domestic_abuse", "neglect", "concern_for_safety"])],
            "occurred_at": at(21, 30),
            "attended_at": at(22),
            "location": address(),
            "children_in_household": children,
            "account": narrative(120, f"{seed}-account"),
            "control_room_risk": "Two earlier calls to the address.",
            "dash_reference": f"D{seed:06d}",
        },
        "children": kids,
        "people": adults,
        "referral": {
            "local_authority": "cheshire_east",
            "basis": "s17",
            "immediate_risk": False,
            "consent": "given",
            "strategy_discussion": "not_needed",
            "assessment": narrative(60, f"{seed}-assessment"),
            "voice_in_decision": narrative(40, f"{seed}-voice"),
            "actions_taken": "Told the school and the health visitor.",
        },
    }


def referral_bytes(seed: int, children: int = 6, words: int = 60) -> bytes:
    """The same referral as the bytes of a file."""
    return json.dumps(referral(seed, children, words), ensure_ascii=False, indent=1).encode()

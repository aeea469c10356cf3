"""Goal 6: a referral from bytes with every refusal of the contract, beside a bare model and beside jsonschema."""

from __future__ import annotations

import json
import time
from functools import lru_cache
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, create_model

from benchmarks.corpus import referral_bytes
from benchmarks.harness import Goal, Section, cpu_timed, duel
from benchmarks.peers import ensure_python
from vpa_assist.record.pointers import plain
from vpa_assist.record.reading import read
from vpa_assist.record.referral import Referral

ROUNDS = 41
SHORT_ROUNDS = 15
REPEAT = 20


@lru_cache
def bare(model: type[BaseModel]) -> type[BaseModel]:
    """The same fields with plain kinds: no shapes, no limits, unknown members ignored, as a quick model would have them."""

    def kind(annotation: Any) -> Any:
        held = plain(annotation)
        if get_origin(held) is tuple:
            return list[kind(get_args(held)[0])]  # type: ignore[misc]
        if isinstance(held, type) and issubclass(held, BaseModel):
            return bare(held)
        if get_origin(held) is Literal:
            return held
        return held

    fields: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        label = info.alias or name
        safe = f"{label}_field" if label in ("schema", "from", "is") else label
        from pydantic import Field

        fields[safe] = (kind(info.annotation) | None, Field(default=None, alias=label))
    return create_model(f"Bare{model.__name__}", **fields)


def run(short: bool = False) -> Section:
    section = Section("Loading a referral")
    ensure_python("jsonschema", "fastjsonschema", "msgspec")
    import fastjsonschema
    import jsonschema
    import msgspec

    documents = [referral_bytes(seed, children=6, words=75) for seed in range(8)]
    quick = bare(Referral)
    schema = Referral.model_json_schema(by_alias=True)
    validator = jsonschema.Draft202012Validator(schema)
    compiled = fastjsonschema.compile(schema)

    def per_document(function: Any, repeat: int = REPEAT) -> Any:
        def turn(number: int) -> float:
            data = documents[number % len(documents)]
            start = time.process_time()
            for _ in range(repeat):
                function(data)
            return (time.process_time() - start) / repeat

        return turn

    found = duel(
        {
            "vpa-assist: read": per_document(read),
            "json.loads + bare pydantic": per_document(lambda data: quick.model_validate(json.loads(data))),
            "json.loads": per_document(json.loads),
            "json.loads + fastjsonschema": per_document(lambda data: compiled(json.loads(data)), 5),
            "json.loads + jsonschema": lambda number: cpu_timed(lambda: validator.is_valid(json.loads(documents[number % 8]))),
            "msgspec, untyped": per_document(msgspec.json.decode),
        },
        SHORT_ROUNDS if short else ROUNDS,
        warm_up=2,
    )
    section.text(f"Referrals of {len(documents[0]) / 1000:.0f} kB with six children; fresh bytes each time. Processor time.")
    section.duel(found, "json.loads + bare pydantic", "µs")
    section.goals += [
        Goal("6a", "load one referral : bare model", found.ratio("vpa-assist: read", "json.loads + bare pydantic"), 1.6, 1.15),
        Goal("6b", "load one referral : jsonschema", found.ratio("vpa-assist: read", "json.loads + jsonschema"), 0.06, 0.03),
    ]
    return section

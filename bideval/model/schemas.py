"""JSON Schemas of the files of a tender folder and of a decision record, made from the models."""

from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter

from bideval.model.bid import Bid
from bideval.model.decision import Decision
from bideval.model.price import PriceSheet
from bideval.model.recorded import DecisionRecord
from bideval.model.scenario import Scenario
from bideval.model.study import Study
from bideval.model.tender import Tender

FILES = MappingProxyType(
    {
        "tender": Tender,
        "bid": Bid,
        "prices": PriceSheet,
        "decisions": tuple[Decision, ...],
        "study": Study,
        "scenario": Scenario,
        "record": DecisionRecord,
    }
)


def json_schema(file: str) -> dict[str, Any]:
    """Return the JSON Schema of ``file``, a key of FILES."""
    adapter: TypeAdapter[Any] = TypeAdapter(FILES[file])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **adapter.json_schema(by_alias=True)}

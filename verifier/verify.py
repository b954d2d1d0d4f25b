#!/usr/bin/env python3
"""Check a decision record of a public tender: recompute the result from the inputs that stand in it.

    python3 verifier/verify.py record.json [--digest sha256:...] [FOLDER]

Of a public record, which withholds parts, it computes again what the rest allows, and names the parts.

Python 3.8 or later and its standard library.  It shares no code with the program that wrote the record:
it follows that program's documentation, and each section names the page of docs/ that it was written
from.  All figures are fractions; nothing is ever a float.

Certificates, and the award of lots that are awarded together, are checked by certificates.py and
awards.py in the folder of this file; without them such parts are said not to be checked.

It reads no tender folder (only the digests of its files), and does not judge whether the rules are
lawful, the marks right or the times true.
"""

from __future__ import annotations

import argparse
import decimal
import hashlib
import importlib.util
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from importlib.abc import InspectLoader
from math import gcd, prod
from operator import mul
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Dict, Iterable, Iterator, List, NoReturn, Tuple

if TYPE_CHECKING:
    from types import ModuleType
    from typing import Callable, Mapping, Sequence, Union

    from verifier.certificates import Claim

    Json = Union[None, bool, int, str, "Withheld", List["Json"], Dict[str, "Json"]]
    Obj = Dict[str, Json]
    Value = Union[Fraction, str, List[Fraction]]  # of a measure: a number, a word, or a number a year

SAME, UNREADABLE, DIFFERS, UNCHECKED = 0, 3, 4, 5  # exit codes
HUNDRED, ZERO, ONE = Fraction(100), Fraction(0), Fraction(1)


class UnreadableError(Exception):
    """The record is not as the format says."""


class RefusedError(Exception):
    """The published rules do not give a figure for these inputs."""


class MissingError(RefusedError):
    """A bid does not state what a rule reads."""


class NotCoveredError(Exception):
    """What this file does not recompute."""


def require(holds: bool, error: Exception) -> None:
    """Raise the error unless what is required holds."""
    if not holds:
        raise error


def _rests_on_it(*_: object) -> NoReturn:
    raise NotCoveredError("it rests on what is withheld")


class Withheld:
    """Stands where a public record withholds a value: whatever is asked of it has no answer."""

    __eq__ = __hash__ = __bool__ = __str__ = _rests_on_it


WITHHELD = Withheld()


# ==== Reading, strictly: docs/record.md "Form", docs/digest.md "Text"

MOST_BYTES, MOST_DEPTH, MOST_VALUES, MOST_KEYS, MOST_TEXT = 33_554_432, 64, 1_000_000, 200_000, 1_000_000
NO_BRACKETS = bytes(byte for byte in range(256) if byte not in b"[]{}")
_NUMBER = re.compile(r"-?[0-9]{1,2000}(?:/[1-9][0-9]{0,1999}|\.[0-9]{1,2000})?", re.ASCII)


def read_record(path: Path) -> Obj:
    """Return the record in a file, or raise UnreadableError with one sentence."""
    try:
        regular = path.is_file() or not path.exists()  # of a pipe the reading might never end
        require(regular, UnreadableError(f"{path} is no regular file"))
        with path.open("rb") as file:
            return strict(file.read(MOST_BYTES + 1))
    except OSError as error:
        raise UnreadableError(f"{path} cannot be read: {error.strerror}") from None


def strict(data: bytes) -> Obj:
    """Return canonical JSON as an object: no key twice, no float, one spelling only, within the bounds."""
    plain = data.replace(b"\\\\", b"").replace(b'\\"', b"") if len(data) <= MOST_BYTES else b""
    require(
        0 < plain.count(b'"') <= 4 * MOST_VALUES,
        UnreadableError("the record has more bytes or texts than the format allows, or none"),
    )
    bare = b"".join(plain.split(b'"')[::2])
    brackets = bare.translate(None, NO_BRACKETS)
    values = (
        1 + bare.count(b",") + bare.count(b"[") + bare.count(b"{") - bare.count(b"[]") - bare.count(b"{}")
    )
    depth = deepest = 0
    for mark in brackets if max(values, len(brackets) // 2) <= MOST_VALUES else b"":
        depth += 1 if mark in b"[{" else -1
        deepest = max(deepest, depth)
    require(
        0 < deepest <= MOST_DEPTH,
        UnreadableError(f"the record is more than {MOST_DEPTH} deep, or has too many values or none"),
    )
    try:
        found: Json = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_unique,
            parse_float=_no_float,
            parse_constant=_no_float,
            parse_int=_int,
        )
        require(
            canonical(found) == data,
            UnreadableError("the bytes are not canonical JSON: keys in order, no spaces, one spelling"),
        )
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"this is not JSON as the format says: {str(error)[:200]}") from None
    return obj(found)


def _unique(pairs: list[tuple[str, Json]]) -> Obj:
    found = dict(pairs)
    require(
        len(found) == len(pairs) and len(found) <= MOST_KEYS and all(key.isascii() for key in found),
        UnreadableError("an object has a key twice, one that is not ASCII, or too many"),
    )
    require(
        not any(isinstance(value, str) and len(value) > MOST_TEXT for value in found.values()),
        UnreadableError(f"a text has more than {MOST_TEXT} characters"),
    )
    return found


def _no_float(text: str) -> NoReturn:
    raise UnreadableError(f"{text[:40]} is no whole number; numbers with decimals stand as text")


def _int(text: str) -> int:
    require(
        len(text) <= 17 and text != "-0" and abs(int(text)) < 2**53,
        UnreadableError("a whole number is too large; such a number stands as text"),
    )
    return int(text)


def canonical(value: Json) -> bytes:
    """Return a value as canonical JSON."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_rests_on_it
    ).encode("utf-8")


def sha256(data: bytes) -> str:
    """Return a digest as the record writes it."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


# ---- Parts of a record, each of its kind or refused; nothing is read as an empty one


def _not_a(kind: str, value: Json) -> UnreadableError:
    return UnreadableError(f"{kind} should stand where {str(value)[:60]!r} stands")


def obj(value: Json) -> Obj:
    """Return an object; an empty one where there is nothing."""
    if value is not None and not isinstance(value, dict):
        raise _not_a("an object", value)
    return value or {}


def at(value: Json, *keys: str) -> Json:
    """Return what stands under a path of keys; None where nothing does."""
    for key in keys:
        value = obj(value).get(key)
    return value


def items(value: Json) -> list[Json]:
    """Return a list; an empty one where there is nothing."""
    if value is not None and not isinstance(value, list):
        raise _not_a("a list", value)
    return value or []


def objects(value: Json) -> list[Obj]:
    """Return a list of objects."""
    return [obj(one) for one in items(value)]


def word(value: Json, default: str = "") -> str:
    """Return a text; the default where there is nothing."""
    if value is not None and not isinstance(value, str):
        raise _not_a("a text", value)
    return default if value is None else value


def words(value: Json) -> list[str]:
    """Return a list of texts; a text alone is a list of one."""
    return [word(one) for one in ([value] if isinstance(value, str) else items(value))]


def is_number(value: Json) -> bool:
    """Say whether a value is the text of a number."""
    return isinstance(value, str) and _NUMBER.fullmatch(value) is not None


def number(value: Json) -> Fraction:
    """Return the number that a text is: decimals, or a fraction n/d."""
    if not is_number(value):
        raise _not_a("a number as text", value)
    return Fraction(word(value))


def whole(value: Json) -> int:
    """Return a whole number, which may stand as text."""
    found = value if isinstance(value, int) and not isinstance(value, bool) else number(value)
    if found != int(found):
        raise _not_a("a whole number", value)
    return int(found)


def flag(value: Json) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise _not_a("true or false", value)
    return value


def total(values: Iterable[Fraction]) -> Fraction:
    """Return a sum."""
    return sum(values, ZERO)


# ==== The form of what is recorded: docs/digest.md "How values stand", docs/format.md, docs/packs.md

# An object a line: its keys, ``!`` after one that is always there, ``^`` after those of which one alone
# is, and what stands there where it is no text.  ``*`` is a list, ``+`` one or a list, ``%`` names with
# values (``%Words``: names of that list), ``~`` or the name of a parameter; small words are of KINDS.
FORM = """
File: path!=json bytes!=whole sha256!=hex
Answer: lot=id id=id about=json question=json settings=json sentence=json verdict=json basis=json
  columns=json claims=json
Inputs: tender!=Tender packs=Pack% schedule=Line* bids=Bid% prices=PriceSheet% rates=Rate*%
  evaluators=Evaluator* marks=Mark* consensus=Consensus* assignments=Assignment* declarations=Declaration*
  decisions=Decision*
Line: section line lot unit quantity=number years=number kind=rate|lump-sum|option|provisional counts=flag
  description
Rate: line rate!=RateKind extension=number vat=Vat
RateKind: words!=number|blank|included|not-offered value=number
Evaluator: id name=hash role
Mark: lot criterion=id bid=id evaluator mark!=number strengths=hash weaknesses=hash evidence=hash at=moment
  supersedes=moment
Consensus: lot criterion=id bid=id mark!=number reason=hash evidence=hash moved_from=hash why_moved=hash
  agreed_by=text* at=moment supersedes=moment
Assignment: evaluator lot criterion due=moment
Declaration: person bid stage=planning|marking|moderation|award interest=none|managed|conflict what=hash
  measures=hash reviewed_by at=moment supersedes=moment
Pack: bideval-pack!=1 id! edition! title! question! status!=V|S|U source!=Source valid!=Valid cases!=Case*
  notes about=bid|supplier off parameters=Parameter% unit=Unit points=Points threshold mitigations=text%
  measure^=Measure reads^=mark scale^=Scale bases^=Basis% before after checks=Check* clock=Step*
  allows=Allowed*
Source: title! section! date=date
Valid: from!=date to=date
Case: words! given!=any% with=any% test=Test measure points=plain grade=green|amber|red passes=true|false
  consequence=OnFail refused
Parameter: unit!=ParameterUnit words default min=plain max=plain above=plain below=plain choices=text*
  many=true|false stated=true|false optional=true|false
Unit = money ratio percent count years points mark words
ParameterUnit = money ratio percent count years points words scale date
Measure: field^ constant^=plain parameter^ sum^=Measure+ difference^=Measure* product^=Measure* min^=Measure+
  max^=Measure+ mean^=Measure+ ratio^=Measure* abs^=Measure count-passing^=PassTest* all-of^=Condition*
  present-value^=Measure+ unit=Unit years=amount share=amount part_years=as-stated|annualise~
  accepts=BackingForm~+ stage=BackingStage~ called=any|on-demand|on-default~ until agency grades=words
  when_zero=amount when_negative=amount when_none=amount rate=amount first=plain met not_met
  when_missing=refuse|not-established
PassTest: of!=Measure test!=Test against!=amount
Condition: of!=Measure test!=Test against!=words evidence=Measure
Points: scale^=ScaleOrName bands^=Bands linear^=Linear lookup^=amount% declares_negative=true|false
Bands: includes!=from|to rows!=Band*
Band: from=amount to=amount points!=amount grade=green|amber|red includes=from|to|both|neither
Linear: from!=Anchor to!=Anchor outside!=clamp|extend|refuse
Anchor: at!=amount points!=amount
Scale: marks^=ScaleMark* from^=plain to=plain step=plain declares_negative=true|false
ScaleMark: mark!=plain points!=plain words
Basis: consequence!=OnFail wording! cite!
Check: id!=id looks!=Looks severity!=error|warning|question wording! remedy! cite! status!=V|S|U
  when=Facts unless=Facts unstated=authority_type|nation|buys|procedure* not_open=true|false at_most=plain
  of=text* packs=text* named=text* enough=text*
Looks = applies stated turnover audited-accounts insurance reason clause weighs standing tests uses ties
  lot-limit years decision
Facts: authority_type=Tender.authority_type* nation=Tender.nation* buys=Tender.buys*
  procedure=Tender.procedure* basis=text* pack=text*
Step: id!=id wording! cite! status!=V|S|U after wait unit=working-days|calendar-days|months|years
  counted=day-of|day-after unless=Facts
Allowed: packs!=text* wording! cite! status!=V|S|U
Study: ranges=range% order=id** rates=number% groupings=id*% report=Report exposure=Exposure
  rehearsal=Rehearsal proportionality=Proportionality% asked_by=hash asked_at=moment because=hash
Proportionality: risk=hash level=hash alternatives=hash affected=hash
Rehearsal: prices=number* lot_prices=number*% marks=number*% declared=any% accounts=number*%
  backing=number*%BackingForm seed! cases!=whole bids!=number* evaluators=whole bidders=BidderKind%
BidderKind: prices=number* lot_prices=number*% marks=number*% declared=any% accounts=number*%
  backing=number*%BackingForm title=hash type!=BodyType
Exposure: lot=id accepts=BackingForm* stage=BackingStage advance_payments=ExposureTerm
  re_procurement=ExposureTerm interim_cost=ExposureTerm price_difference=ExposureTerm
  staff_liabilities=ExposureTerm pension_liabilities=ExposureTerm handback=ExposureTerm
  default_rate=DefaultRate
DefaultRate: source!=hash percent=number by_year=number* bids=OwnRate%
OwnRate: source=hash percent=number by_year=number*
ExposureTerm: source!=hash amount=number by_year=number* reads percent=number bids=OwnTerm%
OwnTerm: source=hash amount=number by_year=number* reads percent=number
Report: social-value=id* surplus=hash local-spend=hash
Decision.kind = exclude disregard keep waive mitigate correct withdraw late refine weights draw open-prices
  low-price answer condition retest judge
Decision: id!=id kind!=Decision.kind lot=id bid=id gate=hash field=hash from=any to=any ground=hash
  asked=hash mitigation=id* question=id finding=hash criterion=id weights=number% seed=hash drawn=id*
  witnessed_by=hash* reason!=hash by!=hash at!=moment supersedes=id
PriceSheet: lots!=LotPrice% packages=Package* discounts=Discount* volume=Volume
Volume: counts!=lots|price off!=all-units|incremental steps!=VolumeStep*
VolumeStep: at!=number percent!=number
Discount: id!=id lots!=id* amount=number percent=number
Package: id!=id lots!=id* amount!=number
LotPrice: amount!=number vat!=Vat input_tax=included|excluded|none currency basis=real|nominal
  base_date=date
Bid: id!=id bidder!=Bidder foreign_id=hash members=Party* subcontractors=Party* guarantors=Party* lots=id*
  most_lots=whole prefers=id* received=moment price_sealed=hex status!=BidStatus variant_of=id
  second_bid_because=hash accounts=AccountYear* ratings=Rating* backing=Backing* approaches=Approach*
  declared=any%
Approach.outcome = offered declined no-answer awaited terms-not-taken
Approach: form!=BackingForm provider=hash amount=number date=date outcome!=Approach.outcome because=hash
Backing: form!=BackingForm amount!=number stage!=BackingStage provider=hash provider_rating=Rating
  called=on-demand|on-default cap=number step_down=StepDown* starts=date expires=date open_ended=flag
  due=with-bid|before-award|at-signing|at-start collateral=Collateral cost=BackingCost
  in_price=yes|no|unknown
BackingCost: arrangement_fee=number premium=number* collateral_rate=number legal_fees=number
Collateral.kind = none cash property charge counter-indemnity other
Collateral: kind!=Collateral.kind amount=number percent=number
StepDown: from_year!=whole amount!=number
Rating: agency! grade score=number date!=date valid_until=date
AccountYear.evidence = audited unaudited part-year predecessor-service opening-balance-sheet funded-forecast
  bank-letter investor-letter period-unavailable
AccountYear: year_end!=date evidence=AccountYear.evidence months=whole turnover=number
  operating_profit=number profit_after_tax=number ebit=number ebitda=number free_cash_flow=number
  net_debt=number net_pension_deficit=number net_interest_paid=number current_assets=number
  inventories=number current_liabilities=number net_assets=number shareholder_funds=number
  secured_borrowing=number group_balances_owed=number gross_assets=number reserves=number surplus=number
  surplus_reinvested_locally=number
Party: id!=id name=hash type!=BodyType share=number accounts=AccountYear* ratings=Rating* backing=Backing*
  approaches=Approach*
Bidder: id!=id name!=hash type!=BodyType foreign_id=hash trading_since=date
Tender.authority_type = central-government devolved-government council nhs-body other-public-body
  private-body
Tender.nation = england wales scotland northern-ireland elsewhere
Tender.buys = goods services works light-touch-services health-care-services
Tender.procedure = open restricted competitive-flexible negotiated dialogue competitive
  most-suitable-provider direct-award other
Tender: bideval!=1 id!=id title!=hash foreign_id=hash illustration!=flag source=hash
  reconstructed=Reconstructed authority=hash authority_type=Tender.authority_type nation=Tender.nation
  buys=Tender.buys procedure=Tender.procedure began=date deadline=moment regime documents=Document*
  currency! money=MoneyBasis contract=Contract places!=whole method=MethodUse weighting=Weighting
  marks=MarkRule declares=Declared% criteria=Criterion* gates=Gate* checks=RuleCheck* prices=PriceRules
  rounding=RoundingRule* rank_on=RankOn ties=TieRule* bids_per_bidder!=one|any lot_limit=whole
  lot_mechanism=hash award=Award lots=Lot* mini_competitions=MiniCompetitions follows=Follows
  authorities=Authority* combine=Combine
Authority: id!=id title=hash budget_share=number weights!=number%
Follows: folder record digest=hex lots=id% clause=hash
MiniCompetitions: clause=hash until=date criteria=PublishedCriterion* gates=PublishedGate*
PublishedGate: id! threshold=range words=text* refines!=flag clause=hash
PublishedCriterion: id!=id weight!=range refines!=flag clause=hash
Lot: id!=id title=hash value=number contract=Contract criteria=Criterion* gates=Gate* method=MethodUse
  places=whole
MethodUse: use! with=any%
Gate: id!=id title=hash phase!=Phase basis=id use measure=Measure threshold=words with=any% test!=Test
  on_fail!=OnFail amber_needs=hash mitigations=hash% relies_on=ReliesOn evidence=Evidence*
  when_missing=fail|refuse group=id clause=hash because=hash
ReliesOn: who=members|subcontractors|guarantors|guarantor* combine!=sum|any|each|none lead_at_least=number
Criterion: id!=id title=hash weight=range use formula reads=evaluated-price scale=ScaleOrName
  measure=Measure points=Points with=any% relies_on=ReliesOn evidence=Evidence* when_missing=number
  minimum=Minimum normalise=to-best group=id clause=hash because=hash foreign_id=hash criteria=Criterion*
Minimum: points=number mark=number on_fail!=OnFail
Contract: value!=number years=number starts=date
Award.mechanism = lot-by-lot bidder-preference lowest-total-price most-points best-combination
Award.offers = packages conditional-discounts volume-discounts
Award: mechanism=Award.mechanism clause=hash order=id* weigh_by=lot-value offers=Award.offers*
  overlapping=one-per-lot|add-up gain=Gain rules=AwardRule* ties=AwardTie*
AwardTie.by = lower-price more-points more-winners fewer-winners lot-order
AwardTie: by!=AwardTie.by
AwardRule.use = most-lots most-amount most-share least-lots least-amount least-share capacity only winners
  incumbents linked apart no-award budget
AwardRule: id!=id use!=AwardRule.use clause=hash title=hash who=Who together!=flag lots=id*
  counts=price|value|annual-value most=number least=number times=number reads reserves=number%
  incumbents=id% keep=flag one_bidder!=flag soft=Soft
Soft: penalty=number priority=whole
Who: bidders=id* types=BodyType* declared=text*% fails=id*
Gain: amount=number percent=number
TieRule: by!=lower-price|points|earlier-received|draw of=id method=sha256-counter order=id
RoundingRule: stage!=Stage places!=whole mode!=Mode of=id*
PriceRules.correction = rate-governs extension-governs total-governs reject
PriceRules: correction!=PriceRules.correction extension_rounding=ExtensionRounding
ExtensionRounding: places!=whole mode!=Mode
RuleCheck: use! of!=id* with=any%
Declared: unit!=money|ratio|percent|count|years|points|words min=number max=number choices=hash*
  yearly!=flag title=hash
MarkRule: from!=MarksFrom quorum=whole
Weighting: kind!=percent-of-whole|percent-of-parent|points total=number
MoneyBasis: basis!=real|nominal base_date=date vat!=ex-vat|gross|net-cost-to-authority vat_rates=number%
  vat_irrecoverable=number
Document: id!=hash title!=hash version=hash sha256=hex
Reconstructed: by!=hash at!=moment reason!=hash
BodyType = public-body commercial commercial-listed commercial-private commercial-private-equity-backed
  charity cic co-operative employee-led-mutual multi-stakeholder-mutual joint-venture-mutual consortium
  not-stated
BackingForm = bond parent-guarantee associate-guarantee surety-insurance cash-deposit escrow retention
  reserves social-investor-facility community-lender-facility staged-payment step-in-rights
  joint-and-several letter-of-comfort asset-charge
BackingStage = promised letter-of-intent in-force
Evidence = audited unaudited part-year predecessor-service opening-balance-sheet funded-forecast bank-letter
  investor-letter
Mode = half-up half-even half-down up down
Stage = price measure mark-mean points weighted section total figure
Phase = exclusion conditions minimums price
Test = at-least more-than at-most less-than is one-of
OnFail = must-disregard may-disregard flag
RankOn = rounded exact
MarksFrom = consensus mean median single
Combine = mean-of-totals lexicographic
BidStatus = received late withdrawn
Vat = standard reduced zero exempt outside-scope not-stated
"""
KINDS = {
    "text": re.compile(r"(?s).+"),
    "id": re.compile(r"[a-z0-9][a-z0-9-]{0,63}"),
    "hash": re.compile(r"sha256:[0-9a-f]{64}"),
    "hex": re.compile(r"[0-9a-f]{64}"),
    "number": re.compile(r"-?[0-9]{1,24}/[1-9][0-9]{0,14}"),
    "plain": re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,9}|/[0-9]{1,15})?"),
    "amount": re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,9}|/[0-9]{1,15})?|[a-z][a-z0-9_]{0,63}"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "moment": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?"),
}
MANY = {"range": "number+", "words": "text+"}
DEEPEST_MEASURE, MOST_STEPS = 8, 500


@dataclass(frozen=True)
class Form:
    """The keys of an object with what stands under each, those always there, and those of which one is."""

    kinds: Mapping[str, str]
    needed: frozenset[str]
    one_of: frozenset[str]


@lru_cache(maxsize=None)
def forms() -> tuple[Mapping[str, Form], Mapping[str, tuple[str, ...]]]:
    """Return the objects and the lists of words of FORM, by name."""
    objects_: dict[str, Form] = {}
    lists: dict[str, tuple[str, ...]] = {}
    for line in FORM.strip().replace("\n  ", " ").splitlines():
        name, mark, *rest = line.replace(": ", " : ", 1).split()
        if mark == "=":
            lists[name] = tuple(rest)
        else:
            pairs = [one.partition("=") for one in rest]
            kinds = {key.rstrip("!^"): kind or "text" for key, _, kind in pairs}
            ends = {end: frozenset(key[:-1] for key, _, _ in pairs if key.endswith(end)) for end in "!^"}
            objects_[name] = Form(kinds, ends["!"], ends["^"])
    return objects_, lists


def _not_as_said(at: str, why: str) -> UnreadableError:
    return UnreadableError(f"not as the format says: {ascii(at[:200])[1:-1]}: {why}")


def check_form(value: Json, kind: str, at: str, names: Iterable[str] = (), depth: int = 0) -> None:
    """Raise UnreadableError at the first key or word that the format does not have.

    ``names`` are the parameters of the pack around it, ``depth`` the steps of the measure.
    """
    if kind == "json" or isinstance(value, Withheld):  # of the first, its own check sees to it
        return
    kind = ("text" if isinstance(value, str) else "Scale") if kind == "ScaleOrName" else MANY.get(kind, kind)
    kind = kind[:-1] if kind.endswith("+") and not isinstance(value, list) else kind
    inner, is_map, keys = kind.partition("%")
    if is_map or kind[-1] in "*+":
        require(isinstance(value, dict if is_map else list), _not_as_said(at, f"{_brief(value)} stands here"))
        for key, one in obj(value).items() if is_map else enumerate(items(value)):
            if keys:
                _check_word(str(key), keys, f"{at}/{key}", ())
            check_form(one, inner if is_map else kind[:-1], f"{at}/{key}", names, depth)
    elif kind in forms()[0]:
        _check_object(value, kind, at, names, depth + (kind == "Measure"))
    elif kind == "any":
        _check_any(value, at)
    elif kind in KINDS or kind in ("flag", "whole"):
        require(_fits(value, kind), _not_as_said(at, f"{_brief(value)} is no {kind}"))
    else:
        _check_word(value, kind.rstrip("~"), at, names if kind.endswith("~") else ())


def _fits(value: Json, kind: str) -> bool:
    if isinstance(value, str):
        return kind in KINDS and KINDS[kind].fullmatch(value) is not None
    if isinstance(value, bool):
        return kind == "flag"
    return kind == "whole" and isinstance(value, int) and 0 <= value <= 10**9


def _check_word(value: Json, kind: str, at: str, names: Iterable[str]) -> None:
    known = forms()[1].get(kind) or tuple(kind.split("|"))
    require(
        isinstance(value, str) and (value in known or value in names),
        _not_as_said(at, f"{_brief(value)} is none of {', '.join(known)}"),
    )


def _check_any(value: Json, at: str) -> None:
    """Check that what a pack or formula types is text all through, with no longer numbers."""
    if isinstance(value, (dict, list)):
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            _check_any(one, f"{at}/{key}")
    elif not isinstance(value, Withheld):
        require(isinstance(value, str), _not_as_said(at, f"{_brief(value)} is no text"))
        require(
            not is_number(value) or KINDS["plain"].fullmatch(word(value)) is not None,
            _not_as_said(at, f"{_brief(value)} is longer than a number may be"),
        )


def _check_object(value: Json, kind: str, at: str, names: Iterable[str], depth: int) -> None:
    form = forms()[0][kind]
    require(isinstance(value, dict), _not_as_said(at, "an object should stand here"))
    found = obj(value)
    require(
        form.needed <= found.keys() and (not form.one_of or len(form.one_of & found.keys()) == 1),
        _not_as_said(at, f"{', '.join(sorted(form.needed - found.keys())) or 'what it is'} is missing"),
    )
    require(
        depth <= DEEPEST_MEASURE and (kind != "Measure" or depth > 1 or str(found).count("{") <= MOST_STEPS),
        _not_as_said(
            at, f"a measure is more than {DEEPEST_MEASURE} deep, or has more than {MOST_STEPS} steps"
        ),
    )
    names = tuple(obj(found.get("parameters"))) if kind == "Pack" else names
    for key in sorted(found.keys() - form.kinds.keys()):
        raise _not_as_said(f"{at}/{key}", f"there is no such key; there are {', '.join(form.kinds)}")
    for key, one in found.items():
        inside = form.kinds[key]
        if not _fits(one, inside):  # most are leaves that fit
            check_form(one, inside, f"{at}/{key}", names, depth)


# ==== Numbers as they are printed, and rounding: docs/json.md "decimal", docs/format.md "Rounding"


def exact(value: Fraction) -> str:
    """Return a fraction in lowest terms."""
    return f"{value.numerator}/{value.denominator}"


def decimals(value: Fraction, most: int = 9) -> str:
    """Return a number whole if it ends within so many decimals, else cut to six, half away from zero."""
    places = most if 10**most % value.denominator == 0 else 6
    digits = str(int(abs(rounded(value, places, "half-up")) * 10**places)).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".")
    return f"-{text}" if value < 0 and text != "0" else text


def by_rule(value: Fraction, rule: Obj) -> Fraction:
    """Round as a published rule says."""
    return rounded(value, places_of(rule), word(rule.get("mode")))


def places_of(rule: Obj) -> int:
    """Return the decimals of a rule, at most nine."""
    places = whole(rule.get("places"))
    require(0 <= places <= 9, UnreadableError("a rounding has not 0 to 9 decimals"))
    return places


def rounded(value: Fraction, places: int, mode: str) -> Fraction:
    """Round to so many decimals, all modes seen from zero."""
    size = abs(value) * 10**places
    below, rest = divmod(size.numerator, size.denominator)
    half = 2 * rest - size.denominator  # below 0: under the half; above: over it
    up = {
        "half-up": half >= 0,
        "half-down": half > 0,
        "half-even": half > 0 or (half == 0 and below % 2 == 1),
        "up": rest > 0,
        "down": False,
    }
    require(mode in up, UnreadableError(f"{mode!r} is no mode of rounding"))
    result = Fraction(below + up[mode], 10**places)
    return -result if value < 0 else result


# ==== The rules of a lot: docs/format.md "Lots", "Criteria", "Weighting", "decisions.yaml"


@dataclass(frozen=True)
class Criterion:
    """A criterion or section with its weight in units of the whole."""

    id: str
    within: str | None
    rule: Obj
    weight: Fraction
    inside: tuple[Criterion, ...]

    def walk(self) -> Iterator[Criterion]:
        """Give the section, then what stands in it."""
        yield self
        for one in self.inside:
            yield from one.walk()


@dataclass(frozen=True)
class Lot:
    """A lot: the inputs, its rules and standing decisions, and the roundings that are applied."""

    id: str
    inputs: Obj
    rules: Obj
    criteria: tuple[Criterion, ...]
    decisions: tuple[Obj, ...]
    stages: tuple[Obj, ...]  # none where figures without any rounding are computed
    prices: dict[str, Price] = field(default_factory=dict)
    races: list[tuple[Lot, Outcome | None]] = field(default_factory=list)  # the one, once it is computed

    def walk(self) -> list[Criterion]:
        """Return every criterion and section."""
        return [one for top in self.criteria for one in top.walk()]

    def bid(self, name: str) -> Obj:
        """Return a bid's file."""
        return obj(at(self.inputs, "bids", name))

    def bids(self) -> list[str]:
        """Return the bids that enter the lot, by id."""
        bids, lots = obj(self.inputs.get("bids")), at(self.inputs, "tender", "lots")
        return sorted(name for name, bid in bids.items() if not lots or self.id in words(at(bid, "lots")))

    def decided(self, kind: str, bid: str | None = None, gate: str | None = None) -> list[Obj]:
        """Return the standing decisions of a kind, about a bid and a gate where these are asked for."""
        asked = {"kind": kind, **({"bid": bid} if bid else {}), **({"gate": gate} if gate else {})}
        return [one for one in self.decisions if all(one.get(key) == value for key, value in asked.items())]

    def round(self, stage: str, value: Fraction, name: str = "") -> Fraction:
        """Return the value after a stage."""
        rule = stage_of(self.stages, stage, name)
        return by_rule(value, rule) if rule else value

    def method(self, *keys: str) -> Json:
        """Return a key of the award method."""
        return at(self.rules, "method", *keys)


def stage_of(rules: Iterable[Obj], stage: str, name: str = "") -> Obj | None:
    """Return the rounding of a stage that holds for a criterion or section."""
    return next(
        (
            one
            for one in rules
            if one.get("stage") == stage and (not one.get("of") or name in words(one.get("of")))
        ),
        None,
    )


def lots_of(inputs: Obj) -> list[Lot]:
    """Return the lots in published order; a tender without lots has one, called whole."""
    return [_lot(inputs, own) for own in objects(at(inputs, "tender", "lots")) or [{"id": "whole"}]]


def _lot(inputs: Obj, own: Obj) -> Lot:
    """What a lot leaves out it takes from the tender; what it gives replaces it."""
    tender, name = obj(inputs.get("tender")), word(own.get("id"))
    replaced = ("criteria", "gates", "method", "places", "contract")
    rules = {**tender, **{key: own[key] for key in replaced if key in own}}
    rules["title"] = own.get("title", name if "lots" in tender else tender.get("title"))
    if "value" in own:
        rules["contract"] = {**obj(rules.get("contract")), "value": own["value"]}
    listed = objects(inputs.get("decisions"))
    gone = {one["supersedes"] for one in listed if "supersedes" in one}
    standing = sorted(
        (one for one in listed if one.get("id") not in gone and one.get("lot", name) in (name, "*")),
        key=lambda one: (word(one.get("at")), word(one.get("id"))),
    )
    return Lot(
        name,
        inputs,
        rules,
        weighted_criteria(rules, standing),
        tuple(standing),
        tuple(objects(tender.get("rounding"))),
    )


def weighted_criteria(rules: Obj, decisions: Iterable[Obj]) -> tuple[Criterion, ...]:
    """Return the tree with weights in units of the whole; shares of parents multiply down the tree."""
    decided = {name: value for one in decisions for name, value in obj(one.get("weights")).items()}
    shares = at(rules, "weighting", "kind") == "percent-of-parent"

    def build(rule: Obj, within: str | None, parent: Fraction) -> Criterion:
        name = word(rule.get("id"))
        stated = decided.get(name) if isinstance(rule.get("weight"), list) else rule.get("weight")
        weight = (ZERO if stated is None else number(stated)) * (parent / 100 if shares else 1)
        inside = tuple(build(one, name, weight) for one in objects(rule.get("criteria")))
        if inside and not shares:
            weight = total(one.weight for one in inside)
        return Criterion(name, within, rule, weight, inside)

    return tuple(build(rule, None, HUNDRED) for rule in objects(rules.get("criteria")))


# ==== Prices: docs/how-a-lot-is-decided.md "1. Prices"


@dataclass(frozen=True)
class Part:
    """A line of a price: its amount without VAT as it counts and as it was submitted."""

    section: str
    amount: Fraction
    submitted: Fraction
    vat: str


@dataclass(frozen=True)
class Price:
    """An evaluated price and how it was built."""

    amount: Fraction
    built: Obj


def price_of(lot: Lot, bid: str) -> Price:
    """Return the evaluated price of a bid; MissingError where it has none."""
    if bid not in lot.prices:
        lot.prices[bid] = _priced(lot, bid)
    return lot.prices[bid]


def price_or_none(lot: Lot, bid: str) -> Price | None:
    """Return the evaluated price of a bid, if it has one."""
    try:
        return price_of(lot, bid)
    except MissingError:
        return None


def _priced(lot: Lot, bid: str) -> Price:
    stated = obj(at(lot.inputs, "prices", bid, "lots", lot.id))
    amount = number(stated["amount"]) if "amount" in stated else None
    lines = [one for one in objects(lot.inputs.get("schedule")) if one.get("lot", "*") in ("*", lot.id)]
    vat = word(stated.get("vat"), "not-stated")
    corrections: list[Json] = []
    if lines:
        rates = {word(one.get("line")): one for one in objects(at(lot.inputs, "rates", bid))}
        counting = [one for one in lines if flag(one.get("counts", False))]
        parts = [
            _line(lot, bid, one, rates.get(word(one.get("line")), {}), vat, corrections) for one in counting
        ]
    elif amount is None:
        raise MissingError(f"bid {bid} has no price")
    else:
        parts = [Part("", amount, amount, vat)]
    submitted = total(one.submitted + _vat(lot, one.submitted, one.vat) for one in parts)
    computed = total(one.amount for one in parts)
    if amount == computed:
        submitted = computed + total(_vat(lot, one.amount, one.vat) for one in parts)
    elif amount is not None:
        submitted = amount + _vat(lot, amount, _one_treatment(parts))
        rule, counts = _counts(lot, bid, f"/lots/{lot.id}/amount", amount, computed, corrections)
        if rule == "total-governs":
            parts = [Part("", counts, counts, vat)]
    added = total(_vat(lot, one.amount, one.vat) for one in parts)
    return Price(
        total(one.amount for one in parts) + added, _built(lot, parts, submitted, added, corrections)
    )


def _one_treatment(parts: Iterable[Part]) -> str:
    first, *others = {part.vat for part in parts}
    require(not others, NotCoveredError("a wrong total over lines of several VAT treatments"))
    return first


def _line(lot: Lot, bid: str, line: Obj, row: Obj, vat: str, corrections: list[Json]) -> Part:
    """Return a line: rate x quantity x years, rounded if that is published, or what counts in its place."""
    name, section, treatment = word(line.get("line")), word(line.get("section")), word(row.get("vat"), vat)
    amount = number(line.get("quantity")) * number(line.get("years", "1/1"))
    if line.get("kind") == "provisional":
        return Part(section, amount, amount, treatment)
    require(
        at(row, "rate", "words") in ("number", "included"),
        MissingError(f"line {name} of bid {bid} has no rate"),
    )
    amount *= number(at(row, "rate", "value")) if at(row, "rate", "words") == "number" else ZERO
    rule = obj(at(lot.rules, "prices", "extension_rounding"))
    amount = by_rule(amount, rule) if rule else amount
    stated = number(row["extension"]) if "extension" in row else amount
    if stated != amount:
        _, amount = _counts(lot, bid, f"/{name}/extension", stated, amount, corrections)
    return Part(section, amount, stated, treatment)


def _counts(
    lot: Lot, bid: str, pointer: str, stated: Fraction, computed: Fraction, corrections: list[Json]
) -> tuple[str, Fraction]:
    """Return the published rule and which of two figures counts by it; note the correction."""
    rule, of_total = word(at(lot.rules, "prices", "correction")), pointer.endswith("/amount")
    given = [one for one in lot.decided("correct", bid) if word(one.get("field")).endswith("#" + pointer)]
    stands = rule == ("total-governs" if of_total else "extension-governs")
    require(
        rule not in ("", "reject") and (bool(given) or (stands and of_total)),
        RefusedError(f"a sum of bid {bid} is wrong ({pointer}), and no rule and decision say what counts"),
    )
    counts = stated if stands else computed
    shown: Obj = {"submitted": decimals(stated), "computed": decimals(computed), "counts": decimals(counts)}
    corrections.append({**shown, "rule": rule, "decision": given[-1].get("id") if given else None})
    return rule, counts


def _vat(lot: Lot, amount: Fraction, treatment: str) -> Fraction:
    """Return what the published basis adds to an amount without VAT."""
    money = obj(lot.rules.get("money"))
    rates = obj(money.get("vat_rates"))
    if money.get("vat", "ex-vat") == "ex-vat" or treatment not in rates:
        return ZERO
    share = number(money["vat_irrecoverable"]) if money["vat"] == "net-cost-to-authority" else HUNDRED
    return amount * number(rates[treatment]) / 100 * share / 100


def _built(
    lot: Lot, parts: Iterable[Part], submitted: Fraction, added: Fraction, corrections: list[Json]
) -> Obj:
    sections: dict[str, list[Fraction]] = {}
    for part in parts:
        sections.setdefault(part.section, []).append(part.amount)
    return {
        "submitted": decimals(submitted),
        "vat_added": decimals(added),
        "basis": at(lot.rules, "money", "vat"),
        "vat": [*dict.fromkeys(part.vat for part in parts)],
        "sections": [
            {"section": name, "lines": len(amounts), "amount": decimals(total(amounts))}
            for name, amounts in sections.items()
        ],
        "corrections": corrections,
    }


# ==== Marks and scales: docs/format.md "Marks", docs/measures.md "Mark scales"


def governing_mark(lot: Lot, bid: str, criterion: str) -> Fraction:
    """Return the mark that governs: the agreed one, the mean, the median or the single one."""
    how = word(at(lot.rules, "marks", "from"))
    rows = [
        row
        for row in objects(lot.inputs.get("consensus" if how == "consensus" else "marks"))
        if row.get("criterion") == criterion
        and row.get("bid") == bid
        and row.get("lot", "*") in ("*", lot.id)
    ]
    gone = {(row.get("lot"), row.get("evaluator"), row["supersedes"]) for row in rows if "supersedes" in row}
    standing = [row for row in rows if (row.get("lot"), row.get("evaluator"), row.get("at")) not in gone]
    marks = [number(row.get("mark")) for row in standing]
    require(bool(marks), MissingError(f"bid {bid} has no mark on {criterion}"))
    if how in ("mean", "median"):
        return lot.round("mark-mean", _mean(marks) if how == "mean" else Fraction(median(marks)), criterion)
    require(len(marks) == 1, RefusedError(f"several marks govern bid {bid} on {criterion}"))
    return marks[0]


def points_on(scale: Obj, mark: Fraction) -> Fraction:
    """Return the points of a mark; between two marks they lie on the straight line between theirs."""
    steps = [(number(one.get("mark")), number(one.get("points"))) for one in objects(scale.get("marks"))]
    steps = steps or [(number(scale.get("from")), ZERO), (number(scale.get("to")), HUNDRED)]
    for (low, least), (high, most) in zip(steps, steps[1:]):
        if low <= mark <= high:
            return least + (mark - low) / (high - low) * (most - least)
    raise RefusedError(f"the mark {decimals(mark)} is not on its scale")


# ==== Packs and parameters: docs/packs.md


@dataclass(frozen=True)
class Rule:
    """What a criterion or gate reads: a measure or a scale, a points rule, and the parameters."""

    measure: Obj
    points: Obj
    scale: Obj
    unit: str
    threshold: Json
    values: dict[str, Json]
    units: dict[str, str]


def rule_of(lot: Lot, owner: Obj) -> Rule:
    """Return the rule of a criterion or gate, from its pack or written in place."""
    if "use" not in owner:
        measure, points = obj(owner.get("measure")), obj(owner.get("points"))
        scale = _scale(lot, owner.get("scale"))
        return Rule(measure, points, scale, word(measure.get("unit")), owner.get("threshold"), {}, {})
    pack = _pack(lot, word(owner["use"]))
    declared = {name: obj(one) for name, one in obj(pack.get("parameters")).items()}
    stated = obj(owner.get("with"))

    def value_of(name: str) -> Json:
        """Return what is stated, or the default, which may name another parameter."""
        value = stated.get(name, declared[name].get("default"))
        named = (
            isinstance(value, str)
            and value in declared
            and declared[name].get("unit") not in ("words", "date")
        )
        return value_of(word(value)) if named and value != name else value

    require(
        stated.keys() <= declared.keys(),
        _not_as_said(f"with of {owner.get('id')}", f"the parameters are {', '.join(declared)}"),
    )
    values = {name: value_of(name) for name in declared}
    for name, one in declared.items():
        if "choices" in one:
            for each in words(values[name]):
                _check_word(each, "|".join(words(one["choices"])), f"with of {owner.get('id')}/{name}", ())
    points = obj(pack.get("points"))
    named = points.get("scale")
    scale = _scale(lot, values.get(named, named) if isinstance(named, str) else named)
    return Rule(
        obj(pack.get("measure")),
        points,
        scale,
        word(pack.get("unit")),
        owner.get("threshold", values.get(word(pack.get("threshold")))),
        values,
        {name: word(one.get("unit")) for name, one in declared.items()},
    )


def _pack(lot: Lot, name: str) -> Obj:
    require(
        at(lot.inputs, "packs", name) is not None, RefusedError(f"the record does not hold the pack {name}")
    )
    return obj(at(lot.inputs, "packs", name))


def _scale(lot: Lot, value: Json) -> Obj:
    return obj(_pack(lot, value).get("scale")) if isinstance(value, str) else obj(value)


# ==== Measures: docs/measures.md "A measure"


@dataclass(frozen=True)
class Figures:
    """What a measure reads: a bid of a lot, the parties whose figures count, and the evidence."""

    lot: Lot
    bid: str
    rule: Rule
    holders: tuple[Obj, ...] = ()  # several are added, field by field
    evidence: tuple[str, ...] = ()
    field_prices: tuple[tuple[str, Fraction], ...] = ()  # of the bids still in, for screens

    def number(self, text: Json) -> Fraction:
        """Return a number written out, or the parameter that holds it."""
        return number(text if is_number(text) else self.rule.values.get(word(text)))

    def words(self, value: Json) -> list[str]:
        """Return words written out, or those of a parameter; none where it is left out."""
        return words(self.rule.values.get(value, value) if isinstance(value, str) else value)


MOST_YEARS, MOST_PARTS, MOST_BITS = 50, 64, 8_000  # of a measure; the last of both parts of a fraction


def measured(figures: Figures, node: Json) -> Value:
    """Return the figure of a measure or of one of its steps."""
    step = obj(node)
    for kind, work in STEPS.items():
        if kind in step:
            inside = step[kind]
            parts = len(inside) if isinstance(inside, list) else 0
            require(parts <= MOST_PARTS, NotCoveredError(f"a {kind} of more than {MOST_PARTS} parts"))
            value = work(figures, step, inside)
            long = (
                isinstance(value, Fraction) and (value.numerator * value.denominator).bit_length() > MOST_BITS
            )
            require(not long, NotCoveredError(f"a {kind} with a longer figure than is counted through"))
            return value
    raise NotCoveredError(f"a step of a measure: {', '.join(sorted(step))[:60]}")


def _single(figures: Figures, node: Json) -> Fraction:
    value = measured(figures, node)
    if not isinstance(value, Fraction):
        raise RefusedError("a single number is needed in a measure")
    return value


def _several(figures: Figures, inside: Json) -> list[Fraction]:
    """Return the values of a list of steps, or of one yearly step."""
    if isinstance(inside, list):
        return [_single(figures, one) for one in inside]
    value = measured(figures, inside)
    return value if isinstance(value, list) else [_single(figures, inside)]


def _by_year(figures: Figures, inside: Json, combine: Callable[[list[Fraction]], Fraction]) -> Value:
    """Combine values; yearly ones year by year."""
    values = [measured(figures, one) for one in items(inside)]
    lists = [one if isinstance(one, list) else [one] for one in values if not isinstance(one, str)]
    if not any(isinstance(one, list) for one in values):
        return combine([each for one in lists for each in one])
    length = max(len(one) for one in lists)
    return [combine(list(year)) for year in zip(*(one * (length if len(one) == 1 else 1) for one in lists))]


def _mean(values: Sequence[Fraction]) -> Fraction:
    return total(values) / len(values)


def _ratio(figures: Figures, node: Obj, inside: Json) -> Value:
    """Divide, as the rule says where a value is none or below; like over like may be in percent."""
    above, below = (_unit(figures, obj(one)) for one in items(inside))
    factor = 100 if node.get("unit") == "percent" and above == below else 1

    def divide(pair: list[Fraction]) -> Fraction:
        over, under = pair
        cases = {"when_none": over <= 0, "when_zero": under == 0, "when_negative": under < 0}
        for case, holds in cases.items():
            if holds and case in node:
                require(node[case] != "refuse", RefusedError("a ratio has nothing to be divided by"))
                return figures.number(node[case])
        return factor * over / under

    return _by_year(figures, inside, divide)


def _passing(figures: Figures, inside: Json) -> Fraction:
    tests = [(word(one["test"]), _single(figures, one["of"]), one["against"]) for one in objects(inside)]
    return Fraction(sum(passes(test, value, figures.number(against)) for test, value, against in tests))


def _all_of(figures: Figures, node: Obj, inside: Json) -> str:
    """Say in a word whether all conditions hold; what is not known settles nothing."""
    held = [_condition(figures, one, refuse=node.get("when_missing") == "refuse") for one in objects(inside)]
    if False in held:
        return word(node.get("not_met"))
    return "not-established" if None in held else word(node.get("met"))


def _condition(figures: Figures, one: Obj, *, refuse: bool) -> bool | None:
    try:
        value, against = measured(figures, one["of"]), one.get("against")
        if value == "not-stated":
            return None
        required = figures.number(against) if isinstance(value, Fraction) else figures.words(against)
        if not passes(word(one["test"]), value, required):
            return False
        return None if "evidence" in one and measured(figures, one["evidence"]) == "not-stated" else True
    except MissingError:
        if refuse:
            raise
        return None


def _present_value(figures: Figures, node: Obj, inside: Json) -> Fraction:
    factor, first = 1 + figures.number(node.get("rate")) / 100, figures.number(node.get("first"))
    require(
        0 <= first <= MOST_YEARS,
        RefusedError(f"the first year of a present value is not from 0 to {MOST_YEARS}"),
    )
    return total(one / factor ** int(first + year) for year, one in enumerate(_several(figures, inside)))


STEPS: Mapping[str, Callable[[Figures, Obj, Json], Value]] = {
    "field": lambda figures, node, path: _field(figures, node, word(path)),
    "constant": lambda figures, _, value: figures.number(value),
    "parameter": lambda figures, _, name: figures.number(name),
    "sum": lambda figures, _, inside: total(_several(figures, inside)),
    "min": lambda figures, _, inside: min(_several(figures, inside)),
    "max": lambda figures, _, inside: max(_several(figures, inside)),
    "mean": lambda figures, _, inside: _mean(_several(figures, inside)),
    "difference": lambda figures, _, inside: _by_year(figures, inside, lambda pair: pair[0] - pair[1]),
    "product": lambda figures, _, inside: _by_year(figures, inside, lambda values: prod(values, start=ONE)),
    "ratio": _ratio,
    "abs": lambda figures, _, inside: abs(_single(figures, inside)),
    "count-passing": lambda figures, _, inside: _passing(figures, inside),
    "all-of": _all_of,
    "present-value": _present_value,
}


def passes(test: str, value: Value, required: Value | list[str]) -> bool:
    """Compare as a gate or a condition does."""
    if test in ("is", "one-of"):
        return value in required if isinstance(required, list) else value == required
    if not isinstance(value, Fraction) or not isinstance(required, Fraction):
        raise RefusedError(f"the test {test} needs numbers")
    return {
        "at-least": value >= required,
        "more-than": value > required,
        "at-most": value <= required,
        "less-than": value < required,
    }[test]


UNITS = ["money", "points", "years", "percent", "count", "ratio"]  # the first of a product is its unit
STEP_UNITS = {"count-passing": "count", "all-of": "words", "present-value": "money"}
FIELD_UNITS = {
    "tender.contract.years": "years", "bid.mark": "mark", "bidder.backing.count": "count",
    "bidder.rating.score": "ratio", "bidder.rating.grade": "words",
}  # fmt: skip


def _unit(figures: Figures, node: Obj) -> str:
    """Return the unit of a step: docs/measures.md "Units"."""
    kind = next((kind for kind in STEPS if kind in node), "")
    if "unit" in node or kind in STEP_UNITS:
        return word(node.get("unit"), STEP_UNITS.get(kind, ""))
    if kind == "parameter":
        return figures.rule.units.get(word(node[kind]), "ratio")
    if kind == "field":
        path = word(node[kind])
        if path.startswith("bid.declared."):
            return word(at(figures.lot.rules, "declares", path[13:], "unit"))
        return "words" if path.startswith("bid.judged.") else FIELD_UNITS.get(path, "money")
    inside = node.get(kind)
    units = [_unit(figures, obj(one)) for one in (inside if isinstance(inside, list) else [inside])]
    if kind == "ratio":
        return "ratio" if units[0] == units[1] else units[0]
    return min(units, key=UNITS.index) if kind == "product" and set(units) <= set(UNITS) else units[0]


# ---- Fields: docs/measures.md "Fields", "Parts of a year", "Backing"; docs/format.md "Evidence", "A rating"


def _field(figures: Figures, node: Obj, path: str) -> Value:
    lot, (family, _, name) = figures.lot, path.rpartition(".")
    if family == "tender.contract":
        contract = {"years": None, "value": None, **obj(lot.rules.get("contract"))}
        keys = ("value", "years") if name == "annual_value" else (name,)
        require(
            all(contract[key] is not None for key in keys),
            MissingError(f"the tender does not state the {name} of its contract"),
        )
        values = [number(contract[key]) for key in keys]
        return values[0] / values[1] if len(values) > 1 else values[0]
    if family == "bid.judged":
        given = [one for one in lot.decided("judge", figures.bid) if one.get("question") == name]
        require(bool(given), MissingError(f"nobody has judged {name} of bid {figures.bid}"))
        return word(given[-1].get("to"))
    if family in FAMILIES:
        return FAMILIES[family](figures, node, name)
    raise NotCoveredError(f"the field {path}")


def _declared(figures: Figures, node: Obj, name: str) -> Value:
    """Return a declared value: a word, a number, or the latest of yearly numbers, the earliest first."""
    value = at(figures.lot.bid(figures.bid), "declared", name)
    require(value is not None, MissingError(f"bid {figures.bid} does not declare {name}"))
    if isinstance(value, list):
        return latest(figures, node, [number(one) for one in value], name)
    return word(value) if at(figures.lot.rules, "declares", name, "unit") == "words" else number(value)


def latest(figures: Figures, node: Obj, values: Sequence[Fraction | None], name: str) -> Value:
    """Return the latest of yearly values, or as many as ``years`` asks for."""
    count = int(figures.number(node["years"])) if "years" in node else 1
    require(1 <= count <= MOST_YEARS, RefusedError(f"{count} years are not from 1 to {MOST_YEARS}"))
    found = [one for one in values[-count:] if one is not None]
    require(
        len(found) >= count, MissingError(f"bid {figures.bid} does not state {name} of each of {count} years")
    )
    return found if "years" in node else found[0]


def _accounts(figures: Figures, node: Obj, name: str) -> Value:
    """Return a figure of the accounts; those of several parties are added, latest year to latest year."""
    found = [latest(figures, node, _years(figures, node, one, name), name) for one in figures.holders]
    lists = [one for one in found if isinstance(one, list)]
    if lists:
        return [total(year) for year in zip(*lists)]
    return total(one for one in found if isinstance(one, Fraction))


def _years(figures: Figures, node: Obj, holder: Obj, name: str) -> list[Fraction | None]:
    """Return a figure of the years that count, the earliest first; None where it is not stated."""
    years = sorted(objects(holder.get("accounts")), key=lambda year: word(year.get("year_end")))
    if figures.evidence:
        years = [year for year in years if year.get("evidence") in figures.evidence]
    flows = figures.words(node.get("part_years")) == ["annualise"]

    def stated(year: Obj) -> Fraction | None:
        if name not in year or (flows and "months" not in year and year.get("evidence") == "part-year"):
            return None
        return number(year[name]) * (Fraction(12, whole(year.get("months", 12))) if flows else 1)

    return [stated(year) for year in years]


def _backing(figures: Figures, node: Obj, name: str) -> Fraction:
    """Return what counts of the instruments asked for; a cap below the amount counts in its place."""
    stages = ("promised", "letter-of-intent", "in-force")
    forms, stage = figures.words(node.get("accepts")), stages.index(figures.words(node.get("stage"))[0])
    every = (one for holder in figures.holders for one in objects(holder.get("backing")))
    near = [one for one in every if one.get("form") in forms and stages.index(word(one["stage"])) >= stage]
    counted = [one for one in near if _answers(figures, node, one)]
    amounts = [min(number(one["amount"]), number(one.get("cap", one["amount"]))) for one in counted]
    return Fraction(len(amounts)) if name == "count" else total(amounts)


def _answers(figures: Figures, node: Obj, one: Obj) -> bool:
    """Say whether an instrument is called, lasts and is rated as asked; what is not stated is missing."""
    called, until = figures.words(node.get("called")), figures.words(node.get("until"))
    if called and called != ["any"]:
        require(
            "called" in one, MissingError(f"backing of bid {figures.bid} does not state how it is called")
        )
        if one["called"] != called[0]:
            return False
    if until and not flag(one.get("open_ended", False)):
        require("expires" in one, MissingError(f"backing of bid {figures.bid} does not state its last day"))
        if word(one["expires"]) < until[0]:
            return False
    grades = figures.words(node.get("grades"))
    if not grades:
        return True
    rating, unrated = obj(one.get("provider_rating")), f"backing of bid {figures.bid} has no rating in force"
    require(bool(_in_force(figures, node, [rating])), MissingError(unrated))
    return rating.get("grade") in grades


def _in_force(figures: Figures, node: Obj, ratings: Iterable[Obj]) -> list[Obj]:
    """Return an agency's ratings that held on the day the bid was received, or the tender began."""
    day = word(figures.lot.bid(figures.bid).get("received"), word(figures.lot.rules.get("began")))[:10]
    mine = [one for one in ratings if [one.get("agency")] == figures.words(node.get("agency"))]
    held = [one for one in mine if word(one["date"]) <= day <= word(one.get("valid_until"), "9999")]
    return sorted(held, key=lambda one: word(one["date"]))


def _rating(figures: Figures, node: Obj, key: str) -> Value:
    held = _in_force(figures, node, objects(figures.holders[0].get("ratings")))
    require(bool(held) and key in held[-1], MissingError(f"no {key} is in force for bid {figures.bid}"))
    return word(held[-1][key]) if key == "grade" else number(held[-1][key])


def _screen(figures: Figures, node: Obj, name: str) -> Fraction:
    """Return an amount made from the prices of the lot: docs/measures.md "Screens"."""
    own, prices = price_of(figures.lot, figures.bid).amount, sorted(one for _, one in figures.field_prices)
    others = [one for bid, one in figures.field_prices if bid != figures.bid] or [own]
    if name == "double-mean":
        most = _mean(prices) * (1 + figures.number(node.get("share")) / 100)
        return _mean([price for price in prices if price <= most])
    found = {
        "mean": _mean(prices),
        "median": Fraction(median(prices)),
        "second-lowest": prices[min(1, len(prices) - 1)],
        "mean-of-others": _mean(others),
        "next": min((price for price in others if price >= own), default=own),
    }
    require(name in found, NotCoveredError(f"the screen prices.{name}"))
    return found[name]


FAMILIES: Mapping[str, Callable[[Figures, Obj, str], Value]] = {
    "bid.declared": _declared,
    "bidder.accounts": _accounts,
    "bidder.backing": _backing,
    "bidder.rating": _rating,
    "prices": _screen,
    "price": lambda figures, _, __: price_of(figures.lot, figures.bid).amount,
}


# ---- Points rules: docs/measures.md "Points rules"


def points_of(figures: Figures, value: Value) -> Fraction:
    """Return the points of a figure or a word."""
    rule = figures.rule.points
    if isinstance(value, list) or (isinstance(value, str) and at(rule, "lookup", value) is None):
        raise RefusedError(f"{str(value)[:60]!r} has no points")
    if isinstance(value, str):
        return figures.number(at(rule, "lookup", value))
    if "linear" in rule:
        return _on_line(figures, obj(rule["linear"]), value)
    return figures.number(band_of(figures, value).get("points")) if "bands" in rule else value


def _on_line(figures: Figures, line: Obj, value: Fraction) -> Fraction:
    ends = [obj(line.get(key)) for key in ("from", "to")]
    (low, least), (high, most) = sorted(
        (figures.number(one["at"]), figures.number(one["points"])) for one in ends
    )
    require(
        low <= value <= high or line.get("outside") in ("clamp", "extend"),
        RefusedError(f"{decimals(value)} lies outside the line"),
    )
    value = min(max(value, low), high) if line.get("outside") == "clamp" else value
    return least + (value - low) / (high - low) * (most - least)


def band_of(figures: Figures, value: Fraction) -> Obj:
    """Return the band that a figure lies in; ``includes`` says which of its ends belong to it."""
    bands = obj(figures.rule.points.get("bands"))
    for row in objects(bands.get("rows")):
        includes = row.get("includes", bands.get("includes"))
        low = value - figures.number(row["from"]) if "from" in row else ONE
        high = figures.number(row["to"]) - value if "to" in row else ONE
        if (low > 0 or (low == 0 and includes in ("from", "both"))) and (
            high > 0 or (high == 0 and includes in ("to", "both"))
        ):
            return row
    raise RefusedError(f"{decimals(value)} lies in no band")


# ==== Price formulas: docs/formulas/, the rule of each page


@dataclass(frozen=True)
class Field:
    """The prices of the assessed bids, the formula's parameters, and the rounding of points."""

    prices: tuple[Fraction, ...]
    terms: Obj
    points_rule: Obj | None

    def __getitem__(self, name: str) -> Fraction:
        """Return a parameter that is a number."""
        return number(self.terms.get(name))

    def held(self, value: Fraction) -> Fraction:
        """Hold points between the floor and the cap that are stated."""
        floor, cap = (self.terms.get(name, "none") for name in ("floor", "cap"))
        value = value if floor == "none" else max(value, number(floor))
        return value if cap == "none" else min(value, number(cap))

    @property
    def low(self) -> Fraction:
        """The lowest price."""
        return min(self.prices)

    @property
    def mean(self) -> Fraction:
        """The mean price."""
        return _mean(self.prices)


def _lowest_to_highest(price: Fraction, field: Field) -> Fraction:
    high = max(field.prices)
    return field["when_equal"] if field.low == high else 100 * (high - price) / (high - field.low)


def _around_average(price: Fraction, field: Field) -> Fraction:
    require(field.mean > 0, RefusedError("the mean of the prices is not above 0"))
    return field.held(
        (100 if field.terms.get("form") == "share" else 50) - 100 * (price - field.mean) / field.mean
    )


def _rank_points(price: Fraction, field: Field) -> Fraction:
    place, equal = sum(one < price for one in field.prices), field.prices.count(price)
    shared = [number(one) for one in items(field.terms.get("table"))][place : place + equal]
    require(len(shared) == equal, RefusedError("the table has fewer places than there are bids"))
    return shared[0] if field.terms.get("equal") == "share-better" else _mean(shared)


def _discounts(price: Fraction, field: Field) -> tuple[Fraction, Fraction]:
    """Return a bid's discount and the deepest one."""
    base = field["base_price"]
    require(
        field.low < base and max(field.prices) <= base,
        RefusedError("a price is above the base price, or none is below it"),
    )
    return base - price, base - field.low


def _discount_bilinear(price: Fraction, field: Field) -> Fraction:
    (own, deepest), x = _discounts(price, field), field["x"]
    mean = field["base_price"] - field.mean
    if mean == deepest:
        return field["when_equal"]
    return 100 * (x * own / mean if own <= mean else x + (1 - x) * (own - mean) / (deepest - mean))


def _discount_power(price: Fraction, field: Field) -> Fraction:
    (own, deepest), alpha = _discounts(price, field), field["alpha"]
    share, a, b = own / deepest, alpha.numerator, alpha.denominator
    if share in (0, 1):
        return 100 * share

    def approximate(context: decimal.Context) -> decimal.Decimal:
        power = context.multiply(_decimal(alpha, context), context.ln(_decimal(share, context)))
        return context.multiply(_decimal(HUNDRED, context), context.exp(power))

    def is_exactly(points: Fraction) -> bool:
        return b <= ROOTS and points > 0 and share**a == (points / 100) ** b

    return rounded_root(field.points_rule, approximate, is_exactly)


def _log_from_lowest(price: Fraction, field: Field) -> Fraction:
    ratio, above = field["ratio"], price / field.low
    if above == 1:
        return HUNDRED

    def approximate(context: decimal.Context) -> decimal.Decimal:
        share = context.divide(*(context.ln(_decimal(one, context)) for one in (above, ratio)))
        return context.multiply(_decimal(HUNDRED, context), context.subtract(_decimal(ONE, context), share))

    def is_exactly(points: Fraction) -> bool:
        share = 1 - points / 100  # log(above) / log(ratio)
        return share.denominator <= ROOTS and above**share.denominator == ratio**share.numerator

    return field.held(rounded_root(field.points_rule, approximate, is_exactly))


FORMULAS: Mapping[str, Callable[[Fraction, Field], Fraction]] = {
    "lowest-over-bid": lambda price, field: 100 * field.low / price,
    "qcbs": lambda price, field: 100 * field.low / price,
    "linear-to-double-lowest": lambda price, field: field.held(100 * (2 * field.low - price) / field.low),
    "linear-to-n-lowest": lambda price, field: max(
        ZERO, 100 * (field["n"] * field.low - price) / ((field["n"] - 1) * field.low)
    ),
    "lowest-to-highest": _lowest_to_highest,
    "around-average": _around_average,
    "fixed-range": lambda price, field: min(
        HUNDRED, max(ZERO, 100 * (field["highest"] - price) / (field["highest"] - field["lowest"]))
    ),
    "budget-linear": lambda price, field: field.held(100 * (field["budget"] - price) / field["budget"]),
    "rank-points": _rank_points,
    "discount-bilinear": _discount_bilinear,
    "discount-power": _discount_power,
    "log-from-lowest": _log_from_lowest,
}
ABOVE_ZERO = ("lowest-over-bid", "qcbs", "linear-to-double-lowest", "linear-to-n-lowest", "log-from-lowest")


def price_points(formula: str, price: Fraction, field: Field) -> Fraction:
    """Return the points of a price among the prices of the assessed bids."""
    require(formula in FORMULAS, NotCoveredError(f"the price formula {formula}"))
    require(
        formula not in ABOVE_ZERO or field.low > 0,
        RefusedError(f"a price is not above 0, and {formula} divides by it"),
    )
    return FORMULAS[formula](price, field)


# ---- Roots and logarithms, rounded correctly: digits are added until no doubt is left

ROOTS = 400  # no root of a higher order of a number of this length is a fraction, but those of 0 and 1


def _decimal(value: Fraction, context: decimal.Context) -> decimal.Decimal:
    return context.divide(decimal.Decimal(value.numerator), decimal.Decimal(value.denominator))


def rounded_root(
    rule: Obj | None,
    approximate: Callable[[decimal.Context], decimal.Decimal],
    is_exactly: Callable[[Fraction], bool],
) -> Fraction:
    """Return an irrational value rounded as published; it lies on a border only if it is exactly there."""
    if rule is None:
        raise RefusedError("points without an end need a published rounding")
    for digits in (40, 80, 160, 320, 640):
        value, doubt = Fraction(approximate(decimal.Context(prec=digits))), Fraction(1, 10 ** (digits - 12))
        border = rounded(
            value, places_of(rule) + 1, "half-even"
        )  # borders are multiples of half a last digit
        if is_exactly(border):
            return by_rule(border, rule)
        ends = {by_rule(value + part, rule) for part in (doubt, -doubt)}
        if len(ends) == 1:
            return ends.pop()
    raise NotCoveredError("a root that 600 digits do not settle")


# ==== Points, weighted figures and totals: docs/how-a-lot-is-decided.md "3" and "4"

Points = Dict[str, Dict[str, Fraction]]  # by criterion, then by bid
Scores = Dict[str, Dict[str, Tuple[Fraction, Fraction]]]  # points and weighted figure


def holders_of(bid: Obj, reliance: Obj) -> list[Obj]:
    """Return the bidder, then the parties whose figures may count: by list, then by id."""
    found = [bid]
    for name in words(reliance.get("who")):
        parties = objects(bid.get("guarantors" if name == "guarantor" else name))
        others = (one for one in parties if one.get("id") != at(bid, "bidder", "id"))
        found += sorted(others, key=lambda one: word(one.get("id")))
    return found


@dataclass(frozen=True)
class Read:
    """What was read of a bid on a criterion, and the points it makes before the best and rounding."""

    kind: str
    value: Value | None
    unit: str
    points: Fraction

    def shown(self) -> Obj:
        """Return it as the key ``read`` of a score."""
        return {
            "kind": self.kind,
            "exact": exact(self.value) if isinstance(self.value, Fraction) else None,
            "words": self.value if isinstance(self.value, str) else None,
            "unit": self.unit,
        }


def read_of(lot: Lot, bid: str, criterion: Criterion, bids: tuple[str, ...]) -> Read:
    """Return what a criterion reads of a bid among the bids, and its points."""
    rule, name = criterion.rule, criterion.id
    if "formula" in rule:
        prices = {one: lot.round("price", price_of(lot, one).amount, name) for one in bids}
        points_rule = stage_of(objects(lot.rules.get("rounding")), "points", name)
        among = Field(tuple(prices.values()), obj(rule.get("with")), points_rule)
        return Read("price", prices[bid], "money", price_points(word(rule["formula"]), prices[bid], among))
    read = rule_of(lot, rule)
    if not read.measure:
        mark = governing_mark(lot, bid, name)
        return Read("mark", mark, "mark", points_on(read.scale, mark))
    reliance = obj(rule.get("relies_on"))
    figures = Figures(
        lot,
        bid,
        read,
        tuple(holders_of(lot.bid(bid), reliance if reliance.get("combine") == "sum" else {})),
        tuple(words(rule.get("evidence"))),
    )
    unit = read.unit or _unit(figures, read.measure)
    try:
        value = measured(figures, read.measure)
    except MissingError:
        if "when_missing" not in rule:
            raise
        return Read("measure", None, unit, number(rule["when_missing"]))
    value = lot.round("measure", value, name) if isinstance(value, Fraction) else value
    return Read("measure", value, unit, points_of(figures, value))


def _to_best(points: dict[str, Fraction], rule: Obj, most: Fraction) -> dict[str, Fraction]:
    best = max(points.values(), default=ZERO)
    if rule.get("normalise") != "to-best" or best <= 0:
        return points
    return {bid: most * one / best for bid, one in points.items()}


def leaf_points(lot: Lot, bids: tuple[str, ...]) -> Points:
    """Return the points of all criteria that score."""
    found = {}
    for one in (one for one in lot.walk() if not one.inside):
        points = _to_best({bid: read_of(lot, bid, one, bids).points for bid in bids}, one.rule, HUNDRED)
        found[one.id] = {bid: lot.round("points", each, one.id) for bid, each in points.items()}
    return found


def score_tree(lot: Lot, leaves: Points, bids: tuple[str, ...]) -> tuple[Scores, dict[str, Fraction]]:
    """Return the scores, and the totals before the rounding ``total``."""
    scores: Scores = {}

    def figure(one: Criterion) -> dict[str, Fraction]:
        if one.inside:
            inside = [figure(child) for child in one.inside]
            sums = _to_best({bid: total(each[bid] for each in inside) for bid in bids}, one.rule, one.weight)
            found = {bid: lot.round("section", each, one.id) for bid, each in sums.items()}
            points = {bid: 100 * each / one.weight if one.weight else ZERO for bid, each in found.items()}
        else:
            points = leaves[one.id]
            found = {bid: lot.round("weighted", one.weight * points[bid] / 100, one.id) for bid in bids}
        scores[one.id] = {bid: (points[bid], found[bid]) for bid in bids}
        return found

    tops = [figure(one) for one in lot.criteria]
    return scores, {bid: total(each[bid] for each in tops) for bid in bids}


# ==== Methods: docs/methods/, the rule of each page


@dataclass(frozen=True)
class Offer:
    """What a method reads of a bid."""

    stated_price: Fraction | None
    quality: Fraction
    points: dict[str, Fraction]
    declared: Obj

    @property
    def price(self) -> Fraction:
        """The price, which has to be stated."""
        if self.stated_price is None:
            raise MissingError("a bid has no price")
        return self.stated_price

    @property
    def divisor(self) -> Fraction:
        """The price, which has to be above 0."""
        require(self.price > 0, RefusedError("a price is not above 0, and the method divides by it"))
        return self.price


@dataclass(frozen=True)
class Figure:
    """A bid's figure, or the power of it that has no root; ``order`` is greater for the better bid."""

    value: Fraction
    order: Fraction | None = None  # None: the figure itself orders
    ranked: bool = True
    root: int = 1


Offers = Dict[str, Offer]
Figured = Dict[str, Figure]


def _each(rule: Callable[[Offer, Obj], Fraction]) -> Callable[[Offers, Obj], Figured]:
    """Return a method whose figures need one bid each."""
    return lambda offers, terms: {bid: Figure(rule(one, terms)) for bid, one in offers.items()}


def _fixed_price(offers: Offers, terms: Obj) -> Figured:
    fixed, below = number(terms["fixed_price"]), terms.get("below") == "ranked"
    is_ranked = {bid: one.price == fixed or (one.price < fixed and below) for bid, one in offers.items()}
    return {bid: Figure(one.quality, ranked=is_ranked[bid]) for bid, one in offers.items()}


def _per_point(one: Offer, _: Obj) -> Fraction:
    require(one.quality > 0 and one.price >= 0, RefusedError("a bid has no quality, or a price below 0"))
    return one.price / one.quality


def _quality_over_price(one: Offer, terms: Obj) -> Fraction:
    return one.quality / one.divisor * number(terms.get("constant", "1"))


def _weighted_vfm(offers: Offers, terms: Obj) -> Figured:
    power = number(terms["quality_weight"]) / number(terms["cost_weight"])
    a, b = power.numerator, power.denominator
    require(max(a, b) <= 100, RefusedError("the powers of the weights are above 100"))
    return {bid: Figure(one.quality**a / one.divisor**b, root=b) for bid, one in offers.items()}


def _monetised(one: Offer, terms: Obj) -> Fraction:
    if "willingness_to_pay" in terms:
        return one.price - one.quality * number(terms["willingness_to_pay"])
    return one.price - total(
        number(each) * one.points[name] / 100 for name, each in obj(terms["values"]).items()
    )


def _price_quality(offers: Offers, terms: Obj) -> Figured:
    estimate = number(terms["estimate"]) - number(terms["provisional_sums"])
    weight, least = number(terms["price_weight"]), min(one.quality for one in offers.values())
    rate = estimate * (100 - weight) / 100 / weight
    return {bid: Figure(one.price - rate * (one.quality - least)) for bid, one in offers.items()}


def _utility(offers: Offers, terms: Obj) -> Figured:
    times, best = number(terms["quality_to_price"]), max(one.quality for one in offers.values())
    lowest = min(one.divisor for one in offers.values())
    return {
        bid: Figure((1 - (best - one.quality) / 100 * times) / one.price * lowest)
        for bid, one in offers.items()
    }


def _features(one: Offer, terms: Obj) -> Fraction:
    maxima = {word(each["id"]): number(each["max"]) for each in objects(terms["features"])}
    return one.price / (
        1 + total(number(one.declared.get(name)) for name in maxima) / (1 - total(maxima.values()))
    )


def _benchmark_ratio(offers: Offers, terms: Obj) -> Figured:
    ratios = {bid: one.quality / one.divisor for bid, one in offers.items()}
    edge, by_quality = (
        max(ratios.values()) * (1 - number(terms["corridor"]) / 100),
        terms["decides"] == "quality",
    )
    orders = {bid: one.quality if by_quality else -one.price for bid, one in offers.items()}
    return {bid: Figure(ratio, orders[bid], ratio >= edge) for bid, ratio in ratios.items()}


def _life_cycle(one: Offer, terms: Obj) -> Fraction:
    """Return savings less payments, discounted over the periods of the horizon."""
    announced, days = date.fromisoformat(word(terms["announcement_date"])), whole(terms["days_per_year"])
    first = (date(announced.year, 12, 31) - announced).days
    years = whole(terms["horizon_years"])
    require(1 <= years <= 100, RefusedError("the horizon is not from 1 to 100 years"))
    periods = [first, *[days] * (years - 1), days - first]
    reductions, share = items(one.declared.get("cost-reductions")), number(one.declared["payment-share"])
    left = whole(one.declared["contract-years"]) * days + whole(one.declared["contract-days"])
    require(
        len(reductions) == len(periods) and left <= sum(periods[:-1]),
        RefusedError("the reductions or the contract do not fit the horizon"),
    )
    factor, value = ONE, ZERO
    for place, (length, stated) in enumerate(zip(periods, map(number, reductions))):
        factor /= 1 + number(terms["discount_rate"]) * length / days
        counted = stated * (bool(length) if place == 0 else Fraction(length, days))
        under, left = min(left, length), left - min(left, length)  # days of the contract in the period
        value += factor * (counted - (share * stated * under / length if length else 0))
    return value


METHODS: Mapping[str, tuple[Callable[[Offers, Obj], Figured], str, str]] = {  # the unit, and which is better
    "weighted-sum": (_each(lambda one, _: one.quality), "points", "higher"),
    "lowest-compliant": (_each(lambda one, _: one.price), "money", "lower"),
    "fixed-price-best-quality": (_fixed_price, "points", "higher"),
    "price-per-quality-point": (_each(_per_point), "money per point", "lower"),
    "quality-over-price": (_each(_quality_over_price), "points per money", "higher"),
    "vfm-index": (_each(_quality_over_price), "points per money", "higher"),
    "weighted-vfm-index": (_weighted_vfm, "ratio", "higher"),
    "monetised-quality": (_each(_monetised), "money", "lower"),
    "price-quality-method": (_price_quality, "money", "lower"),
    "utility-index": (_utility, "ratio", "higher"),
    "feature-coefficient": (_each(_features), "money", "lower"),
    "extended-benchmark-ratio": (_benchmark_ratio, "points per money", "higher"),
    "life-cycle-npv": (_each(_life_cycle), "money", "higher"),
}  # fmt: skip


def method_of(lot: Lot) -> tuple[Callable[[Offers, Obj], Figured], str, str]:
    """Return the rule of a lot's method, its unit and which end is better."""
    require(lot.method("use") in METHODS, NotCoveredError(f"the method {lot.method('use')}"))
    return METHODS[word(lot.method("use"))]


def figure_rounded(lot: Lot, one: Figure) -> Figure:
    """Return the figure after stage ``figure``; a root is settled by whole numbers alone."""
    rule = stage_of(lot.stages, "figure")
    if rule is None or one.root == 1:
        return replace(one, value=lot.round("figure", one.value))
    length = one.value.numerator.bit_length() + one.value.denominator.bit_length()
    require(length <= 50_000, NotCoveredError("a root of a number that long"))
    parts = 4 * 10 ** places_of(rule)  # quarters of a last digit tell the sides of every border apart
    scaled, low, high = one.value * parts**one.root, 0, 1
    while high**one.root <= scaled:
        high *= 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if middle**one.root <= scaled else (low, middle)
    return replace(one, value=by_rule(Fraction(2 * low + (low**one.root != scaled), 2 * parts), rule), root=1)


# ==== Ranks: both runs of a field of bids, with the published rounding and without any


@dataclass(frozen=True)
class Run:
    """The assessed bids worked out once."""

    scores: Scores
    figures: Figured
    orders: dict[str, Fraction]  # of the bids that are ranked; greater is better


@dataclass(frozen=True)
class Outcome:
    """Both runs, and the bids in order: groups of those that are still equal, best first."""

    published: Run
    plain: Run
    used: list[Run]  # ranked on the first; where equal there, on the next
    groups: tuple[tuple[str, ...], ...]
    rungs: dict[str, list[Json]]

    def rank(self, bid: str) -> int | None:
        """Return a bid's rank: 1, 1, 3."""
        places = [place for place, group in enumerate(self.groups) if bid in group]
        return 1 + sum(len(group) for group in self.groups[: places[0]]) if places else None


def run_of(lot: Lot, bids: tuple[str, ...]) -> Run:
    """Work out scores and figures of a field of bids."""
    leaves = leaf_points(lot, bids)
    scores, sums = score_tree(lot, leaves, bids)
    return figured(lot, bids, leaves, scores, {bid: lot.round("total", one) for bid, one in sums.items()})


def figured(
    lot: Lot, bids: tuple[str, ...], leaves: Points, scores: Scores, totals: dict[str, Fraction]
) -> Run:
    """Turn totals into the figures of the method."""
    offers = {}
    for bid in bids:
        price = price_or_none(lot, bid)
        points = {name: each[bid] for name, each in leaves.items()}
        amount = lot.round("price", price.amount) if price else None
        offers[bid] = Offer(amount, totals[bid], points, obj(lot.bid(bid).get("declared")))
    method, _, better = method_of(lot)
    found = method(offers, obj(lot.method("with"))) if offers else {}
    if lot.method("use") != "weighted-sum":
        found = {bid: figure_rounded(lot, one) for bid, one in found.items()}
    sign = 1 if better == "higher" else -1
    orders = {
        bid: sign * one.value if one.order is None else one.order for bid, one in found.items() if one.ranked
    }
    return Run(scores, found, orders)


def outcome_of(lot: Lot, bids: tuple[str, ...]) -> Outcome:
    """Work out a field of bids and rank it."""
    return ranked(lot, run_of(lot, bids), run_of(replace(lot, stages=()), bids))


def ranked(lot: Lot, published: Run, plain: Run, others: Sequence[Run] = ()) -> Outcome:
    """Rank bids on rounded or exact figures; equal ones go down the tie ladder."""
    used = [plain if lot.rules.get("rank_on") == "exact" else published, *others]
    keys = {bid: tuple(-run.orders[bid] for run in used) for bid in used[0].orders}
    rungs: dict[str, list[Json]] = {bid: [] for bid in keys}
    groups: list[tuple[str, ...]] = []
    for key in sorted(set(keys.values())):
        level = tuple(sorted(bid for bid, one in keys.items() if one == key))
        groups += ladder(lot, level, objects(lot.rules.get("ties")), published.scores, rungs)
    return Outcome(published, plain, used, tuple(groups), rungs)


# ==== Ties and draws: docs/how-a-lot-is-decided.md "6. Ranks, ties and places", docs/draws.md


def ladder(
    lot: Lot, group: tuple[str, ...], ties: Sequence[Obj], scores: Scores, rungs: dict[str, list[Json]]
) -> list[tuple[str, ...]]:
    """Split a group of equal bids rung by rung; note for each bid what it went through."""
    if len(group) < 2 or not ties:
        return [group]
    by, keys, shown = _rung(lot, group, ties[0], scores)
    parts = [tuple(bid for bid in group if keys[bid] == key) for key in sorted(set(keys.values()))]
    for part in parts:
        for bid in part:
            rungs[bid].append({"by": by, "values": {**shown}, "left": [*part]})
    return [each for part in parts for each in ladder(lot, part, ties[1:], scores, rungs)]


def _rung(
    lot: Lot, group: tuple[str, ...], rule: Obj, scores: Scores
) -> tuple[str, dict[str, tuple[Fraction, str]], dict[str, str]]:
    """Return the rung's name, a key for each bid (the least is the best) and what is shown."""
    by, of = word(rule.get("by")), word(rule.get("of"))
    if by == "draw":
        places = drawn(lot, group)
        return (
            by,
            {bid: (Fraction(places.get(bid, 0)), "") for bid in group},
            {bid: f"drawn {places[bid]}" if bid in places else "not drawn" for bid in group},
        )
    if by == "earlier-received":
        times = {bid: word(lot.bid(bid).get("received")) for bid in group}
        return by, {bid: (ZERO, time) for bid, time in times.items()}, times
    sign = -1 if by == "points" else 1
    values = {bid: scores[of][bid][0] if by == "points" else price_of(lot, bid).amount for bid in group}
    return (
        f"points of {of}" if of else by,
        {bid: (sign * one, "") for bid, one in values.items()},
        {bid: decimals(one, 6) for bid, one in values.items()},
    )


def drawn(lot: Lot, group: tuple[str, ...]) -> dict[str, int]:
    """Return the places drawn; nothing where no draw has all bids of the group in it."""
    for one in lot.decided("draw"):
        order = words(one["drawn"]) if "drawn" in one else draw(word(one.get("seed")), lot.id, group)
        if set(group) <= set(order):
            return {bid: place for place, bid in enumerate(order, 1)}
    return {}


def draw(seed: str, lot: str, group: Iterable[str]) -> list[str]:
    """Return the order that a seed gives: docs/draws.md "The rule"."""
    order, block = sorted(group), 0
    bids = ",".join(order)
    for place in range(len(order) - 1):
        left = len(order) - place
        found = 2**256
        while found >= 2**256 // left * left:
            text = "\n".join(["bideval-draw-1", seed, lot, bids, str(block)])
            found, block = int(sha256(text.encode("utf-8"))[7:], 16), block + 1
        reached = place + found % left
        order[place], order[reached] = order[reached], order[place]
    return order


# ==== Gates: docs/how-a-lot-is-decided.md "2. Gates"

PHASES, LETS_STAND = ("exclusion", "conditions", "minimums", "price"), ("waive", "mitigate", "keep")


@dataclass(frozen=True)
class Gate:
    """A published test, or the minimum of a criterion; of the method where there is none."""

    id: str
    phase: str
    rule: Obj
    is_minimum: bool = False
    criterion: Criterion | None = None


@dataclass(frozen=True)
class Tested:
    """How a test came out: the value, what it was compared with, and who made it pass."""

    value: Value | None
    passed: bool
    required: Value | list[str]
    unit: str
    test: str = "at-least"
    grade: str = ""
    relied_on: tuple[str, ...] = ()
    lead: Json = None


def gates_of(lot: Lot) -> list[Gate]:
    """Return the gates of a lot with its minimums."""
    found = [
        Gate(word(one.get("id")), word(one.get("phase")), one) for one in objects(lot.rules.get("gates"))
    ]
    found += [
        Gate(f"{one.id}/minimum", "minimums", obj(one.rule["minimum"]), is_minimum=True, criterion=one)
        for one in lot.walk()
        if "minimum" in one.rule
    ]
    if lot.method("with", "quality_minimum") is not None:
        rule: Obj = {"points": lot.method("with", "quality_minimum"), "on_fail": "must-disregard"}
        found.append(Gate("quality/minimum", "minimums", rule, is_minimum=True))
    return found


def gate_result(lot: Lot, bid: str, gate: Gate, bids: tuple[str, ...]) -> tuple[Obj, bool, bool]:
    """Return how a gate stands in the result, whether the bid is out, and whether a decision is awaited."""
    one = _minimum(lot, bid, gate) if gate.is_minimum else _test(lot, bid, gate, bids)
    again = lot.decided("retest", bid, gate.id)
    passed = one.passed and not any(each.get("to") == "failed" for each in again)
    decision, out, awaited = _after(lot, bid, gate, amber=one.grade == "amber", passed=passed)
    shown: Obj = {
        "gate": gate.id,
        "phase": gate.phase,
        "passed": passed,
        "value": _text(one.value),
        "required": _text(one.required),
        "test": one.test,
        "unit": one.unit,
        "relied_on": [*one.relied_on],
        "on_fail": gate.rule.get("on_fail"),
        "decision": decision,
        "lead": one.lead,
    }
    if one.grade == "amber" and one.passed:
        shown["amber_needs"] = gate.rule.get("amber_needs")
    if again:
        shown["retest"] = f"{again[-1].get('to')} {again[-1].get('id')}"
    return shown, out, awaited


def _after(lot: Lot, bid: str, gate: Gate, *, amber: bool, passed: bool) -> tuple[str | None, bool, bool]:
    """Return the decision that counts, whether the bid is out, and whether one is awaited."""
    on_fail = gate.rule.get("on_fail")
    keeps = [one for kind in LETS_STAND for one in lot.decided(kind, bid, gate.id)]
    drops, conditions = lot.decided("disregard", bid, gate.id), lot.decided("condition", bid, gate.id)
    given = (conditions if amber else []) if passed else keeps or drops
    named = f"{given[-1].get('kind')} {given[-1].get('id')}" if given else None
    if passed or on_fail == "flag":
        return named, False, passed and amber and not given
    return (
        named,
        not keeps and (bool(drops) or on_fail == "must-disregard"),
        not given and on_fail == "may-disregard",
    )


def _text(value: Value | list[str] | None) -> str | None:
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return decimals(value) if isinstance(value, Fraction) else value


def _minimum(lot: Lot, bid: str, gate: Gate) -> Tested:
    """Test a minimum: the mark that governs, or points, which are never normalised."""
    one = gate.criterion
    if one is not None and "mark" in gate.rule:
        value, least = governing_mark(lot, bid, one.id), number(gate.rule["mark"])
        return Tested(value, value >= least, least, "mark")
    bare = replace(lot, criteria=tuple(_bare(each) for each in ([one] if one else lot.criteria)))
    scores, sums = score_tree(bare, leaf_points(bare, (bid,)), (bid,))
    value, least = (
        scores[one.id][bid][0] if one else lot.round("total", sums[bid]),
        number(gate.rule["points"]),
    )
    return Tested(value, value >= least, least, "points")


def _bare(one: Criterion) -> Criterion:
    """Return a criterion without any normalising."""
    require("formula" not in one.rule, NotCoveredError("a minimum on a section that holds a price"))
    return replace(
        one,
        rule={key: value for key, value in one.rule.items() if key != "normalise"},
        inside=tuple(_bare(each) for each in one.inside),
    )


def _test(lot: Lot, bid: str, gate: Gate, bids: tuple[str, ...]) -> Tested:
    """Read what a gate tests; a figure that is not stated fails where the rule or a decision says so."""
    rule, test = rule_of(lot, gate.rule), word(gate.rule.get("test"))
    prices = [(one, price_or_none(lot, one)) for one in bids if gate.phase == "price"]
    amounts = tuple((one, price.amount) for one, price in prices if price)
    figures = Figures(lot, bid, rule, (), tuple(words(gate.rule.get("evidence"))), amounts)
    graded, unit = test == "one-of" and "bands" in rule.points, rule.unit or _unit(figures, rule.measure)
    required: Value | list[str] = figures.words(rule.threshold) if test == "one-of" else word(rule.threshold)
    if test != "one-of" and unit != "words":
        required = number(rule.threshold)
    blank = Tested(None, False, required, "grade" if graded else unit, test, "graded" if graded else "")
    try:
        return _relying(figures, obj(gate.rule.get("relies_on")), blank)
    except MissingError:
        kinds = (*LETS_STAND, "disregard")
        if gate.rule.get("when_missing") != "fail" and not any(
            lot.decided(kind, bid, gate.id) for kind in kinds
        ):
            raise
        return replace(blank, grade="")


def _try(figures: Figures, blank: Tested, *holders: Obj) -> Tested:
    """Test the figures of these holders, added where there are several."""
    figures = replace(figures, holders=holders)
    value, grade = measured(figures, figures.rule.measure), ""
    if isinstance(value, Fraction) and blank.grade:
        value = grade = word(band_of(figures, value).get("grade"))
    return replace(blank, value=value, passed=passes(blank.test, value, blank.required), grade=grade)


def _relying(figures: Figures, reliance: Obj, blank: Tested) -> Tested:
    """Test by the published reading of whose figures count: "Whose figures count" on the page."""
    combine = reliance.get("combine", "none")
    bid, *parties = holders_of(figures.lot.bid(figures.bid), {} if combine == "none" else reliance)
    if combine == "any":
        return _any_of(figures, blank, [bid, *parties])
    own = _try(figures, blank, bid)
    if combine == "each" and own.passed:
        return next((one for one in (_try(figures, blank, each) for each in parties) if not one.passed), own)
    if combine != "sum" or own.passed or not parties:
        return own
    together = _try(figures, blank, bid, *parties)
    if (
        "lead_at_least" in reliance
        and isinstance(own.value, Fraction)
        and isinstance(blank.required, Fraction)
    ):
        share = blank.required * number(reliance["lead_at_least"]) / 100
        lead: Obj = {"value": decimals(own.value), "required": decimals(share)}
        together = replace(
            together, passed=together.passed and passes(blank.test, own.value, share), lead=lead
        )
    return replace(
        together, relied_on=tuple(word(one.get("id")) for one in parties) if together.passed else ()
    )


def _any_of(figures: Figures, blank: Tested, holders: Iterable[Obj]) -> Tested:
    """Return the first that passes, else the first whose figure is stated."""
    found = []
    for place, holder in enumerate(holders):
        try:
            one = _try(figures, blank, holder)
        except MissingError:
            continue
        if one.passed:
            return replace(one, relied_on=(word(holder.get("id")),) if place else ())
        found.append(one)
    require(bool(found), MissingError(f"nobody states the figure for bid {figures.bid}"))
    return found[0]


# ==== Several authorities: docs/how-a-lot-is-decided.md "7. Several authorities"


def weighted_by(lot: Lot, weights: Mapping[str, Fraction]) -> Lot:
    """Return the lot with other weights of the criteria that score."""

    def build(one: Criterion) -> Criterion:
        inside = tuple(build(each) for each in one.inside)
        return replace(
            one,
            weight=total(each.weight for each in inside) if inside else weights[one.id],
            inside=inside,
        )

    return replace(lot, criteria=tuple(build(one) for one in lot.criteria))


def by_authority(lot: Lot) -> list[tuple[Obj, Lot]]:
    """Return each authority with the lot under its weights, in published order."""
    listed = objects(at(lot.inputs, "tender", "authorities"))
    weights = [{name: number(each) for name, each in obj(one.get("weights")).items()} for one in listed]
    return [(one, weighted_by(lot, each)) for one, each in zip(listed, weights)]


def combined(lot: Lot, bids: tuple[str, ...]) -> tuple[Lot, Outcome | None]:
    """Return the lot with its combined weights, and the outcome by the published rule, if there is one."""
    parties, rule = by_authority(lot), lot.rules.get("combine")
    if not parties:
        return lot, outcome_of(lot, bids)
    if rule is None:
        return lot, None
    if rule == "lexicographic":
        outcomes = [outcome_of(own, bids) for _, own in parties]
        first = outcomes[0]
        return parties[0][1], ranked(lot, first.published, first.plain, [one.used[0] for one in outcomes[1:]])
    shares = [number(one["budget_share"]) / 100 for one, _ in parties]
    scoring = [{one.id: one.weight for one in own.walk() if not one.inside} for _, own in parties]
    joint = weighted_by(
        lot, {name: total(a * own[name] for a, own in zip(shares, scoring)) for name in scoring[0]}
    )
    published, plain = (
        _mean_of(replace(joint, stages=one), [each for _, each in parties], shares, bids)
        for one in (lot.stages, ())
    )
    return joint, ranked(joint, published, plain)


def _mean_of(joint: Lot, lots: list[Lot], shares: list[Fraction], bids: tuple[str, ...]) -> Run:
    """Return budget share x figure of each authority, added; the total is rounded once."""
    leaves, scores = leaf_points(joint, bids), {}
    trees = [score_tree(replace(own, stages=joint.stages), leaves, bids) for own in lots]
    for one in joint.walk():
        found = {bid: total(a * tree[one.id][bid][1] for a, (tree, _) in zip(shares, trees)) for bid in bids}
        of_section = {bid: 100 * each / one.weight if one.weight else ZERO for bid, each in found.items()}
        scores[one.id] = {bid: (leaves.get(one.id, of_section)[bid], found[bid]) for bid in bids}
    sums = {
        bid: joint.round("total", total(a * each[bid] for a, (_, each) in zip(shares, trees))) for bid in bids
    }
    return figured(joint, bids, leaves, scores, sums)


# ==== The result of a lot: docs/json.md "A lot" and after; docs/record.md "The result"

Expected = Dict[str, object]
# In place of words, which are not recomputed; of words or null; and of a key that is not there.
SAID, MAY_BE_SAID, ABSENT = object(), object(), object()


@dataclass
class Admission:
    """Which bids are assessed, what each gate said, and on which bids a decision is awaited."""

    status: dict[str, str]
    gates: dict[str, list[Obj]]
    awaited: set[str]

    def still_in(self) -> tuple[str, ...]:
        """Return the bids that nothing has put out so far."""
        return tuple(bid for bid, status in self.status.items() if status == "assessed")


def admitted(lot: Lot) -> Admission:
    """Test the bids phase by phase."""
    found = Admission(
        {bid: _before_any_test(lot, bid) for bid in lot.bids()}, {bid: [] for bid in lot.bids()}, set()
    )
    for phase in PHASES:
        bids = found.still_in()
        for gate, bid in ((gate, bid) for gate in gates_of(lot) if gate.phase == phase for bid in bids):
            shown, out, awaited = gate_result(lot, bid, gate, bids)
            found.gates[bid].append(shown)
            found.awaited |= {bid} if awaited else set()
            found.status[bid] = "disregarded" if out else found.status[bid]
    for bid in found.still_in():
        dropped = any("gate" not in one for one in lot.decided("disregard", bid))
        if dropped or any(one.get("to") == "disregard" for one in lot.decided("low-price", bid)):
            found.status[bid] = "disregarded"
    return found


def _before_any_test(lot: Lot, bid: str) -> str:
    for kind, status in (("withdraw", "withdrawn"), ("late", "late"), ("exclude", "excluded")):
        if lot.decided(kind, bid):
            return status
    status = word(lot.bid(bid).get("status"), "received")
    return "assessed" if status == "received" else status


def lot_result(lot: Lot) -> Expected:
    """Return the result of a lot as a record has to have it."""
    admission, places = admitted(lot), whole(lot.rules.get("places", 1))
    bids = admission.still_in()
    weighted, outcome = combined(lot, bids)
    award = awarded(outcome, places)
    status = _status(lot, admission, award, outcome)
    if status == "needs-allocation":
        award.update(winners=[], winner=None)
    order = [bid for group in outcome.groups for bid in group] if outcome else []
    order += [bid for bid in bids if bid not in order] + sorted(set(admission.status) - set(bids))
    _, unit, better = method_of(lot)
    return {
        "id": lot.id,
        "title": lot.rules.get("title"),
        "method": lot.method("use"),
        "status": status,
        "unit": unit,
        "better": better,
        "places": places,
        "notes": SAID,
        "placings": [placing(weighted, bid, admission, outcome) for bid in order],
        **award,
        **({"combine": lot.rules.get("combine")} if bids and by_authority(lot) else {}),
    }


def _status(lot: Lot, admission: Admission, award: Expected, outcome: Outcome | None) -> str:
    """Return the first status that holds: "8. What else is said" on the page."""
    holds = {
        "no-assessed-bid": not admission.still_in(),
        "illustrative": outcome is None,
        "tied": bool(award["tied"]),
        "provisional": bool(admission.awaited & set(admission.still_in())),
        "needs-allocation": "lot_limit" in lot.rules or "award" in lot.rules,
    }
    return next((status for status, is_so in holds.items() if is_so), "final")


def awarded(outcome: Outcome | None, places: int) -> Expected:
    """Return who is awarded, who is tied across the border, and by how much: "Places", "The margin"."""
    winners: list[str] = []
    tied: list[str] = []
    groups = outcome.groups if outcome else ()
    for group in groups:
        if len(winners) + len(group) <= places and not tied:
            winners += group
        elif len(winners) < places and not tied:
            tied += group
    order = [bid for group in groups for bid in group]
    margin: tuple[Fraction | None, Fraction | None] = (None, None)
    if outcome and len(order) > places:
        margin = (ZERO, ZERO) if tied else _distance(outcome, *order[places - 1 : places + 1])
    shown = [None if one is None else as_text(one) for one, as_text in zip(margin, (decimals, exact))]
    return {
        "winners": winners,
        "winner": winners[0] if places == 1 and winners else None,
        "tied": tied,
        "margin": shown[0],
        "margin_exact": shown[1],
    }


def _distance(outcome: Outcome, last: str, first_not: str) -> tuple[Fraction, Fraction | None]:
    """Return the distance of two bids in the figures that are ranked on, and without any rounding."""
    apart = [abs(run.orders[last] - run.orders[first_not]) for run in outcome.used]
    margin = next((one for one in apart if one), ZERO)
    plain, told = outcome.plain, outcome.published.figures
    if max(plain.figures[bid].root for bid in (last, first_not)) > 1:  # roots have no exact distance
        return abs(told[last].value - told[first_not].value), None
    if len(apart) > 1:
        return margin, margin
    return margin, abs(plain.orders[last] - plain.orders[first_not])


def placing(lot: Lot, bid: str, admission: Admission, outcome: Outcome | None) -> Expected:
    """Return a bid's place in the result."""
    status, price, bidder = admission.status[bid], price_or_none(lot, bid), at(lot.bid(bid), "bidder")
    outcome = outcome if status == "assessed" else None
    said = dict.fromkeys(("worked", "place", "rule_place"), MAY_BE_SAID)
    return {
        "bid": bid,
        "bidder": at(bidder, "id"),
        "bidder_name": at(bidder, "name"),
        "status": status,
        "because": None if status == "assessed" else SAID,
        "because_place": MAY_BE_SAID,
        "price": decimals(price.amount) if price else None,
        "price_built": _price_shown(price) if price else None,
        "gates": [{**one, **said} for one in admission.gates[bid]],
        "shadow": shadow(lot, bid, admission) if status == "disregarded" else None,
        **(of_outcome(lot, bid, outcome) if outcome else {**NO_OUTCOME, "tie_rungs": []}),
    }


NO_OUTCOME: Mapping[str, object] = {"rank": None, "total": None, "total_exact": None, "scores": []}


def _price_shown(price: Price) -> Expected:
    said = dict.fromkeys(("what", "by", "reason", "place", "decision_place"), MAY_BE_SAID)
    return {
        **price.built,
        "worked": SAID,
        "corrections": [{**one, **said} for one in objects(price.built["corrections"])],
    }


def of_outcome(lot: Lot, bid: str, outcome: Outcome) -> Expected:
    """Return what a field of bids leads to for one of them."""
    plain, scores = outcome.plain.figures[bid], []
    for one in lot.walk():
        (points, weighted), (points_exact, weighted_exact) = (
            run.scores[one.id][bid] for run in (outcome.published, outcome.plain)
        )
        read = None if one.inside else read_of(lot, bid, one, tuple(outcome.published.figures)).shown()
        line: Expected = {
            "criterion": one.id,
            "within": one.within,
            "weight": decimals(one.weight),
            "worked": SAID,
            "points": decimals(points),
            "points_exact": exact(points_exact),
            "points_published_exact": exact(points),
            "weighted": decimals(weighted),
            "weighted_exact": exact(weighted_exact),
            "weighted_published_exact": exact(weighted),
            "place": MAY_BE_SAID,
            **({"read": read} if read else {"section": True}),
        }
        scores.append(line)
    return {
        "rank": outcome.rank(bid),
        "total": decimals(outcome.published.figures[bid].value),
        "total_exact": exact(plain.value) if plain.root == 1 else None,
        "tie_rungs": [{**obj(one), "worked": MAY_BE_SAID} for one in outcome.rungs.get(bid, [])],
        "scores": scores,
    }


def shadow(lot: Lot, bid: str, admission: Admission) -> Expected:
    """Return what a disregarded bid would have got among the assessed bids."""
    try:
        weighted, outcome = combined(lot, tuple(sorted((*admission.still_in(), bid))))
    except RefusedError:
        weighted, outcome = lot, None
    if outcome is None:
        return {**NO_OUTCOME, "why_null": SAID}
    found = of_outcome(weighted, bid, outcome)
    return {**{key: found[key] for key in NO_OUTCOME}, "why_null": None}


def authority_results(lots: Sequence[Lot]) -> list[Expected]:
    """Return what each authority's own weights lead to."""
    found: list[Expected] = []
    for number_, (party, _) in enumerate(by_authority(lots[0])):
        listed = []
        for lot in lots:
            own, bids = by_authority(lot)[number_][1], admitted(lot).still_in()
            outcome = outcome_of(own, bids)
            award = awarded(outcome, whole(lot.rules.get("places", 1)))
            placings = [
                {"bid": bid, **of_outcome(own, bid, outcome)} for group in outcome.groups for bid in group
            ]
            kept = {key: award[key] for key in ("tied", "margin", "margin_exact")}
            if bids:
                listed.append({"id": lot.id, "would_award": award["winners"], **kept, "placings": placings})
        head = {"id": party.get("id"), "title": party.get("title", party.get("id"))}
        share = decimals(number(party["budget_share"])) if "budget_share" in party else None
        found += [{**head, "budget_share": share, "lots": listed}] if listed else []
    return found


# ==== Comparing what is recorded with what is recomputed


@dataclass
class Report:
    """What was recomputed, what differs and what was not checked."""

    counts: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)
    from_paper: bool = False

    def attempt(self, what: str, check: Callable[..., None], *given: object) -> None:
        """Run a check, which notes here what it finds; note what it cannot cover, too."""
        try:
            check(*given, self)
        except NotCoveredError as error:
            self.unchecked.append(f"{what}: {error}")
        except RefusedError as error:
            self.differences.append(f"{what}: it is recorded, but the rules give none: {error}")
        except NOT_AS_THE_FORMAT_SAYS as error:
            why = f"{type(error).__name__}: {str(error)[:100]}"
            raise UnreadableError(f"{what}: not as the format says ({why})") from None

    def differ(self, where: str, recorded: object, recomputed: object) -> None:
        """Note a difference with both values."""
        self.differences.append(f"{where}: recorded {_brief(recorded)}, recomputed {_brief(recomputed)}")

    def compare(self, where: str, expected: object, recorded: object) -> None:
        """Compare value by value; words are passed over, keys that nobody knows are not checked."""
        if isinstance(expected, Withheld) or isinstance(recorded, Withheld):
            self.counts["withheld"] += 1
        elif expected is SAID or expected is MAY_BE_SAID:
            self.counts["texts"] += 1
            if recorded is ABSENT or (expected is SAID and recorded is None):
                self.differ(where, recorded, expected)
        elif isinstance(expected, dict) and isinstance(recorded, dict):
            self.unchecked += [f"{where}/{key}" for key in sorted({*recorded} - {*expected})]
            for key, value in expected.items():
                self.compare(f"{where}/{key}", value, recorded.get(key, ABSENT))
        elif isinstance(expected, list) and isinstance(recorded, list) and len(expected) == len(recorded):
            for place, (one, other) in enumerate(zip(expected, recorded)):
                self.compare(f"{where}/{_name(one, place)}", one, other)
        else:
            self.counts[where.rpartition("/")[2]] += 1
            if type(expected) is not type(recorded) or expected != recorded:
                self.differ(where, recorded, expected)


def _name(one: object, place: int) -> str:
    return str(
        next((one[key] for key in ("id", "bid", "criterion", "gate") if key in one), place)
        if isinstance(one, dict)
        else place
    )


def _brief(value: object) -> str:
    if isinstance(value, (list, dict)):
        return f"{'a list' if isinstance(value, list) else 'an object'} of {len(value)}"
    if value is None or isinstance(value, (str, int)):
        return json.dumps(value, ensure_ascii=False)[:120]
    return "nothing" if value is ABSENT else "words"


# ==== Certificates: docs/certificates.md in certificates.py; the award of lots: docs/allocation/ in awards.py


class _Beside(InspectLoader):
    """Loads a file of this file's own folder from its source, whatever the current folder is."""

    def get_source(self, fullname: str) -> str:
        """Return the text of the file."""
        own = str(globals().get("__file__", "<>"))  # of standard input it is <stdin>, or none
        if own.startswith("<"):
            raise NotCoveredError("verify.py was not read from a file, so that nothing stands beside it")
        path = Path(own).resolve().with_name(f"{fullname}.py")
        try:
            return path.read_text(encoding="utf-8")
        except OSError:
            raise NotCoveredError(f"{path.name} is not beside verify.py") from None


NAMES = {
    "certificates": ("CLAIMS", "TooLongError", "award_of", "claim_of"),
    "awards": ("Placed", "Result", "award_again"),
}


@lru_cache(maxsize=None)
def beside(name: str) -> ModuleType:
    """Return certificates.py or awards.py as a module; NotCoveredError where it is not there, or broken."""
    loader = _Beside()
    spec = importlib.util.spec_from_loader(name, loader)
    if spec is None:
        raise NotCoveredError(f"{name}.py cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    try:
        loader.exec_module(module)
    except NotCoveredError:
        raise
    except (ImportError, NameError, SyntaxError, *NOT_AS_THE_FORMAT_SAYS) as error:
        raise NotCoveredError(f"{name}.py beside verify.py is broken ({type(error).__name__})") from None
    missing = [one for one in NAMES[name] if not hasattr(module, one)]
    require(not missing, NotCoveredError(f"{name}.py beside verify.py is broken (it has no {missing[:1]})"))
    return module


# ==== Whether a claim is about this tender: docs/record.md "Claims that are tied to the tender"

ALL_RIVALS = ("can-win", "only-ties", "best-rank", "worst-rank", "smallest-move", "smallest-whole-move")


def is_tied(lot: Lot, answer: Obj, claim: Claim) -> bool:
    """Say whether the numbers of a claim are those of the tender's bids and weights."""
    if not lot.races:
        lot.races.append(combined(lot, admitted(lot).still_in()))
    lot, outcome = lot.races[0]
    columns = [{name: number(share) for name, share in one.items()} for one in objects(answer.get("columns"))]
    weights = {one.id: one.weight for one in lot.walk()}
    every = total(one.weight for one in lot.criteria)
    if outcome is None or len(columns) != len(claim.ends) or not every:
        return False
    published = [100 * total(weights[name] for name in one) / every for one in columns]
    shared = [
        (share * of, weights[name]) for one, of in zip(columns, published) for name, share in one.items()
    ]
    bids, about = outcome.published.figures, word(answer.get("about"))
    return (
        sum(published) == 100
        and all(100 * weight == own * every for own, weight in shared)
        and claim.holds(published)
        and ("published" not in claim.raw or claim.weights("published") == published)
        and _required_fits(claim, published)
        and any(
            _about(lot, outcome, columns, claim, bid) for bid in ([about] if about else bids) if bid in bids
        )
    )


def _required_fits(claim: Claim, published: Sequence[Fraction]) -> bool:
    """Say whether a lead is asked for only as far as it is to lead at all."""
    if "required" not in claim.raw:
        return True
    parts = [entry / 100 for one in claim.differences for entry in (*one, total(map(mul, one, published)))]
    common = 1
    for one in parts:
        common *= one.denominator // gcd(common, one.denominator)
    most = Fraction(1, common) if claim.kind() == "smallest-whole-move" else ZERO
    return all(0 <= one <= most for one in claim.required())


def _about(
    lot: Lot, outcome: Outcome, columns: Sequence[Mapping[str, Fraction]], claim: Claim, bid: str
) -> bool:
    """Say whether the differences of a claim are a bid's points less those of its rivals."""
    scores, parts, kind = outcome.used[0].scores, claim.parts(), claim.kind()

    def points(one: str) -> list[Fraction]:
        return [total(share * scores[name][one][0] for name, share in column.items()) for column in columns]

    rivals = {
        one: [parts * (own - other) for own, other in zip(points(bid), points(one))]
        for one in outcome.published.figures
        if one != bid
    }
    some = kind not in ALL_RIVALS or ("smallest" in kind and whole(lot.rules.get("places", 1)) > 1)
    fits = all(one in rivals.values() for one in claim.differences)
    if not fits or not (some or sorted(claim.differences) == sorted(rivals.values())):
        return False
    pairs = zip(claim.differences, claim.favours())
    level = {
        str(one): {_wins_tie(lot, bid, each, outcome) for each in rivals if rivals[each] == one}
        for one in claim.differences
    }
    return all(favoured in level[str(one)] for one, favoured in pairs)


def _wins_tie(lot: Lot, bid: str, rival: str, outcome: Outcome) -> bool:
    """Say whether the published rungs before any that reads a section put a bid before a rival."""
    sections = [one.id for one in lot.walk() if one.inside]
    ties = objects(lot.rules.get("ties"))
    before = next((place for place, one in enumerate(ties) if one.get("of") in sections), len(ties))
    rungs: dict[str, list[Json]] = {bid: [], rival: []}
    return ladder(lot, tuple(sorted(rungs)), ties[:before], outcome.published.scores, rungs)[0] == (bid,)


# ==== The whole record: docs/record.md "The keys" and after

KEYS = {
    "bideval_record", "tender", "illustration", "inputs", "texts", "files", "result", "award", "analyses",
    "study", "digests", "provenance",
}  # fmt: skip
READ_BY_RULES = ("gate", "field", "finding", "seed")
PATH = re.compile(r"(?!\.{1,2}(?:/|\Z))[^/\\\0]+(?:/(?!\.{1,2}(?:/|\Z))[^/\\\0]+)*")  # inside the folder
HASHED = re.compile(r"sha256:[0-9a-f]{64}")


def checked(record: Obj, known: str | None = None, folder: Path | None = None) -> Report:
    """Check a record part by part, or what a public record shows of one."""
    report, is_public = Report(), "bideval_public" in record
    record = shown_by(record, known, report) if is_public else record
    require(
        {*record, "award", "study"} == KEYS
        and canonical(record["bideval_record"]) == b"1"
        and isinstance(record.get("study", {}), (dict, Withheld)),
        UnreadableError("this is not a decision record of edition 1: it has other keys, or other kinds"),
    )
    for part, kind in (("inputs", "Inputs"), ("study", "Study"), ("files", "File*"), ("analyses", "Answer*")):
        if part in record:
            check_form(record[part], kind, part)
    report.attempt("the head", check_head, record)
    report.attempt("the digests", check_digests, record, None if is_public else known)
    report.attempt("the texts", check_texts, record)
    if "study" in record:
        report.attempt("the study", check_study, record)
    report.attempt("the result", check_decision, record)
    report.attempt("the award of the lots", check_award, record)
    if is_public and report.unchecked:
        report.attempt("the sums of points", check_sums, record)
    if folder is not None:
        report.attempt("the files", check_files, record, folder.resolve())
    return report


def check_head(record: Obj, report: Report) -> None:
    """Check what stands at the head and in the inputs too; versions are texts, files lie in the folder."""
    tender, versions = obj(at(record, "inputs", "tender")), obj(record["provenance"]).values()
    report.from_paper = "reconstructed" in tender
    report.compare("tender", tender.get("id"), record["tender"])
    report.compare("illustration", tender.get("illustration"), record["illustration"])
    require(all(isinstance(one, str) for one in versions), UnreadableError("a version is no text"))
    require(
        all(PATH.fullmatch(word(one.get("path"))) for one in objects(record["files"]))
        and [one["path"] for one in objects(record["files"])]
        == sorted({word(one["path"]) for one in objects(record["files"])}),
        UnreadableError("a file of the record leads out of the folder, or stands twice or out of order"),
    )
    report.attempt("the ids", check_ids, obj(record["inputs"]))


def check_ids(inputs: Obj, report: Report) -> None:
    """Compare the ids of bids with what they stand under; no decision has the id of another."""
    bids, ids = obj(inputs.get("bids")), [word(one.get("id")) for one in objects(inputs.get("decisions"))]
    report.compare("ids", {key: key for key in bids}, {key: at(one, "id") for key, one in bids.items()})
    report.compare("ids of decisions", sorted(set(ids)), ids)


def check_digests(record: Obj, known: str | None, report: Report) -> None:
    """Recompute the digests; one of them may be known from elsewhere."""
    inputs, digests = obj(record["inputs"]), obj(record["digests"])
    others: Obj = {key: value for key, value in digests.items() if key != "record"}
    parts: Obj = {
        "inputs": inputs,
        "rules": {key: value for key, value in inputs.items() if key in ("tender", "schedule", "packs")},
        "result": record["result"],
        **{key: record[key] for key in ("study",) if key in record},
        "record": {**{key: one for key, one in record.items() if key != "provenance"}, "digests": others},
    }
    found = {key: _digest(part) for key, part in parts.items()}
    report.compare("digests", found, digests)
    if known is not None and known not in found.values():
        report.differ("digests", "none that is the one given", known)


def _digest(part: Json) -> Json:
    try:
        return sha256(canonical(part))
    except NotCoveredError:
        return WITHHELD


def check_texts(record: Obj, report: Report) -> None:
    """Compare each body with the digest that it stands under, and that the inputs or the study name."""
    naming: Json = [{**obj(record["inputs"]), "packs": None}, record.get("study", {})]
    named = set(HASHED.findall(canonical(naming).decode("utf-8")))
    for key, body in obj(record["texts"]).items():
        found = sha256(word(body).encode("utf-8"))
        report.compare(
            f"texts/{key}", f"sha256:{key}", found if found in named else "a body that nothing names"
        )


def check_study(record: Obj, report: Report) -> None:
    """Look for the file of the study: "The study". No figure of the result rests on what it states."""
    there = any(one.get("path") == "study.yaml" for one in objects(record["files"]))
    report.compare("study.yaml among the files", True, there)


def check_decision(record: Obj, report: Report) -> None:
    """Recompute the result from the inputs, and check the claims of each answer."""
    lots = lots_of(with_texts(obj(record["inputs"]), obj(record["texts"])))
    report.attempt("the result", check_result, lots, obj(record["result"]))
    answers = objects(record["analyses"])
    for place, answer in enumerate(answers):
        where = f"analyses/{place} ({answer.get('id')})"
        report.attempt(where, check_answer, lots, answer, where)
    report.unchecked += [f"the sentence and the verdict of each answer ({len(answers)})"] if answers else []


def with_texts(inputs: Obj, texts: Obj) -> Obj:
    """Return the inputs with the texts of decisions that rules read in clear."""
    decisions: list[Json] = []
    for one in objects(inputs.get("decisions")):
        hidden = {key: word(one[key])[7:] for key in READ_BY_RULES if HASHED.fullmatch(str(one.get(key)))}
        require(
            all(digest in texts for digest in hidden.values()),
            NotCoveredError(f"a text of decision {one.get('id')} that rules read is not there"),
        )
        decisions.append({**one, **{key: texts[digest] for key, digest in hidden.items()}})
    return {**inputs, "decisions": decisions}


def check_result(lots: Sequence[Lot], result: Obj, report: Report) -> None:
    """Recompute the result of each lot and of each authority, and compare."""
    require(
        all(one.get("status") != "quality-only" for one in objects(result.get("lots"))),
        NotCoveredError("it is of the quality stage alone"),
    )
    expected: Expected = {"lots": [lot_result(lot) for lot in lots], "authorities": authority_results(lots)}
    report.compare("result", {key: one for key, one in expected.items() if one or key == "lots"}, result)


def check_award(record: Obj, report: Report) -> None:
    """Make the award of lots that are awarded together again, and compare; no other record has one."""
    rules = at(record, "inputs", "tender", "award")
    stages = [one.get("status") for one in objects(at(record, "result", "lots"))]
    together = "mechanism" in obj(rules or {}) and "quality-only" not in stages
    report.compare("the award of all lots is there", together, "award" in record)
    if not together or "award" not in record:
        return
    lots, award = lots_of(with_texts(obj(record["inputs"]), obj(record["texts"]))), obj(record["award"])
    results, certificates = [_for_the_award(lot) for lot in lots], items(award.get("certificates"))
    made = beside("awards").award_again(
        lots[0].inputs, results, certificates, beside("certificates").award_of
    )
    report.counts["claims"] += len(made["certificates"])
    if made["certificates"] != certificates:  # each that was needed, in the order of the questions
        report.differ("award/certificates", certificates, made["certificates"])
    report.compare("award", _in_decimals({**made, "certificates": MAY_BE_SAID}), award)


def _for_the_award(lot: Lot) -> object:
    """Return a lot's result as awards.py reads it."""
    admission, awards = admitted(lot), beside("awards")
    _, outcome = combined(lot, admission.still_in())
    status = _status(lot, admission, awarded(outcome, whole(lot.rules.get("places", 1))), outcome)
    figures = {}
    if outcome:
        is_rounded = lot.rules.get("rank_on") == "rounded"
        figures = (outcome.published if is_rounded else outcome.plain).figures
        figures = {bid: one for bid, one in figures.items() if is_rounded or one.root == 1}
    return awards.Result(
        lot.id,
        status,
        method_of(lot)[1:],
        [
            awards.Placed(
                bid,
                state == "assessed",
                outcome.rank(bid) if outcome else None,
                price.amount if price else ZERO,
                figures[bid].value if bid in figures else ZERO,
                frozenset(word(one["gate"]) for one in admission.gates[bid] if not one["passed"]),
            )
            for bid, state in admission.status.items()
            for price in [price_or_none(lot, bid)]
        ],
    )


def _in_decimals(value: object) -> object:
    """Return what is expected with each fraction as decimals."""
    if isinstance(value, dict):
        return {key: _in_decimals(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_in_decimals(one) for one in value]
    return decimals(value) if isinstance(value, Fraction) else value


def check_answer(lots: Sequence[Lot], answer: Obj, where: str, report: Report) -> None:
    """Check the claims of an answer, and whether they are about this tender."""
    claims = objects(answer.get("claims"))
    report.counts["claims"] += len(claims)
    for raw in {canonical(one): one for one in claims}.values():  # one that stands twice is checked once
        kind, proofs = word(raw.get("claim")), beside("certificates")
        if kind not in proofs.CLAIMS:
            report.unchecked.append(f"{where}: the claim {kind}")
        elif not _is_proved(raw):
            report.differ(where, f"the claim {kind}", "its certificate does not prove it")
        elif not any(
            lot.id == answer.get("lot") and is_tied(lot, answer, proofs.claim_of(raw)) for lot in lots
        ):
            report.unchecked.append(f"{where}: the claim {kind} is proved, but not tied to this tender")
    if answer.get("verdict") not in ("does not apply", "not established") and not (
        answer.get("basis") == "certificate" and answer.get("claims")
    ):
        report.unchecked.append(f"{where}: rests on {_brief(answer.get('basis'))}, with none to check")


def _is_proved(raw: Obj) -> bool:
    proofs = beside("certificates")
    try:
        return bool(proofs.CLAIMS[raw["claim"]](proofs.claim_of(raw)))
    except proofs.TooLongError as error:
        raise NotCoveredError(str(error)) from None


def check_files(record: Obj, folder: Path, report: Report) -> None:
    """Compare the digests of the files of a folder; a link is not followed, nor a device read."""
    for one in objects(record["files"]):
        path = word(one.get("path"))
        data = _plain_file(folder, path)
        if data is None:
            report.differ(f"files/{path}", one.get("sha256"), "no such file in the folder, or a link")
        else:
            report.compare(
                f"files/{path}", {"path": path, "bytes": len(data), "sha256": sha256(data)[7:]}, one
            )


def _plain_file(folder: Path, path: str) -> bytes | None:
    try:
        file = (folder / path).resolve(strict=True)
        plain = file == folder / path and file.is_file() and file.stat().st_size <= MOST_BYTES
        return file.read_bytes() if plain else None
    except (OSError, ValueError, RuntimeError):
        return None


# ==== Public records: docs/redaction.md "The form"

PUBLIC_KEYS = {"bideval_public", "level", "tender", "illustration", "root", "withheld", "tree"}
WITHHOLDING = "withheld, {} times at {at}: {law}; {reason}; decided by {by}, until {until}"


def shown_by(public: Obj, known: str | None, report: Report) -> Obj:
    """Return the record that a public one shows parts of; check its root, and say what it withholds."""
    require(
        set(public) == PUBLIC_KEYS and canonical(public["bideval_public"]) == b"1",
        UnreadableError("this is not a public record of edition 1: it has other keys, or other kinds"),
    )
    hidden: list[int] = []
    digest, tree = opened(public["tree"], hidden)
    record, root, reasons = obj(tree), f"sha256:{digest}", objects(public["withheld"])
    report.compare("root", root, public["root"])
    if known not in (None, root):
        report.differ("root", "none that is the one given", known)
    for key in ("tender", "illustration"):
        report.compare(key, public[key], None if isinstance(record.get(key), Withheld) else record.get(key))
    for place in sorted(set(hidden)):
        require(0 <= place < len(reasons), UnreadableError("a part is withheld for none of the reasons"))
        report.unchecked.append(
            WITHHOLDING.format(
                hidden.count(place), **{key: ", ".join(words(one)) for key, one in reasons[place].items()}
            )
        )
    bodies = [WITHHELD] if isinstance(record.get("texts"), Withheld) else items(record.get("texts"))
    # a body that is withheld stands under no digest, so that no digest of the whole is computed
    named = {"" if isinstance(one, Withheld) else sha256(word(one).encode())[7:]: one for one in bodies}
    return {**record, "texts": named}


def opened(node: Json, hidden: list[int]) -> tuple[str, Json]:
    """Return the commitment of a node of the tree, and the value that it shows."""
    tree = obj(node)
    kind = " ".join(sorted(tree))
    if kind == "h w":
        hidden.append(whole(tree["w"]))
        return _hexadecimal(tree["h"], 64), WITHHELD
    if kind == "s v":
        value = tree["v"]
        require(value in ({}, []) or not isinstance(value, (dict, list)), NO_NODE)
        return _commitment("leaf", _hexadecimal(tree["s"], 32).encode() + b"\n" + canonical(value)), value
    require(kind in ("l", "o") and bool(tree[kind]), NO_NODE)
    if kind == "o":
        parts = {key: opened(one, hidden) for key, one in obj(tree["o"]).items()}
        digests = canonical({key: digest for key, (digest, _) in parts.items()})
        return _commitment("object", digests), {key: value for key, (_, value) in parts.items()}
    listed = [opened(one, hidden) for one in items(tree["l"])]
    return _commitment("list", canonical([digest for digest, _ in listed])), [value for _, value in listed]


NO_NODE = UnreadableError("a part of the tree is none that there is")


def _commitment(kind: str, data: bytes) -> str:
    return hashlib.sha256(f"bideval-public-1 {kind}\n".encode() + data).hexdigest()


def _hexadecimal(value: Json, length: int) -> str:
    require(len(word(value)) == length and set(word(value)) <= set("0123456789abcdef"), NO_NODE)
    return word(value)


def check_sums(record: Obj, report: Report) -> None:
    """Add up what is shown of a weighted sum, as far as it goes, without any rounding."""
    for lot in objects(at(record, "result", "lots")):
        for placing in (
            objects(lot.get("placings"))
            if (lot.get("method"), lot.get("status") == "quality-only") == ("weighted-sum", False)
            else ()
        ):
            report.attempt("the sum of a bid's points", _check_sum, placing)


def _check_sum(placing: Obj, report: Report) -> None:
    scores, of = objects(placing["scores"]), word(placing["bid"])
    for one in scores:
        if number(one["points_exact"]):
            report.compare(
                f"{of}/weight",
                decimals(100 * number(one["weighted_exact"]) / number(one["points_exact"])),
                one["weight"],
            )
    tops = [number(one["weighted_exact"]) for one in scores if not word(one["within"])]
    report.compare(f"{of}/total_exact", exact(total(tops)) if tops else None, placing["total_exact"])


# ==== What is said

MOST_SHOWN = 40
NOT_AS_THE_FORMAT_SAYS = (
    ArithmeticError, AttributeError, LookupError, MemoryError, NotCoveredError, RecursionError, TypeError,
    ValueError,
)  # fmt: skip
COUNTED = {
    "gate results": "passed", "points": "points_exact", "totals or figures": "total_exact", "ranks": "rank",
    "prices": "price", "claims of analyses": "claims",
}  # fmt: skip
NOT_SHOWN = """Not shown by this: that the inputs match the bids, that marks were right, that times are true,
or that the rules were the published ones, unless their digest is known from before."""


def told(report: Report, record: Obj, *, known: bool) -> tuple[str, int]:
    """Return what is printed, and the exit code."""
    said_first = {
        "Illustration: invented figures and fictional names.": record.get("illustration") is True,
        "RECONSTRUCTED from paper, not contemporaneous.": report.from_paper,
    }
    counts, lines = report.counts, [words for words, holds in said_first.items() if holds]
    lines += [
        f"Recomputed: {sum(counts.values()) - counts['texts'] - counts['withheld']} values, among them "
        + ", ".join(f"{counts[key]} {name}" for name, key in COUNTED.items()),
        f"Not recomputed: {counts['texts']} texts beside them (worked, because, notes, places)",
    ]
    if "study" in record:
        lines.append("Not used: the study, on which no figure of the result rests; its digest was compared")
    if report.differences:
        lines += [f"DIFFERS in {len(report.differences)} places", *report.differences[:MOST_SHOWN]]
        return "\n".join(lines), DIFFERS
    if report.unchecked:
        lines += ["CONSISTENT SO FAR; not checked:", *dict.fromkeys(report.unchecked[:MOST_SHOWN])]
        return "\n".join([*lines, NOT_SHOWN]), UNCHECKED
    lines += [
        "SAME: the recorded inputs give the recorded result under the recorded rules; "
        + (
            "the digest given is one of its own: that of the record covers all, another its part alone"
            if known
            else "its origin is not established without a digest"
        )
    ]
    return "\n".join([*lines, NOT_SHOWN]), SAME


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the record named on the command line, print what was found, and return the exit code."""
    parser = argparse.ArgumentParser(
        description="Recompute the result of a decision record from its inputs, and check its certificates.",
        epilog="Exit codes: 0 SAME; 2 usage; 3 cannot be read; 4 differs; 5 consistent, but parts unchecked.",
    )
    parser.add_argument("record", type=Path, metavar="record.json")
    parser.add_argument(
        "folder", type=Path, nargs="?", metavar="FOLDER", help="compare its files with the record"
    )
    parser.add_argument("--digest", help="a digest of the record, known from elsewhere")
    asked = parser.parse_intermixed_args(arguments)
    try:
        record = read_record(asked.record)
        text, code = told(checked(record, asked.digest, asked.folder), record, known=bool(asked.digest))
    except UnreadableError as error:
        text, code = f"UNREADABLE: {error}", UNREADABLE
    except NOT_AS_THE_FORMAT_SAYS as error:
        text, code = f"UNREADABLE: a part is not as the format says ({type(error).__name__})", UNREADABLE
    sys.stdout.buffer.write(f"{text}\n".encode("utf-8", "replace"))
    return code


if __name__ == "__main__":
    sys.exit(main())

"""The rules of a workbook as its own map states them.

Nothing is filled in: weights, scales, price formulas and roundings are those that were
published, and a rule that is wanted and absent is a finding of the map.
"""

from fractions import Fraction

from bideval.errors import Finding, Source, error
from bideval.io.workbooks.own.ruled import Ruled, everything
from bideval.model.numbers import figure_text
from bideval.model.parameters import With, read_with
from bideval.model.raw import closest
from bideval.model.rules import MarksFrom, Stage
from bideval.model.scale import Scale, parse_scale
from bideval.model.workbook_map import MapCriterion, WorkbookMap
from bideval.scoring.compile_method import with_findings
from bideval.scoring.formulas.entry import PriceFormula
from bideval.scoring.formulas.registry import PRICE_FORMULAS
from bideval.scoring.own_book.figures import Key, Plan, Question, Role
from bideval.scoring.policy import Policy
from bideval.scoring.totals import HUNDRED

_AVERAGED = {MarksFrom.MEAN, MarksFrom.MEDIAN}


def by_map(found: WorkbookMap, file: str) -> Ruled:
    """Return the rules that a map states by itself."""
    ruling = _Ruling(found, file)
    ruling.whole()
    questions = tuple(ruling.question(one, f"/criteria/{place}") for place, one in enumerate(found.criteria))
    if ruling.findings:
        return Ruled(None, {}, tuple(ruling.findings))
    plan = Plan(
        bids=tuple(one.id for one in found.bids),
        questions=questions,
        policy=ruling.policy,
        marks_from=ruling.marks_from,
        is_higher_better=found.better != "lower",
        weights_total=found.weights_total or HUNDRED,
        decimals=found.decimals,
    )
    known = {
        Key(Role.WEIGHT, one.id): one.weight
        for one, _ in everything(found.criteria)
        if one.weight is not None and not one.criteria
    }
    return Ruled(plan, known, ())


class _Ruling:
    """The rules of a map as they are read, with what is wrong so far."""

    def __init__(self, found: WorkbookMap, file: str) -> None:
        self.map, self.file = found, file
        self.findings: list[Finding] = []
        self.policy = Policy(found.rounding or ())
        self.marks_from = MarksFrom.SINGLE if found.marks is None else found.marks.from_

    def add(self, message: str, remedy: str, at: str) -> None:
        self.findings.append(error("BE730", message, remedy, Source(self.file, at)))

    def whole(self) -> None:
        """Look at what holds for the whole workbook."""
        found = self.map
        if found.lot is not None:
            self.add("lot goes with folder", "Take lot out: the map itself is of one lot.", "/lot")
        if found.weights_total is None:
            self.add(
                "the map does not say what the weights add up to",
                "Write weights_total: 100, or what was published.",
                "",
            )
        if found.rounding is None:
            remedy = "Write rounding: [{stage: total, places: 2, mode: half-up}], or rounding: none."
            self.add("the map does not say how figures are rounded", remedy, "")
        if found.better is None and (found.rank is not None or found.margin is not None):
            self.add(
                "the map does not say which total ranks first", "Write better: higher, or better: lower.", ""
            )
        names = {one.id for one, _ in everything(found.criteria)}
        for place, rule in enumerate(found.rounding or ()):
            for one in rule.of:
                if one not in names:
                    self.add(
                        f"{one} is no criterion", closest(one, tuple(sorted(names))), f"/rounding/{place}/of"
                    )
        leaves = [one for one, _ in everything(found.criteria) if not one.criteria]
        stated = [one.weight for one in leaves if one.weight is not None]
        total = sum(stated, Fraction(0))
        if len(stated) == len(leaves) and found.weights_total not in {None, total}:
            message = f"the weights of the map sum to {figure_text(total)}"
            self.add(message, "Correct them to the published weights, or weights_total.", "/weights_total")

    def question(self, one: MapCriterion, at: str) -> Question:
        """Return a criterion with its rules."""
        self._points(one, at)
        if one.criteria:
            stated = ("weight", "scale", "formula", "normalise", "mark", "price")
            for name in stated:
                if getattr(one, name) is not None:
                    remedy = "State it for its criteria; a section has weight_at, points and weighted."
                    self.add(f"{one.id} is a section, and has {name}", remedy, f"{at}/{name}")
            parts = tuple(
                self.question(part, f"{at}/criteria/{place}") for place, part in enumerate(one.criteria)
            )
            return Question(one.id, out_of=one.points_out_of, parts=parts)
        if one.weight is None and one.weight_at is None:
            self.add(
                f"{one.id} has no weight", "State weight as published, or its cell as weight_at, or both.", at
            )
        formula, with_ = self._formula(one, at)
        scale = self._scale(one, at)
        self._reads(one, at)
        return _question(one, one.weight, scale, formula, with_, to_best=one.normalise is not None)

    def _points(self, one: MapCriterion, at: str) -> None:
        if one.points_out_of <= 0:
            self.add(
                "points are out of more than 0",
                "Write what full points are in the workbook.",
                f"{at}/points_out_of",
            )
        elif one.points_out_of != HUNDRED and self.policy.rule(Stage.POINTS, one.id):
            remedy = "Points that are rounded run from 0 to 100: limit the rounding with of: to those."
            message = f"points of {one.id} are out of {figure_text(one.points_out_of)}, and are rounded"
            self.add(message, remedy, f"{at}/points_out_of")

    def _formula(self, one: MapCriterion, at: str) -> tuple[PriceFormula | None, With]:
        if one.formula is None:
            if one.with_:
                self.add(
                    f"{one.id} has parameters and no formula",
                    "Add the formula, or take with out.",
                    f"{at}/with",
                )
            return None, {}
        formula = PRICE_FORMULAS.get(one.formula)
        if formula is None:
            message = f"{one.formula} is not a price formula"
            self.add(message, closest(one.formula, tuple(PRICE_FORMULAS)), f"{at}/formula")
            return None, {}
        with_, problems = read_with(formula.parameters, one.with_)
        self.findings += with_findings(problems, f"{at}/with", self.file)
        if formula.irrational and self.policy.rule(Stage.POINTS, one.id) is None:
            remedy = "Its points are irrational: add {stage: points, places: 2, mode: half-up} to rounding."
            self.add(
                f"{one.id} is scored by {formula.id}, and its points are not rounded", remedy, f"{at}/formula"
            )
        return formula, with_

    def _scale(self, one: MapCriterion, at: str) -> Scale | None:
        if one.scale is None:
            return None
        scale, problems = parse_scale(one.scale)
        self.findings += with_findings(problems, f"{at}/scale", self.file)
        return scale

    def _reads(self, one: MapCriterion, at: str) -> None:
        """Look whether the points of a criterion can come from anywhere."""
        marked, priced = (
            one.mark is not None or bool(one.marks),
            one.price is not None or bool(one.price_parts),
        )
        if one.scale is not None and one.formula is not None:
            self.add(f"{one.id} has both scale and formula", "A criterion is marked or priced: keep one.", at)
        elif marked and one.scale is None:
            remedy = "Add scale: {from: 0, to: 5, step: 1}, or list its marks with points."
            self.add(f"{one.id} is marked, and has no scale", remedy, at)
        elif priced and one.formula is None:
            self.add(f"{one.id} has a price, and no formula", f"One of: {', '.join(PRICE_FORMULAS)}.", at)
        elif one.scale is not None and not marked:
            self.add(f"{one.id} has a scale, and no marks", "Say where they stand: mark: 7.", at)
        elif one.formula is not None and not priced:
            self.add(f"{one.id} has a formula, and no price", "Say where it stands: price: 7.", at)
        elif not (marked or priced or one.points):
            remedy = "Say where marks stand (mark, with scale), or prices (price, with formula), or points."
            self.add(f"nothing says where the points of {one.id} come from", remedy, at)
        elif one.normalise is not None and not (marked or priced):
            self.add(
                f"the points of {one.id} are typed in, and normalised",
                "Take normalise out.",
                f"{at}/normalise",
            )
        if one.marks and one.mark is None and self.marks_from not in _AVERAGED:
            self.add(
                f"{one.id} has several marks, and none that governs", "Add mark, or marks: {from: mean}.", at
            )
        if len(one.marks) > 1 and self.map.marks is None:
            remedy = "Write marks: {from: mean}, or median, or consensus."
            self.add(f"{one.id} has several marks, and nothing says which governs", remedy, at)


def _question(
    one: MapCriterion, weight: Fraction | None, scale: Scale | None, formula: PriceFormula | None,
    with_: With, *, to_best: bool,
) -> Question:  # fmt: skip
    return Question(
        id=one.id,
        weight=weight,
        scale=scale,
        formula=formula,
        with_=with_,
        to_best=to_best,
        out_of=one.points_out_of,
    )

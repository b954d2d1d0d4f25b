"""Price per quality point: P / Q, the lowest wins.

Source: Cabinet Office, Bid Evaluation Guidance Note, May 2021, s.7.3 and s.12
Appendix II "Price per Quality Point"; only the headings are verified, the wording
of the rule is unverified.  A quality minimum is required, since without one the
rule favours a cheap and poor bid.

The minimum itself is tested as a gate, before this module is called.
"""

from bideval.model.numbers import shown
from bideval.model.parameters import With
from bideval.scoring.formulas.entry import Kind
from bideval.scoring.methods.entry import Better, Figure, Method, MethodBid
from bideval.scoring.methods.pointwise import each
from bideval.scoring.methods.readings import (
    first_refusal,
    price_not_negative,
    quality_as_divisor,
    quality_minimum,
)


def figure(bid: MethodBid, _with: With) -> Figure:
    """Return the price of one quality point (money per point); Q > 0, P >= 0."""
    price, quality = price_not_negative(bid), quality_as_divisor(bid)
    value = price / quality
    return Figure(value, f"price / quality = {shown(price)} / {shown(quality)} = {shown(value)}")


METHOD = Method(
    id="price-per-quality-point",
    title="Price per quality point",
    kind=Kind.ABSOLUTE,
    better=Better.LOWER,
    unit="money per point",
    figures=each(figure),
    guard=first_refusal(each(figure)),
    parameters=(quality_minimum(required=True),),
    rule="P / Q, lowest wins",
    source="Cabinet Office, Bid Evaluation Guidance Note, May 2021, s.7.3, Appendix II (headings only)",
    status="U",
    needs_quality_minimum=True,
)

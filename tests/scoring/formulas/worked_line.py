"""Reads a worked line and computes it anew: a second method for every formula.

The line is arithmetic in plain notation; it is computed in decimals of sixty digits,
from the text alone.
"""

import ast
from decimal import Context, Decimal
from operator import methodcaller

SIXTY = Context(prec=60)
OPERATIONS = {ast.Add: "add", ast.Sub: "subtract", ast.Mult: "multiply", ast.Div: "divide", ast.Pow: "power"}


def recomputed(line: str) -> Decimal:
    """Return the value of a worked line, held to the limits it names."""
    rule, *limits = line.split(", at ")
    value = _value(rule.split(", as stated")[0].replace(" x ", " * ").replace("^", "**"))
    for limit in limits:
        way, end = limit.split(" ")
        value = max(value, Decimal(end)) if way == "least" else min(value, Decimal(end))
    return value


def _value(text: str) -> Decimal:
    return _computed(ast.parse(text, mode="eval").body, text)


def _computed(node: ast.expr, text: str) -> Decimal:
    """Compute one part; its numbers are read from the text, so that none is a float."""
    if isinstance(node, ast.BinOp):
        ends = _computed(node.left, text), _computed(node.right, text)
        computed: Decimal = methodcaller(OPERATIONS[type(node.op)], *ends)(SIXTY)
        return computed
    if isinstance(node, ast.Call):
        assert isinstance(node.func, ast.Name)
        assert node.func.id == "log"
        return SIXTY.ln(_computed(node.args[0], text))
    if isinstance(node, ast.UnaryOp):
        assert isinstance(node.op, ast.USub)
        return SIXTY.minus(_computed(node.operand, text))
    assert isinstance(node, ast.Constant)
    return Decimal(ast.get_source_segment(text, node) or "")

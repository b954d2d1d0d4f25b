"""Programmes in zeros and ones from standard input, solved by OR-Tools CP-SAT: a process of its own.

Reads a list of programmes as JSON (costs, rows, parts), prints what is taken and the seconds.
"""

import json
import sys
from time import perf_counter

from ortools.sat.python import cp_model


def taken(program: list[object]) -> list[int] | None:
    """Return the columns that are 1 in the best point; None where there is none."""
    cost, rows, _ = program
    model = cp_model.CpModel()
    columns = [model.new_bool_var(f"x{at}") for at in range(len(cost))]
    for places, factors, low, high in rows:
        activity = sum(factor * columns[at] for at, factor in zip(places, factors, strict=True))
        if low is not None:
            model.add(activity >= low)
        if high is not None:
            model.add(activity <= high)
    model.minimize(sum(each * x for each, x in zip(cost, columns, strict=True)))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = 120
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return [at for at, x in enumerate(columns) if solver.boolean_value(x)]


if __name__ == "__main__":
    given = json.load(sys.stdin)
    begun = perf_counter()
    found = [taken(one) for one in given]
    json.dump({"taken": found, "seconds": perf_counter() - begun}, sys.stdout)

"use strict";
/* Price formulas that stay within fractions.  Each gives the points of every price, or null
   where the rule is not defined for these prices. */
const Formulas = (() => {
  const { ZERO, HUNDRED, add, sub, mul, div, cmp, max, min, sum, of, make } = Exact;
  const limited = (points, has) => {
    if (has.floor != null) points = max(points, of(has.floor));
    if (has.cap != null) points = min(points, of(has.cap));
    return points;
  };
  const positive = (field) => cmp(field.lowest, ZERO) > 0;
  const always = () => true;
  const equal = (field) => cmp(field.lowest, field.highest) === 0;
  const line = (top, price, bottom) => div(mul(HUNDRED, sub(top, price)), bottom);
  const lowestOverBid = { when: positive, points: (p, f) => div(mul(HUNDRED, f.lowest), p) };
  const shared = (p, f, has) => {
    const first = f.prices.findIndex((one) => cmp(one, p) === 0);
    const count = f.prices.filter((one) => cmp(one, p) === 0).length;
    return has.table.slice(first, first + count).map(of);
  };
  const rules = {
    "lowest-over-bid": lowestOverBid,
    qcbs: lowestOverBid,
    "linear-to-double-lowest": {
      when: positive,
      points: (p, f, has) => limited(line(mul([2n, 1n], f.lowest), p, f.lowest), has),
    },
    "linear-to-n-lowest": {
      when: positive,
      points: (p, f, has) => {
        const n = of(has.n);
        return max(line(mul(n, f.lowest), p, mul(sub(n, [1n, 1n]), f.lowest)), ZERO);
      },
    },
    "lowest-to-highest": {
      when: always,
      points: (p, f, has) => (equal(f) ? of(has.when_equal) : line(f.highest, p, sub(f.highest, f.lowest))),
    },
    "around-average": {
      when: (f, has) =>
        cmp(f.mean, ZERO) > 0 && !(has.floor != null && has.cap != null && cmp(of(has.floor), of(has.cap)) > 0),
      points: (p, f, has) => {
        const beyond = div(mul(HUNDRED, sub(p, f.mean)), f.mean);
        return limited(sub(has.form === "share" ? HUNDRED : [50n, 1n], beyond), has);
      },
    },
    "fixed-range": {
      when: (f, has) => cmp(of(has.highest), of(has.lowest)) > 0,
      points: (p, f, has) => {
        const low = of(has.lowest), high = of(has.highest);
        return min(max(line(high, p, sub(high, low)), ZERO), HUNDRED);
      },
    },
    "budget-linear": {
      when: (f) => cmp(f.lowest, ZERO) >= 0,
      points: (p, f, has) => limited(line(of(has.budget), p, of(has.budget)), has),
    },
    "rank-points": {
      when: (f, has) => {
        const table = has.table.map(of);
        if (table.length < f.prices.length || cmp(table[0], HUNDRED) !== 0) return false;
        return table.every((one, at) => at === 0 || cmp(one, table[at - 1]) <= 0);
      },
      points: (p, f, has) => {
        const rows = shared(p, f, has);
        return has.equal === "share-better" ? rows[0] : div(sum(rows), [BigInt(rows.length), 1n]);
      },
    },
    "discount-bilinear": {
      when: (f, has) => {
        const base = of(has.base_price), x = of(has.x);
        const known = ["4/5", "17/20", "9/10"].some((one) => cmp(of(one), x) === 0);
        return known && cmp(f.highest, base) <= 0 && cmp(f.lowest, base) !== 0;
      },
      points: (p, f, has) => {
        if (equal(f)) return of(has.when_equal);
        const base = of(has.base_price), x = of(has.x);
        if (cmp(p, f.mean) >= 0) return div(mul(mul(HUNDRED, x), sub(base, p)), sub(base, f.mean));
        const better = div(sub(f.mean, p), sub(f.mean, f.lowest));
        return mul(HUNDRED, add(x, mul(sub([1n, 1n], x), better)));
      },
    },
  };
  const fromTable = (table, field, prices) => {
    const row = table[Exact.text(field.lowest)] || {};
    const found = prices.map((price) => row[Exact.text(price)]);
    return found.some((one) => one === undefined) ? null : found.map(of);
  };
  const points = (formula, prices, exact) => {
    const sorted = [...prices].sort(cmp);
    const field = {
      prices: sorted,
      lowest: sorted[0],
      highest: sorted[sorted.length - 1],
      mean: div(sum(sorted), make(BigInt(sorted.length), 1n)),
    };
    if (formula.table) return fromTable(exact ? formula.tableExact : formula.table, field, prices);
    const rule = rules[formula.id];
    if (!rule || !rule.when(field, formula.with)) return null;
    return prices.map((price) => rule.points(price, field, formula.with));
  };
  return { points };
})();

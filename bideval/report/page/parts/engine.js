"use strict";
/* A lot under settings: {weights: {leaf: "n/d"}, off: [test], out: [bid], formulas: {leaf: formula}, ties}. */
const Lot = (() => {
  /* By id, and by nothing else: an id may be the name of what every object has. */
  const byId = (entries) => Object.assign(Object.create(null), entries);
  const { ZERO, HUNDRED, add, sub, mul, div, cmp, sum, of, text, abs } = Exact;

  const rounder = (rules) => (stage, value, id) => {
    for (const rule of rules) {
      if (rule.stage === stage && (!rule.of.length || rule.of.includes(id))) {
        return Exact.round(value, rule.places, rule.mode);
      }
    }
    return value;
  };
  const leaves = (tree) => tree.flatMap((node) => (node.kids ? leaves(node.kids) : [node]));
  const nodes = (tree) => tree.flatMap((node) => [node, ...(node.kids ? nodes(node.kids) : [])]);
  const share = (figure, weight) => (weight[0] ? div(mul(figure, HUNDRED), weight) : ZERO);

  const toBest = (raw) => {
    const best = raw.reduce(Exact.max);
    return cmp(best, ZERO) > 0 ? raw.map((one) => div(mul(one, HUNDRED), best)) : raw;
  };

  /* Weights by id: given for leaves, a section's is the sum of its own. */
  const weigh = (model, given) => {
    const found = byId();
    const walk = (node) => {
      found[node.id] = node.kids ? sum(node.kids.map(walk)) : of(given[node.id] ?? node.weight);
      return found[node.id];
    };
    model.tree.forEach(walk);
    return found;
  };

  /* Points and figures of every node for a set of bids; null where a price formula is not defined. */
  const score = (model, bids, settings, weights, rounded) => {
    const apply = rounded ? rounder(model.rounding) : (stage, value) => value;
    const found = bids.map(() => byId());
    const raw = (leaf) => {
      if (!leaf.formula) return bids.map((bid) => of(bid.points[leaf.id][rounded ? 0 : bid.points[leaf.id].length - 1]));
      const formula = settings.formulas[leaf.id] || leaf.formula;
      return Formulas.points(formula, bids.map((bid) => apply("price", of(bid.price), leaf.id)), !rounded);
    };
    const walk = (node) => {
      const weight = weights[node.id];
      if (!node.kids) {
        let points = raw(node);
        if (points === null) return false;
        if (node.best) points = toBest(points);
        points.forEach((one, at) => {
          const own = apply("points", one, node.id);
          found[at][node.id] = { points: own, weighted: apply("weighted", div(mul(weight, own), HUNDRED), node.id) };
        });
        return true;
      }
      if (!node.kids.every(walk)) return false;
      let figures = found.map((row) => sum(node.kids.map((kid) => row[kid.id].weighted)));
      if (node.best) figures = toBest(figures.map((one) => share(one, weight))).map((one) => div(mul(weight, one), HUNDRED));
      figures.forEach((one, at) => {
        const own = apply("section", one, node.id);
        found[at][node.id] = { points: share(own, weight), weighted: own };
      });
      return true;
    };
    if (!model.tree.every(walk)) return null;
    return found.map((row) => ({
      row,
      total: apply("total", sum(model.tree.map((node) => row[node.id].weighted)), ""),
    }));
  };

  /* A section as its minimum reads it: rounded, never measured against the best. */
  const plain = (model, node, bid, weights) => {
    const apply = rounder(model.rounding);
    const walk = (one) => {
      if (one.kids) return apply("section", sum(one.kids.map(walk)), one.id);
      const points = apply("points", of(bid.points[one.id][0]), one.id);
      return apply("weighted", div(mul(weights[one.id], points), HUNDRED), one.id);
    };
    return share(walk(node), weights[node.id]);
  };
  const minimum = (model, node, bid, weights) => {
    const decided = (bid.decided[`${node.id}/minimum`] || "").split(" ");
    const meets = cmp(plain(model, node, bid, weights), of(node.minimum.points)) >= 0 && !decided.includes("failed");
    if (meets || node.minimum.onFail === "flag" || decided.includes("over")) return "";
    return node.minimum.onFail === "must-disregard" || decided.includes("out") ? "out" : "pending";
  };

  /* Who is assessed, why others are not, and whether a decision is awaited. */
  const admit = (model, settings, weights) => {
    const off = new Set(settings.off), out = new Set(settings.out);
    const sections = new Map(nodes(model.tree).filter((node) => node.minimum).map((node) => [`${node.id}/minimum`, node]));
    const why = byId(), assessed = [];
    let pending = false;
    for (const bid of model.bids) {
      if (out.has(bid.id)) { why[bid.id] = { kind: "left-out" }; continue; }
      if (bid.shut) { why[bid.id] = { kind: "shut", words: bid.shut }; continue; }
      let failed = null, awaits = false;
      for (const gate of model.gates) {
        if (off.has(gate.id) || failed) continue;
        const node = sections.get(gate.id);
        const effect = node ? minimum(model, node, bid, weights) : Object.hasOwn(bid.fails, gate.id) && bid.fails[gate.id];
        if (effect === "out") failed = gate.id;
        if (effect === "pending") awaits = true;
      }
      if (failed) why[bid.id] = { kind: "failed", gate: failed };
      else { assessed.push(bid); pending = pending || awaits; }
    }
    return { assessed, why, pending };
  };

  const split = (tied, keyOf) => {
    const keyed = tied.map((one) => [keyOf(one), one]);
    keyed.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    const parts = [];
    for (const [key, one] of keyed) {
      if (parts.length && parts[parts.length - 1].key === key) parts[parts.length - 1].bids.push(one);
      else parts.push({ key, bids: [one] });
    }
    return parts.map((part) => part.bids);
  };
  /* Classes of bids by an exact figure, the greatest first. */
  const byFigure = (list, figureOf) => {
    const sorted = [...list].sort((a, b) => cmp(figureOf(b), figureOf(a)));
    const parts = [];
    for (const one of sorted) {
      const last = parts[parts.length - 1];
      if (last && cmp(figureOf(last[0]), figureOf(one)) === 0) last.push(one);
      else parts.push([one]);
    }
    return parts;
  };
  /* The draw that settles a group: an order, nothing while there is none, or null where a seed
     would have to be worked out, which the page does not do. */
  const drawn = (model, group) => {
    const ids = group.map((one) => one.bid.id).sort();
    for (const draw of model.draws) {
      if (draw.seed) return draw.groups.find((one) => [...one].sort().join() === ids.join()) || null;
      if (ids.every((id) => draw.order.includes(id))) return draw.order.filter((id) => ids.includes(id));
    }
    return [];
  };
  const settle = (model, ties, group, told) => {
    let classes = [group];
    for (const rule of ties) {
      classes = classes.flatMap((tied) => {
        if (tied.length === 1) return [tied];
        tied.forEach((one) => told.rungs.add(one.bid.id));
        if (rule.by === "lower-price") {
          const price = (one) => (one.bid.price === null ? ZERO : of(one.bid.price));
          return byFigure(tied, (one) => { const p = price(one); return [-p[0], p[1]]; });
        }
        if (rule.by === "points") return byFigure(tied, (one) => one.rounded.row[rule.of].points);
        if (rule.by === "earlier-received") return split(tied, (one) => one.bid.received);
        told.drawing = true;
        const order = drawn(model, tied);
        if (order === null) { told.seed = true; return [tied]; }
        return order.length ? order.map((id) => [tied.find((one) => one.bid.id === id)]) : [tied];
      });
    }
    return classes.map((tied) => tied.sort((a, b) => (a.bid.id < b.bid.id ? -1 : 1)));
  };

  const names = (bids) => (bids.length === 1 ? bids[0] : `${bids.slice(0, -1).join(", ")} and ${bids[bids.length - 1]}`);
  const sentence = (model, result) => {
    if (result.status === "no-assessed-bid") return "No bid is left to assess, so nobody wins.";
    if (result.status === "not-defined") return "A price formula is not defined for these prices, so there is no result.";
    if (result.status === "not-computed") return "A tie falls to a draw from a seed, which this page does not work out.";
    if (result.status === "needs-allocation") return "Bids are ranked within the lot; who is awarded it depends on the award rules across lots.";
    if (result.status === "tied") {
      const way = result.drawing
        ? "The published rules draw lots: record a decision of kind draw."
        : "The published rules have no further way to settle it.";
      const certain = result.winners.length
        ? ` ${names(result.winners)} ${result.winners.length > 1 ? "have" : "has"} a place for certain.` : "";
      return `No winner yet: ${names(result.tied)} are tied. ${way}${certain}`;
    }
    const tail = result.status === "provisional" ? " The result is provisional: a decision is awaited (see the note)." : "";
    const head = model.places > 1
      ? `${names(result.winners)} ${result.winners.length > 1 ? "are" : "is"} awarded ${result.winners.length} of ${model.places} places`
      : `${result.winners[0]} wins`;
    if (result.margin === null) return `${head}; no other bid was left to compare.${tail}`;
    const margin = of(result.margin);
    if (margin[0] === 0n && result.byTie) return `${head}, level with the next bid, by the published tie rule.${tail}`;
    const ahead = model.places > 1 ? "the last of them ahead of the next" : "ahead";
    const size = Exact.grouped(Exact.atLeast(Exact.figure(margin), model.decimals));
    return `${head}, ${ahead} by ${size} points.${tail}`;
  };

  /* The whole result: status, winners, ranks, totals, figures, and the sentence. */
  const evaluate = (model, asked) => {
    const settings = { off: [], out: [], ties: model.ties, ...asked };
    settings.weights = byId(settings.weights);
    settings.formulas = byId(settings.formulas);
    const weights = weigh(model, settings.weights);
    const { assessed, why, pending } = admit(model, settings, weights);
    const base = { winners: [], tied: [], margin: null, sequence: [], bids: byId(), why, drawing: false, byTie: false, weights };
    const finish = (result) => ({ ...result, sentence: sentence(model, result) });
    if (!assessed.length) return finish({ ...base, status: "no-assessed-bid" });
    const rounded = score(model, assessed, settings, weights, true);
    const exact = rounded && score(model, assessed, settings, weights, false);
    if (!rounded || !exact) return finish({ ...base, status: "not-defined" });
    const all = assessed.map((bid, at) => ({ bid, rounded: rounded[at], exact: exact[at] }));
    const key = (one) => (model.rankOn === "rounded" ? one.rounded.total : one.exact.total);
    const told = { rungs: new Set(), drawing: false, seed: false };
    const classes = byFigure(all, key).flatMap((group) =>
      group.length > 1 ? settle(model, settings.ties, group, told) : [group]);
    const bids = byId();
    let rank = 1;
    for (const same of classes) {
      for (const one of same) {
        bids[one.bid.id] = { rank, total: one.rounded.total, totalExact: one.exact.total, row: one.rounded.row, exact: one.exact.row };
      }
      rank += same.length;
    }
    const winners = [];
    let tied = [];
    for (const same of classes) {
      if (winners.length + same.length > model.places) {
        if (winners.length < model.places) tied = same.map((one) => one.bid.id);
        break;
      }
      winners.push(...same.map((one) => one.bid.id));
    }
    const sequence = classes.flat();
    let margin = null;
    if (sequence.length > model.places) {
      const last = sequence[model.places - 1], next = sequence[model.places];
      margin = text(tied.length ? ZERO : abs(sub(key(last), key(next))));
    }
    const status = told.seed ? "not-computed" : tied.length ? "tied" : pending ? "provisional" : model.allocated ? "needs-allocation" : "final";
    return finish({
      ...base, bids, margin, tied, status,
      winners: status === "needs-allocation" ? [] : winners,
      sequence: sequence.map((one) => one.bid.id),
      drawing: told.drawing,
      byTie: winners.some((id) => told.rungs.has(id)),
    });
  };

  return { evaluate, leaves, nodes, weigh, byId };
})();

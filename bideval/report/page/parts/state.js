"use strict";
/* What is set in the page: weights that always sum to the whole, tests, bids, formulas, ties;
   and the same written behind the # of the address, so that it can be shared. */
const State = (() => {
  const { ZERO, add, sub, mul, div, cmp, sum, of, text, make } = Exact;

  const published = (model) => ({
    weights: Lot.byId(Object.fromEntries(Lot.leaves(model.tree).map((leaf) => [leaf.id, of(leaf.weight)]))),
    off: [], out: [], formulas: Lot.byId(), ties: "published",
  });
  const own = (node) => Lot.leaves(node.kids || [node]).map((leaf) => leaf.id);
  const total = (weights, ids) => sum(ids.map((id) => weights[id]));

  /* The leaves `ids` scaled to sum to `target`; from nothing, in their published proportions. */
  const scaled = (model, weights, ids, target) => {
    const now = total(weights, ids);
    let base = weights, size = now;
    if (now[0] === 0n) {
      base = published(model).weights;
      size = total(base, ids);
      if (size[0] === 0n) return Object.fromEntries(ids.map((id) => [id, div(target, make(BigInt(ids.length), 1n))]));
    }
    const factor = div(target, size);
    return Object.fromEntries(ids.map((id) => [id, mul(base[id], factor)]));
  };
  const siblings = (tree, id) => {
    if (tree.some((node) => node.id === id)) return tree;
    for (const node of tree) {
      const found = node.kids && siblings(node.kids, id);
      if (found) return found;
    }
    return null;
  };
  /* One weight moved: the others beside it keep their proportions, and the sum stays. */
  const move = (model, weights, id, wanted) => {
    const beside = siblings(model.tree, id);
    const node = beside.find((one) => one.id === id);
    const others = beside.filter((one) => one.id !== id).flatMap(own);
    const scope = total(weights, beside.flatMap(own));
    const held = !others.length ? scope : cmp(wanted, scope) > 0 ? scope : cmp(wanted, ZERO) < 0 ? ZERO : wanted;
    return Lot.byId({
      ...weights,
      ...scaled(model, weights, own(node), held),
      ...scaled(model, weights, others, sub(scope, held)),
    });
  };

  const ladders = (model) => {
    const found = { published: model.ties, "lower-price": [{ by: "lower-price", of: null }], none: [] };
    for (const node of model.tree) found[`points:${node.id}`] = [{ by: "points", of: node.id }];
    return found;
  };
  const formulaOf = (leaf, id) => (leaf.offered || []).find((one) => one.id === id && !one.off);
  const settings = (model, state) => ({
    weights: Object.fromEntries(Object.entries(state.weights).map(([id, one]) => [id, text(one)])),
    off: state.off, out: state.out, ties: ladders(model)[state.ties],
    formulas: Object.fromEntries(Lot.leaves(model.tree)
      .filter((leaf) => state.formulas[leaf.id]).map((leaf) => [leaf.id, formulaOf(leaf, state.formulas[leaf.id])])),
  });
  const plainly = (weight) => (weight[1] === 1n ? `${weight[0]}` : text(weight));

  const write = (model, state) => {
    const start = published(model), parts = [];
    const put = (key, said) => parts.push(`${key}=${encodeURIComponent(said).replaceAll("%3A", ":").replaceAll("%2F", "/")}`);
    const changed = Object.keys(start.weights).some((id) => cmp(start.weights[id], state.weights[id]) !== 0);
    if (changed) for (const [id, weight] of Object.entries(state.weights)) put("w", `${id}:${plainly(weight)}`);
    [...state.off].sort().forEach((gate) => put("off", gate));
    [...state.out].sort().forEach((bid) => put("out", bid));
    Object.entries(state.formulas).forEach(([leaf, id]) => put("f", `${leaf}:${id}`));
    if (state.ties !== "published") put("ties", state.ties);
    return parts.length ? [`lot=${encodeURIComponent(model.lot)}`, ...parts].join("&") : "";
  };
  /* Null where the address says nothing of this lot; `strange` where it says what cannot be set. */
  const read = (model, fragment) => {
    const strange = { strange: true };
    const pairs = fragment.replace(/^#/, "").split("&").map((one) => one.split("="));
    if (pairs[0][0] !== "lot" || pairs[0][1] !== encodeURIComponent(model.lot) || model.off) return null;
    let parts;
    try { parts = pairs.slice(1).map(([key, said = ""]) => [key, decodeURIComponent(said)]); } catch { return strange; }
    if (parts.some(([key]) => !["w", "off", "out", "f", "ties"].includes(key))) return strange;
    const all = (key) => parts.filter((one) => one[0] === key).map((one) => one[1]);
    const state = published(model), leaves = Lot.leaves(model.tree);
    const given = all("w").map((one) => one.split(":"));
    for (const [id, weight] of given) {
      const value = id in state.weights && weight !== undefined && /^\d{1,400}(\/\d{1,400})?$/.test(weight) && !/\/0+$/.test(weight) ? of(weight) : null;
      if (value === null) return strange;
      state.weights[id] = value;
    }
    if (given.length && cmp(sum(Object.values(state.weights)), of(model.whole)) !== 0) return strange;
    state.off = all("off");
    state.out = all("out");
    const gates = model.gates.map((one) => one.id), bids = model.bids.map((one) => one.id);
    if (!state.off.every((one) => gates.includes(one)) || !state.out.every((one) => bids.includes(one))) return strange;
    if (model.fixed && (state.off.length || state.out.length)) return strange;
    for (const [leaf, id] of all("f").map((one) => one.split(":"))) {
      const node = leaves.find((one) => one.id === leaf);
      if (!node || !formulaOf(node, id)) return strange;
      state.formulas[leaf] = id;
    }
    state.ties = all("ties")[0] || "published";
    return Object.hasOwn(ladders(model), state.ties) ? state : strange;
  };
  return { published, move, settings, write, read, ladders, total, own };
})();

"use strict";
/* The controls of the page: they set a state, the arithmetic computes it, and this shows it. */
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const COLOURS = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#999999"];
  const { of, cmp, mul, div, sub, fixed, figure, grouped, atLeast, text, HUNDRED } = Exact;
  const asNumber = (value) => Number(fixed(value, 4)); // for drawing alone

  const element = (name, words, kind) => {
    const made = document.createElement(name);
    if (words !== undefined) made.textContent = words;
    if (kind) made.className = kind;
    return made;
  };

  const begin = (model, form) => {
    const part = (name) => form.querySelector(`[data-part="${name}"]`);
    const section = form.closest("section");
    const start = State.published(model);
    const asPublished = Lot.evaluate(model, State.settings(model, start));
    const whole = of(model.whole);
    const percent = (weight) => div(mul(weight, HUNDRED), whole);
    let state = start;

    const bar = (row) => {
      const drawing = document.createElementNS(SVG, "svg");
      drawing.setAttribute("viewBox", "0 0 1000 26");
      drawing.setAttribute("preserveAspectRatio", "none");
      drawing.setAttribute("class", "bar");
      drawing.setAttribute("aria-hidden", "true");
      let at = 0;
      const piece = (x, width, fill) => {
        const box = document.createElementNS(SVG, "rect");
        Object.entries({ x, width, height: 26 }).forEach(([key, value]) => box.setAttribute(key, value));
        box.setAttribute(...(fill ? ["fill", fill] : ["class", "track"]));
        drawing.append(box);
      };
      piece(0, 1000);
      model.tree.forEach((node, place) => {
        const width = Math.max(asNumber(percent(row[node.id].weighted)) * 10, 0);
        piece(at, width, COLOURS[place % COLOURS.length]);
        at += width;
      });
      return drawing;
    };

    const reason = (result, bid) => {
      const why = result.why[bid.id], said = part("rows").dataset;
      if (!why) return "";
      if (why.kind === "failed") return `${said.failed}: ${model.gates.find((one) => one.id === why.gate).title}`;
      return why.kind === "shut" ? `${said.shut}: ${why.words}` : said.out;
    };

    const line = (result, bid) => {
      const found = result.bids[bid.id], before = asPublished.bids[bid.id];
      const row = element("tr", undefined, result.winners.includes(bid.id) ? "won" : "");
      row.append(element("td", found ? String(found.rank) : "–", "n"));
      const name = element("th");
      name.scope = "row";
      name.append(element("bdi", bid.name));
      row.append(name);
      const middle = element("td", undefined, "wide");
      if (found) middle.append(bar(found.row));
      else name.append(element("span", reason(result, bid), "quiet why"));
      row.append(middle);
      row.append(element("td", found ? grouped(atLeast(figure(found.total), model.decimals)) : "–", "n"));
      row.append(element("td", before ? grouped(atLeast(figure(before.total), model.decimals)) : "–", "n quiet"));
      return row;
    };

    /* The point of the map is there while all other weights keep their proportions. */
    const onMap = (map) => {
      const { across, up } = map.dataset;
      const nodes = Lot.nodes(model.tree);
      const [first, second] = [across, up].map((id) => nodes.find((node) => node.id === id));
      if (!first || !second || state.off.length || state.out.length || Object.keys(state.formulas).length) return null;
      const groups = [State.own(first), State.own(second)];
      const rest = Object.keys(start.weights).filter((id) => !groups.flat().includes(id));
      const alike = (ids) => {
        const now = State.total(state.weights, ids), then = State.total(start.weights, ids);
        return ids.every((id) => cmp(mul(state.weights[id], then), mul(start.weights[id], now)) === 0);
      };
      if (![...groups, rest].every(alike)) return null;
      return groups.map((ids) => percent(State.total(state.weights, ids)));
    };
    const point = () => {
      const map = section.querySelector(".map");
      if (!map) return;
      const drawing = map.querySelector("svg"), field = drawing.querySelector("rect");
      drawing.querySelector(".here")?.remove();
      const at = onMap(map);
      const [low, high] = [map.dataset.low, map.dataset.high].map((said) => said.split(" ").map(of));
      const inside = at && at.every((value, axis) => cmp(value, low[axis]) >= 0 && cmp(value, high[axis]) <= 0);
      section.querySelector('[data-part="offmap"]').hidden = Boolean(inside);
      if (!inside) return;
      const [x, y] = at.map((value, axis) => asNumber(div(sub(value, low[axis]), sub(high[axis], low[axis]))));
      const side = (name) => Number(field.getAttribute(name));
      const mark = document.createElementNS(SVG, "circle");
      const place = { cx: side("x") + x * side("width"), cy: side("y") + (1 - y) * side("height"), r: 8, class: "here" };
      Object.entries(place).forEach(([key, value]) => mark.setAttribute(key, value));
      drawing.append(mark);
    };

    const showWeights = (typing) => {
      for (const node of Lot.nodes(model.tree)) {
        const share = percent(State.total(state.weights, State.own(node)));
        const slider = form.querySelector(`[data-weight="${CSS.escape(node.id)}"]`);
        const box = form.querySelector(`[data-exact="${CSS.escape(node.id)}"]`);
        slider.value = String(Math.round(asNumber(share) * 2));
        slider.setAttribute("aria-valuetext", `${figure(share)} %`);
        if (box !== typing) { box.value = 1000000000n % share[1] === 0n ? figure(share) : text(share); box.removeAttribute("aria-invalid"); }
      }
    };

    const show = (typing) => {
      const result = Lot.evaluate(model, State.settings(model, state));
      const changed = State.write(model, state) !== "";
      if (part("sentence").textContent !== result.sentence) part("sentence").textContent = result.sentence;
      part("which").textContent = changed ? part("which").dataset.tried : part("which").dataset.published;
      form.querySelector('[data-do="reset"]').setAttribute("aria-disabled", String(!changed)); // disabled would lose the focus
      part("before").hidden = !changed;
      form.classList.toggle("tried", changed);
      const order = [...result.sequence, ...model.bids.map((bid) => bid.id).filter((id) => !result.sequence.includes(id))];
      part("rows").replaceChildren(...order.map((id) => line(result, model.bids.find((bid) => bid.id === id))));
      showWeights(typing);
      form.querySelectorAll("[data-gate]").forEach((box) => { box.checked = !state.off.includes(box.dataset.gate); });
      form.querySelectorAll("[data-bid]").forEach((box) => { if (!box.disabled) box.checked = !state.out.includes(box.dataset.bid); });
      form.querySelectorAll("[data-formula]").forEach((box) => { box.value = state.formulas[box.dataset.formula] || ""; });
      form.querySelector("[data-ties]").value = state.ties;
      point();
    };
    const set = (next, typing) => {
      state = next;
      part("strange").hidden = true;
      show(typing);
      const address = State.write(model, state);
      history.replaceState(null, "", address ? `#${address}` : location.pathname + location.search);
    };
    const toggled = (list, one, isIn) => (isIn ? [...list.filter((other) => other !== one), one] : list.filter((other) => other !== one));

    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("click", (event) => {
      if (event.target.dataset.do === "reset") set(start);
    });
    form.addEventListener("input", (event) => {
      const box = event.target, data = box.dataset;
      if (data.weight !== undefined) {
        const wanted = div(mul([BigInt(box.value), 2n], whole), HUNDRED);
        set({ ...state, weights: State.move(model, state.weights, data.weight, wanted) });
      } else if (data.exact !== undefined) {
        const typed = Exact.typed(box.value);
        box.setAttribute("aria-invalid", String(typed === null || cmp(typed, HUNDRED) > 0));
        if (typed && cmp(typed, HUNDRED) <= 0) set({ ...state, weights: State.move(model, state.weights, data.exact, div(mul(typed, whole), HUNDRED)) }, box);
      } else if (data.gate !== undefined) set({ ...state, off: toggled(state.off, data.gate, !box.checked) });
      else if (data.bid !== undefined) set({ ...state, out: toggled(state.out, data.bid, !box.checked) });
      else if (data.formula !== undefined) {
        const formulas = Lot.byId({ ...state.formulas, [data.formula]: box.value });
        if (!box.value) delete formulas[data.formula];
        set({ ...state, formulas });
      } else if (data.ties !== undefined) set({ ...state, ties: box.value });
    });
    form.addEventListener("focusout", (event) => { if (event.target.dataset.exact !== undefined) showWeights(); });

    const fromAddress = () => {
      const found = State.read(model, location.hash);
      part("strange").hidden = !(found && found.strange);
      if (found && !found.strange) state = found;
      else if (found) state = start;
      show();
    };
    addEventListener("hashchange", fromAddress);
    form.hidden = false;
    fromAddress();
  };

  for (const data of document.querySelectorAll("script.model")) {
    const form = document.querySelector(`form[data-lot="${CSS.escape(data.dataset.lot)}"]`);
    if (form) begin(JSON.parse(data.textContent), form);
  }
})();

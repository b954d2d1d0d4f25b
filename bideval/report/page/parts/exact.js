"use strict";
/* The arithmetic of the page: exact fractions of whole numbers of any length, never a float.
   A fraction is [numerator, denominator] in lowest terms, the denominator above 0.
   What it gives is what bideval gives; tests hold the two side by side. */
const Exact = (() => {
  const gcd = (a, b) => { while (b) { [a, b] = [b, a % b]; } return a < 0n ? -a : a; };
  const make = (n, d) => {
    if (d === 1n) return [n, 1n];
    if (d < 0n) { n = -n; d = -d; }
    const common = gcd(n, d);
    return common === 1n ? [n, d] : [n / common, d / common];
  };
  const ZERO = [0n, 1n], HUNDRED = [100n, 1n];
  const add = (a, b) => (a[1] === b[1] ? make(a[0] + b[0], a[1]) : make(a[0] * b[1] + b[0] * a[1], a[1] * b[1]));
  const sub = (a, b) => add(a, [-b[0], b[1]]);
  const mul = (a, b) => make(a[0] * b[0], a[1] * b[1]);
  const div = (a, b) => make(a[0] * b[1], a[1] * b[0]);
  const cmp = (a, b) => { const left = a[0] * b[1], right = b[0] * a[1]; return left < right ? -1 : left > right ? 1 : 0; };
  const max = (a, b) => (cmp(a, b) < 0 ? b : a);
  const min = (a, b) => (cmp(a, b) > 0 ? b : a);
  const abs = (a) => (a[0] < 0n ? [-a[0], a[1]] : a);
  const sum = (all) => all.reduce(add, ZERO);
  const of = (text) => {
    const [n, d] = text.split("/");
    return make(BigInt(n), d === undefined ? 1n : BigInt(d));
  };
  const text = (a) => `${a[0]}/${a[1]}`;

  const round = (a, places, mode) => {
    const scale = 10n ** BigInt(places);
    const top = (a[0] < 0n ? -a[0] : a[0]) * scale;
    let units = top / a[1];
    const rest = top % a[1], beyond = 2n * rest - a[1];
    const up = {
      "half-up": beyond >= 0n,
      "half-even": beyond > 0n || (beyond === 0n && units % 2n === 1n),
      "half-down": beyond > 0n,
      up: rest > 0n,
      down: false,
    }[mode];
    if (up === undefined) throw new Error(mode);
    if (up) units += 1n;
    return make(a[0] < 0n ? -units : units, scale);
  };

  /* Text for people: as many decimals as are asked for, half away from zero. */
  const fixed = (a, places) => {
    const scaled = (a[0] < 0n ? -a[0] : a[0]) * 10n ** BigInt(places);
    const units = (2n * scaled + a[1]) / (2n * a[1]);
    const digits = units.toString().padStart(places + 1, "0");
    const sign = a[0] < 0n && units ? "-" : "";
    return places ? `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}` : sign + digits;
  };
  const figure = (a) => {
    const shown = fixed(a, 1000000000n % a[1] === 0n ? 9 : 6);
    return shown.includes(".") ? shown.replace(/0+$/, "").replace(/\.$/, "") : shown;
  };
  const atLeast = (shown, places) => {
    const [whole, decimals = ""] = shown.split(".");
    const filled = decimals.padEnd(places, "0");
    return filled ? `${whole}.${filled}` : whole;
  };
  const grouped = (shown) => {
    const [whole, decimals] = shown.split(".");
    const cut = whole.replace(/(\d)(?=(\d{3})+$)/g, "$1,");
    return decimals === undefined ? cut : `${cut}.${decimals}`;
  };
  /* What a person types: decimals or a fraction, nothing else; null where it is neither. */
  const typed = (words) => {
    const said = words.trim();
    if (/^\d{1,12}\/\d{1,12}$/.test(said)) return /\/0+$/.test(said) ? null : of(said);
    if (!/^\d{1,12}(\.\d{1,9})?$/.test(said)) return null;
    const [whole, decimals = ""] = said.split(".");
    return make(BigInt(whole + decimals), 10n ** BigInt(decimals.length));
  };
  return { ZERO, HUNDRED, make, add, sub, mul, div, cmp, max, min, abs, sum, of, text, round, fixed, figure, atLeast, grouped, typed };
})();

// The numbers: a few at a glance, all of them in a table with unit, standing and source; and the sentences.
import { find, make, say } from "./dom.mjs";
import { WORDS } from "./words.mjs";

const byId = (report) => Object.fromEntries(report.readouts.map((readout) => [readout.id, readout]));
const groupOf = (id) => WORDS.readoutGroups.find(([, pattern]) => pattern.test(id))[0];

/// What goes on, in a few words.
export function happening(report) {
  return report.stage === "healing" ? WORDS.phases[report.phase] : WORDS.stages[report.stage];
}

function glance(report) {
  const at = byId(report);
  const percent = (share, decimals = 0) => `${(100 * share).toFixed(decimals)}\u202f%`;
  const cells = [
    report.tip_in_skin ? ["Tip now", at.tip_depth_mm.text, `in ${report.tip_layer_words}`]
                       : ["Tip now", "out", "above the skin"],
    ["Deepest", at.reached_depth_mm.text, `range ${at.reached_low_mm.value.toFixed(2)} to ${at.reached_high_mm.text}`],
  ];
  if (report.rf_on && at.temperature_peak_C.value > 0)
    cells.push(["Hottest", at.temperature_max_C.text, `up to ${at.temperature_peak_C.text} so far`]);
  else
    cells.push(["Barrier open", percent(at.barrier_open_share.value), "of the gap in the skin"]);
  cells.push(["New collagen", percent(at.collagen_iii_rel.value + at.collagen_i_rel.value, 1), "of the old; illustrative"]);
  return cells;
}

/// Shows the report of the World in the picture.
export function makeReadouts() {
  const rows = new Map();
  const glances = [];

  function row(readout) {
    const value = make("td", { class: "value" });
    const basis = make("td", {},
      make("span", { class: `basis ${readout.basis}`, title: WORDS.basisHelp[readout.basis] }, WORDS.basis[readout.basis]));
    const element = make("tr", { "data-readout": readout.id },
      make("th", { scope: "row" }, readout.label), value, basis, make("td", { class: "source" }, readout.source));
    rows.set(readout.id, { element, value });
    return element;
  }

  function build(report) {
    for (const [group] of WORDS.readoutGroups) {
      const members = report.readouts.filter((readout) => groupOf(readout.id) === group);
      find("readouts").append(make("tbody", { "data-group": group },
        make("tr", { class: "group" }, make("th", { colspan: 4, scope: "rowgroup" }, group)), ...members.map(row)));
    }
  }

  function showGlance(cells) {
    while (glances.length < cells.length) {
      const [name, value, more] = ["dt", "dd", "dd"].map((tag) => make(tag));
      value.className = "big";
      find("glance").append(make("div", {}, name, value, more));
      glances.push([name, value, more]);
    }
    cells.forEach((cell, i) => cell.forEach((text, j) => say(glances[i][j], text)));
  }

  /// What a careful eye would point out: a line each, its reason one press away.
  function showWarnings(warnings) {
    const box = find("watch");
    const told = warnings.map((w) => `${w.id} ${w.text}`).join("\n");
    if (box.dataset.told === told) return;
    box.dataset.told = told;
    box.replaceChildren(...warnings.map((w) => make("li", { class: w.severity, "data-warning": w.id },
      make("details", {},
        make("summary", {},
          make("span", { class: "sign", "aria-hidden": "true" }, WORDS.signs[w.severity]),
          make("span", { class: "visually-hidden" }, `${WORDS.severities[w.severity]}: `), w.title),
        make("p", {}, w.text, " ",
          make("span", { class: `basis ${w.basis}`, title: `${WORDS.basisHelp[w.basis]} (${w.source})` }, WORDS.basis[w.basis]))))));
  }

  return {
    show(report) {
      if (rows.size === 0) build(report);
      showWarnings(report.warnings);
      for (const readout of report.readouts) say(rows.get(readout.id).value, readout.text);
      document.querySelector('[data-group="Heat"]').hidden = !report.rf_on;
      showGlance(glance(report));
    },
    describe(paragraphs) {
      const box = find("description");
      paragraphs.forEach((paragraph, i) => {
        const part = box.children[i] ?? box.appendChild(make("section", {}, make("h3"), make("p")));
        part.dataset.about = paragraph.id;
        part.firstChild.hidden = !paragraph.heading;
        say(part.firstChild, paragraph.heading);
        say(part.lastChild, paragraph.text);
      });
      while (box.children.length > paragraphs.length) box.lastChild.remove();
    },
    /// One line for people who cannot see the picture.
    line(report, state) {
      const at = byId(report);
      const tip = report.tip_in_skin
        ? `Needle tip ${at.tip_depth_mm.text} deep, in ${report.tip_layer_words}.` : "Needle out of the skin.";
      return `${state.words}: ${happening(report)}. ${tip}`;
    },
  };
}

// The controls, built from the program's own list of fields: a new field appears here by itself.
import { find, make, say } from "./dom.mjs";
import { WORDS } from "./words.mjs";

// Shown at once, in this order; the rest of each group is under "More".
const FIRST = ["skin.site", "skin.concern", "skin.tone", "device.kind", "technique.depth_mm", "technique.passes",
               "rf.on", "rf.power_W_per_pin", "rf.energy_mJ_per_pin", "rf.pulse_ms"];
const SHOWINGS = ["Shown", "Faded", "Hidden"];
const FADED = 1;
const ELSEWHERE = new Set(["view.name", "view.style"]);  // have their own places on the page
const CAMERA = /^view\.(turn|tilt|zoom|pan)/;            // moved by the hand on the picture
const SLIDER_STEPS = 400;
const STEPS_OF_KEY = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };
const SEED_LIKE = 1e5;  // a range so wide has no more or less

const idOf = (path) => `field-${path.replace(/\W/g, "-")}`;

/// @param program  see program.mjs
/// @param changed  called with "" or why a choice was refused, after each
/// @return {update(fields)}
export function makeControls(program, changed) {
  const rows = new Map();  // by path: {row, update(field)}
  let gesture = 0;         // of the slider under the hand

  const choose = (path, value, inGesture = program.newGesture()) => changed(program.choose(path, value, inGesture));

  function helpOf(field) {
    const help = make("p", { class: "help", id: `${idOf(field.path)}-help` });
    // Among the first controls it is heard and hovered over, not seen; why one is idle is always seen.
    const show = (now) => {
      say(help, now.idle ? `${now.idle}.` : now.help);
      help.classList.toggle("why", now.idle !== "");
    };
    show(field);
    return { help, show };
  }

  function label(field, extra) {
    return make("div", { class: "label" }, make("label", { for: idOf(field.path) }, field.label), ...extra);
  }

  function numberRow(field) {
    const id = idOf(field.path);
    let now = field;
    const box = make("input", {
      type: "number", id: `${id}-box`, class: "box", step: "any", min: field.low, max: field.high, inputmode: "decimal",
      "aria-label": field.unit ? `${field.label}, ${field.unit}` : field.label, "aria-describedby": `${id}-help`,
      onchange: () => {
        // What was typed goes to the program as it is: it has the exact words for what is wrong.
        changed(program.send({ set: `${field.path}=${box.value}`, gesture: program.newGesture() }));
      },
    });
    const unit = make("span", { class: "unit", "aria-hidden": "true" }, field.unit);
    const { help, show } = helpOf(field);
    const children = [label(field, [make("span", { class: "entry" }, box, unit)])];
    let slider = null;
    if (field.high <= SEED_LIKE) {
      slider = make("input", {
        type: "range", id, min: 0, max: SLIDER_STEPS, step: 1, "aria-describedby": `${id}-help`,
        onpointerdown: () => { gesture = program.newGesture(); },
        onkeydown: (event) => {
          const steps = STEPS_OF_KEY[event.key];
          if (!steps) return;
          event.preventDefault();
          if (!event.repeat) gesture = program.newGesture();
          choose(field.path, Math.min(now.high, Math.max(now.low, now.value + steps * now.step)), gesture);
        },
        oninput: () => {
          const value = Number(program.slider_value(field.path, slider.value / SLIDER_STEPS));
          if (value !== now.value) choose(field.path, value, gesture ||= program.newGesture());
        },
        onchange: () => {
          gesture = 0;
          slider.value = now.position * SLIDER_STEPS;
        },
      });
      const track = make("div", { class: "track" }, slider);
      if (field.path === "technique.depth_mm") track.append(make("div", { class: "layers", id: "depth-layers", "aria-hidden": "true" }));
      children.push(track);
    } else {
      box.id = id;
      box.removeAttribute("aria-label");
    }
    children.push(help);
    const row = make("div", { class: "field number", "data-path": field.path, title: field.help }, ...children);
    return { row, update(next) {
      now = next;
      show(next);
      if (document.activeElement !== box) box.value = next.value;
      if (!slider) return;
      if (document.activeElement !== slider || Math.abs(slider.value / SLIDER_STEPS - next.position) > 0.01)
        slider.value = next.position * SLIDER_STEPS;
      slider.setAttribute("aria-valuetext", next.text);
      slider.style.setProperty("--at", next.position);
    } };
  }

  function choiceRow(field) {
    const id = idOf(field.path);
    const list = make("select", { id, "aria-describedby": `${id}-help`, onchange: () => choose(field.path, list.selectedIndex) },
      ...field.choices.map((choice) => make("option", { value: choice.id }, choice.label)));
    const { help, show } = helpOf(field);
    const row = make("div", { class: "field choice", "data-path": field.path, title: field.help }, label(field, []), list, help);
    return { row, update(next) { list.selectedIndex = next.value; show(next); } };
  }

  function flagRow(field) {
    const id = idOf(field.path);
    const box = make("input", { type: "checkbox", id, class: "switch", "aria-describedby": `${id}-help`,
      onchange: () => choose(field.path, box.checked ? 1 : 0) });
    const { help, show } = helpOf(field);
    const row = make("div", { class: "field flag", "data-path": field.path, title: field.help },
      make("label", { for: id }, make("span", {}, field.label), box), help);
    return { row, update(next) { box.checked = next.value !== 0; show(next); } };
  }

  /// Each layer and structure: shown, faded or hidden; or only it.
  function partsRow(field) {
    const act = (name, ...given) => {
      program[name](...given, program.newGesture());
      changed("");
    };
    const lists = field.choices.map((part, i) => make("select", {
      id: `part-${part.id}`, onchange: (event) => act("show_part", i, Number(event.target.value)),
    }, ...SHOWINGS.map((words, how) => how === FADED && !part.fades ? null
      : make("option", { value: how }, words)).filter(Boolean)));
    const rows = field.choices.map((part, i) => make("div", { class: "part" },
      make("label", { for: `part-${part.id}` }, part.label), lists[i],
      part.fades ? make("button", {
        type: "button", "aria-label": `Only ${part.label}`, onclick: () => act("only_part", i),
        title: "Only this: the others fade. Again: they are hidden. Again: all",
      }, "Only") : ""));
    const all = make("button", { type: "button", onclick: () => act("all_parts") }, "Show all");
    const row = make("fieldset", { class: "field set", "data-path": field.path }, make("legend", {}, field.label), ...rows, all);
    return { row, update(next) { next.choices.forEach((part, i) => { lists[i].value = String(part.showing); }); } };
  }

  function build(fields) {
    const kinds = { number: numberRow, choice: choiceRow, flag: flagRow, set: partsRow };
    const more = new Map();
    const shown = fields.filter((field) => !ELSEWHERE.has(field.path) && !CAMERA.test(field.path));
    for (const field of shown) rows.set(field.path, kinds[field.kind](field));
    for (const path of FIRST) if (rows.has(path)) find("first-controls").append(rows.get(path).row);
    for (const field of shown) {
      if (FIRST.includes(field.path)) continue;
      const group = field.path.split(".")[0];
      if (!more.has(group)) {
        const box = make("details", { class: "more", "data-group": group },
          make("summary", {}, WORDS.groups[group] ?? group));
        more.set(group, box);
        find("more-controls").append(box);
      }
      more.get(group).append(rows.get(field.path).row);
    }
  }

  function updateLayers() {
    const scale = program.depthScale();
    const strip = find("depth-layers");
    const percent = (share) => `${(100 * share).toFixed(2)}%`;
    strip.replaceChildren(...scale.bands.map((band) => {
      const element = make("span", { class: band.id }, band.to - band.from > 0.12 ? band.id : "");
      element.style.left = percent(band.from);
      element.style.width = percent(band.to - band.from);
      return element;
    }));
    const beyond = make("span", { class: "beyond" });
    beyond.style.left = percent(scale.needle);
    beyond.style.right = "0";
    strip.append(beyond);
  }

  return {
    update(fields) {
      if (rows.size === 0) build(fields);
      for (const field of fields) {
        const row = rows.get(field.path);
        if (!row) continue;
        row.row.hidden = !field.shown;
        row.row.classList.toggle("idle", field.idle !== "");
        row.update(field);
      }
      updateLayers();
    },
  };
}

/// The styles as a list, the stains of the laboratory together.
export function makeStyles(program, changed) {
  const list = find("style");
  list.addEventListener("change", () => {
    changed(program.choose("view.style", list.selectedIndex, program.newGesture()));
  });
  return {
    update(fields) {
      const field = fields.find((one) => one.path === "view.style");
      if (list.length === 0) {
        const options = field.choices.map((choice) => make("option", { value: choice.id, title: choice.help }, choice.label));
        const stains = options.findIndex((option) => option.value === "he");
        list.append(...options.slice(0, stains), make("optgroup", { label: "As papers show it" }, ...options.slice(stains)));
      }
      list.selectedIndex = field.value;
      list.title = field.choices[field.value].help;
    },
  };
}

/// A row of buttons of which one is pressed: for choices that want to be seen all at once.
export function makeSegments(program, container, path, changed) {
  let buttons = [];
  return {
    update(fields) {
      const field = fields.find((one) => one.path === path);
      if (buttons.length === 0) {
        buttons = field.choices.map((choice, i) => make("button", {
          type: "button", "data-choice": choice.id, title: choice.help || null,
          onclick: () => changed(program.choose(path, i, program.newGesture())),
        }, choice.label));
        container.append(...buttons);
      }
      buttons.forEach((button, i) => button.setAttribute("aria-pressed", String(i === field.value)));
    },
  };
}

// The one time axis: from the stroke's milliseconds to a year, logarithmic, with the phases drawn on it.
import { find, make, say } from "./dom.mjs";
import { WORDS } from "./words.mjs";

const STEPS = 10000;
const KEY_STEP = 0.005;      // of the axis
const LETTER_PX = 7.2;       // a band with less room than its name takes has none
const MARKS = { "1ms": "", "100ms": "minor", "1s": "", "1min": "", "1h": "", "1d": "", "7d": "minor", "1mo": "minor", "12mo": "" };
const JUMPS = [["0", "Start"], ["50ms", "Needle in"], ["1h", "1 hour"], ["1d", "1 day"], ["3d", "3 days"],
               ["14d", "2 weeks"], ["3mo", "3 months"], ["12mo", "1 year"]];
const STEPS_OF_KEY = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };

/// @param moved  called after the time was moved by hand
/// @return {showAxis(axis), show(state, report)}
export function makeTimeBar(program, moved) {
  const slider = find("time"), play = find("play");
  let axis = { bands: [], marks: [] };

  const seek = (position) => {
    program.seek_position(Math.min(1, Math.max(0, position)));
    moved();
  };
  slider.max = STEPS;
  slider.addEventListener("input", () => seek(slider.value / STEPS));
  slider.addEventListener("keydown", (event) => {
    const at = program.state().position;
    if (STEPS_OF_KEY[event.key]) {
      seek(at + STEPS_OF_KEY[event.key] * KEY_STEP);
    } else if (event.key === "PageUp") {
      program.send({ seek: axis.marks.find((mark) => mark.at > at + 1e-6)?.time ?? "12mo" });
    } else if (event.key === "PageDown") {
      program.send({ seek: axis.marks.findLast((mark) => mark.at < at - 1e-6)?.time ?? "0" });
    } else {
      return;
    }
    event.preventDefault();
    moved();
  });
  play.addEventListener("click", () => {
    program.send({ play: !program.state().playing });
    moved();
  });
  find("speed").addEventListener("change", (event) => {
    program.send({ speed: Number(event.target.value) });
    moved();
  });
  find("jumps").append(...JUMPS.map(([time, words]) => make("button", { type: "button", "data-time": time, onclick: () => {
    program.send({ seek: time });
    moved();
  } }, words)));

  new ResizeObserver(() => bar.showAxis(axis)).observe(find("bands"));
  const bar = {
    showAxis(next) {
      axis = next;
      const percent = (share) => `${(100 * share).toFixed(3)}%`;
      const width_px = find("bands").clientWidth;
      find("bands").replaceChildren(...axis.bands.map((band) => {
        const name = WORDS.bands[band.id];
        const fits = (band.to - band.from) * width_px > name.length * LETTER_PX;
        const element = make("span", { class: `band ${band.id}`, title: name }, fits ? name : "");
        element.style.left = percent(band.from);
        element.style.width = percent(band.to - band.from);
        return element;
      }));
      find("marks").replaceChildren(...axis.marks.filter((mark) => mark.time in MARKS).map((mark) => {
        const element = make("span", { class: MARKS[mark.time] }, mark.words.replace("12 months", "1 year"));
        element.style.left = percent(mark.at);
        return element;
      }));
    },
    show(state, doing) {
      if (Math.abs(slider.value / STEPS - state.position) > 0.5 / STEPS) slider.value = Math.round(state.position * STEPS);
      slider.style.setProperty("--at", state.position);
      slider.setAttribute("aria-valuetext", `${state.words}, ${doing}`);
      say(find("clock"), state.words);
      const under_way = state.final ? "" : state.reached ? WORDS.refining : WORDS.computing;
      say(find("phase"), under_way ? `${doing} · ${under_way} ${Math.round(100 * state.progress)} %` : doing);
      play.setAttribute("aria-pressed", String(state.playing));
      say(play.querySelector(".words"), state.playing ? "Pause" : "Play");
    },
  };
  return bar;
}

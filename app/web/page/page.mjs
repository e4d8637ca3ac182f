// The page: starts the program, sends it what is chosen, and shows what it says.
import { makeControls, makeSegments, makeStyles } from "./controls.mjs";
import { find, make, say, settled } from "./dom.mjs";
import { makePicture } from "./picture.mjs";
import { BEHIND, CHANGED, PLAYING, program as makeProgram } from "./program.mjs";
import { happening, makeReadouts } from "./readouts.mjs";
import { copyLink, decodeScene, keepAddress } from "./share.mjs";
import { makeTimeBar } from "./time_bar.mjs";
import { WORDS } from "./words.mjs";

const BUDGET_MS = 10;         // of computing in a frame
const TOLD_MS = 7000;         // that a message stays which is no error
const REST_MS = 200;          // after the last change
const SETTLED_MS = 400;       // until it is described in words
const NARRATE_MS = 700;       // between descriptions while it plays
const FIRST_PRESET = "clinic-pen-cheek-1.5";

function start(module) {
  const program = makeProgram(module);
  const told = find("told");
  let busy = false;           // a frame is asked for
  let last_ms = 0;
  let rough = true;           // the picture could be finer
  let resting = false;        // nothing moved for a while: time for a fine one
  let described_ms = 0, heard = "";
  let choices = true, world = true, view = true;  // what is to be shown anew

  const forget = settled(() => { if (!told.classList.contains("error")) say(told, ""); }, TOLD_MS);
  const tell = (text, isError = false) => {
    say(told, text);
    told.classList.toggle("error", isError && text !== "");
    forget();
  };
  const frameSoon = () => {
    if (busy) return;
    busy = true;
    requestAnimationFrame(frame);
  };
  const changed = (problem) => {
    tell(problem ? problem : "", true);
    choices = view = true;
    frameSoon();
  };
  const looked = () => {
    view = true;
    frameSoon();
  };

  const controls = makeControls(program, changed);
  const segments = [makeSegments(program, find("views"), "view.name", changed),
                    makeStyles(program, changed)];
  const time = makeTimeBar(program, looked);
  const readouts = makeReadouts();
  const picture = makePicture(program, looked);
  const open = (scene) => {
    const problem = program.open(scene);
    tell(problem ? WORDS.badScene(problem) : "", problem !== "");
    choices = world = view = true;
    frameSoon();
    return problem;
  };
  const address = keepAddress(program, open);
  const rest = settled(() => {
    resting = true;
    frameSoon();
  }, REST_MS);
  let report = program.readouts();

  // The sentences follow at leisure; aloud is said what stands still, or that a new phase begins.
  const describe = () => readouts.describe(program.description());
  const announce = settled(() => {
    describe();
    say(find("now"), readouts.line(report, program.state()));
  }, SETTLED_MS);
  function narrate(now_ms, doing) {
    if (now_ms - described_ms > NARRATE_MS) {
      describe();
      described_ms = now_ms;
    }
    if (doing !== heard) say(find("now"), readouts.line(report, program.state()));
    heard = doing;
  }

  function frame(now_ms) {
    busy = false;
    view ||= program.flying() !== 0;
    const wall_s = Math.min(0.25, (now_ms - last_ms) / 1000);
    const did = program.work(program.state().playing ? wall_s : 0, BUDGET_MS);
    last_ms = now_ms;
    world ||= (did & CHANGED) !== 0;
    const state = program.state();
    if (choices) {
      const fields = program.fields();
      controls.update(fields);
      for (const one of segments) one.update(fields);
      find("undo").disabled = !state.can_undo;
      find("redo").disabled = !state.can_redo;
    }
    if (choices || world) {
      report = program.readouts();
      readouts.show(report);
      if (state.playing) narrate(now_ms, happening(report));
      else announce();
    }
    if (choices || (world && !state.playing)) time.showAxis(program.axis());
    time.show(state, happening(report));
    if (choices || world || view) {
      picture.draw(true, now_ms);
      rough = true;
      rest();
      address();
    } else if (resting && rough) {
      picture.draw(false, now_ms);
      rough = false;
    }
    resting = false;
    find("page").dataset.busy = String(rough || program.flying() !== 0 || (did & (PLAYING | BEHIND)) !== 0);
    choices = world = view = false;
    if (did & (PLAYING | BEHIND) || program.flying()) frameSoon();
  }

  // -- the bar at the top ------------------------------------------------------------------------

  const undo = () => changed(program.send({ undo: true }));
  const redo = () => changed(program.send({ redo: true }));
  find("undo").addEventListener("click", undo);
  find("redo").addEventListener("click", redo);
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.target.matches("input[type=number]")) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) redo();
    else undo();
  });
  find("share").addEventListener("click", () => copyLink(program, tell));
  find("full").hidden = !document.fullscreenEnabled;
  find("full").addEventListener("click", () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else find("show").requestFullscreen?.();
  });
  const motion = matchMedia("(prefers-reduced-motion: reduce)");
  const calm = () => program.reduce_motion(motion.matches ? 1 : 0);
  motion.addEventListener("change", calm);
  calm();
  const presets = find("presets");
  presets.append(...program.presets().map((preset) => make("option", { value: preset.name }, preset.label)));
  presets.addEventListener("change", () => {
    if (presets.value) open(presets.value);
  });

  // -- begin -------------------------------------------------------------------------------------

  const linked = decodeScene(location.hash);
  if (linked === null || open(linked)) {
    program.open(FIRST_PRESET);
    presets.value = FIRST_PRESET;
  }
  find("page").dataset.ready = "true";
  find("loading").remove();
  frameSoon();
  window.papilla = program;  // for the curious, and for tests
}

makePapilla().then(start, (error) => {
  say(find("loading"), `Papilla could not start in this browser: ${error}`);
});

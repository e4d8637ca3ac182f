// The canvas: its context and its size, the hand on it, and what is shown where there is no WebGL2.
import { find, make, say, settled } from "./dom.mjs";
import { WORDS } from "./words.mjs";

const LOW = 0, MEDIUM = 1, HIGH = 2;
const SLOW_MS = 40, FAST_MS = 20;          // a frame; between them the resolution stays
const STALLED_MS = 2000;                   // the page was hidden, or the machine was
const LEAST_RESOLUTION = 0.4, RESOLUTION_STEP = 0.8;
const MOST_FINE_PX = 1.5e6;                // four samples for each of more take too much memory
const MOST_PIXEL_RATIO = 2;                // finer is not seen, and costs
const USUAL_LETTERS_PX = 16;
const GESTURE_ENDS_MS = 500;               // after the last turn of the wheel
const POINT_MS = 150;                      // that a hand rests before it is told what it points at
const STRAY_PX = 6;                        // a resting hand is never quite still
const KEY_PX = 24, KEY_POWERS = 0.25;
const WHEEL_POWERS_PER_PX = 0.0025, WHEEL_LINE_PX = 16;

/// @param changed  called after the view was moved by hand
/// @return {draw(moving, now_ms)}; its size changes by itself
export function makePicture(program, changed) {
  const canvas = find("picture"), stage = find("stage");
  let running = false, software = false;
  let quality = MEDIUM;    // while it moves
  let resolution = 1;      // of the shading while it moves
  let drawn_ms = 0;        // when the last moving frame was drawn; 0: it stood still

  // -- context and size --------------------------------------------------------------------------

  function start() {
    const problem = program.start_picture("#picture");
    running = problem === "";
    stage.classList.toggle("no-picture", !running);
    if (!running) {
      say(find("no-picture-why"), `${WORDS.noPicture}: ${problem}.`);
      return;
    }
    software = program.picture().software;
    if (software) quality = LOW;
  }

  canvas.addEventListener("webglcontextlost", (event) => {
    event.preventDefault();  // or it would never come back
    running = false;
    program.context_lost();
    stage.classList.add("lost");
    say(find("interrupted"), WORDS.lost);
  });
  canvas.addEventListener("webglcontextrestored", () => {
    const problem = program.context_restored();
    running = problem === "";
    stage.classList.toggle("lost", !running);
    say(find("interrupted"), running ? "" : `${WORDS.noPicture}: ${problem}.`);
    changed();
  });

  function fit() {
    const box = canvas.getBoundingClientRect();
    const ratio = Math.min(devicePixelRatio || 1, MOST_PIXEL_RATIO);
    const width = Math.max(16, Math.round(box.width * ratio)), height = Math.max(16, Math.round(box.height * ratio));
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    // The words in the picture grow with those of the page.
    const letters = parseFloat(getComputedStyle(document.documentElement).fontSize) / USUAL_LETTERS_PX;
    program.resize(width, height, ratio * letters);
  }
  new ResizeObserver(changed).observe(stage);

  // The time from frame to frame is the only one that counts the work of a graphics card too.
  function govern(now_ms) {
    const took_ms = drawn_ms ? now_ms - drawn_ms : 0;
    drawn_ms = now_ms;
    if (took_ms === 0 || took_ms > STALLED_MS) return;
    if (took_ms > SLOW_MS && resolution > LEAST_RESOLUTION) resolution *= RESOLUTION_STEP;
    else if (took_ms > SLOW_MS && quality > LOW) quality = LOW, resolution = 1;
    else if (took_ms < FAST_MS) resolution = Math.min(1, resolution / RESOLUTION_STEP);
  }

  // A picture that stands still may take its time.
  const best = () => (software || canvas.width * canvas.height > MOST_FINE_PX ? MEDIUM : HIGH);

  /// @param moving  more frames may follow at once: fineness gives way to smoothness
  /// @param now_ms  of the frame
  function draw(moving, now_ms) {
    if (!running) return;
    fit();
    if (moving) govern(now_ms);
    else drawn_ms = 0;
    say(find("interrupted"), moving ? program.draw(quality, resolution, now_ms / 1000)
      : program.draw(best(), 1, now_ms / 1000));
    // What was named may have moved away.
    if (moving) card.hidden = true;
    else tell();
  }

  // -- the hand ----------------------------------------------------------------------------------

  const pointers = new Map();
  let gesture = 0, wheelEnds = 0;
  const perCss = () => canvas.width / canvas.getBoundingClientRect().width;
  const fromMiddle = (x, y) => {
    const box = canvas.getBoundingClientRect();
    return [(x - box.left - box.width / 2) * perCss(), (y - box.top - box.height / 2) * perCss()];
  };
  const middle = (points) => [
    points.reduce((sum, point) => sum + point.x, 0) / points.length,
    points.reduce((sum, point) => sum + point.y, 0) / points.length,
  ];
  const spread = (points) => Math.hypot(points[0].x - points[1].x, points[0].y - points[1].y);

  // -- what is under the hand --------------------------------------------------------------------

  const card = find("pointed");
  let rests = null;  // where a mouse or finger rests: {x, y}, in the window
  const forget = () => {
    rests = null;
    card.hidden = true;
  };
  function tell() {
    if (!rests || pointers.size > 0 || !running) return;
    const told = program.pick(...fromMiddle(rests.x, rests.y));
    card.hidden = told.name === "";
    if (card.hidden) return;
    card.replaceChildren(make("strong", {}, told.name), make("p", {}, told.sentence),
      make("p", { class: "figures" }, told.figures));
    // Beside the hand, on the side that has room for it.
    const box = stage.getBoundingClientRect();
    const x = rests.x - box.left, y = rests.y - box.top;
    card.style.left = `${Math.max(0, x + card.offsetWidth + 16 > box.width ? x - card.offsetWidth - 12 : x + 16)}px`;
    card.style.top = `${Math.max(0, y + card.offsetHeight + 16 > box.height ? y - card.offsetHeight - 12 : y + 16)}px`;
  }
  const tellSoon = settled(tell, POINT_MS);
  function point(x, y, at_once) {
    if (rests && Math.hypot(x - rests.x, y - rests.y) < STRAY_PX && !at_once) return;
    forget();
    rests = { x, y };
    if (at_once) tell();
    else tellSoon();
  }
  canvas.addEventListener("pointerleave", (event) => {
    if (event.pointerType === "mouse") forget();
  });

  // -- the hand moves it -------------------------------------------------------------------------

  let dragged_px = 0, cutTurns = null;  // of this gesture; whether it turns the cut, once known
  function drag(event, dx, dy, x, y) {
    if (event.shiftKey) {
      cutTurns ??= Math.abs(dx) > Math.abs(dy);
      if (cutTurns) program.turn_cut(dx, gesture);
      else program.move_cut(dy * perCss(), gesture);
    } else if (event.ctrlKey || event.buttons === 2 || event.buttons === 4) {
      program.pan(dx * perCss(), dy * perCss(), ...fromMiddle(x, y), gesture);
    } else {
      program.turn(dx, dy, gesture);
    }
  }

  canvas.addEventListener("pointerdown", (event) => {
    forget();
    if (pointers.size === 0) dragged_px = 0, cutTurns = null;
    if (pointers.size === 0) gesture = program.newGesture();
    try {
      canvas.setPointerCapture(event.pointerId);
    } catch { /* a pointer that is gone already */ }
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    stage.focus({ preventScroll: true });
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!pointers.has(event.pointerId)) {
      if (event.pointerType === "mouse") point(event.clientX, event.clientY, false);
      return;
    }
    const before = [...pointers.values()];
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const after = [...pointers.values()];
    const [bx, by] = middle(before), [ax, ay] = middle(after);
    dragged_px += Math.hypot(ax - bx, ay - by);
    if (after.length >= 2) {
      program.pan((ax - bx) * perCss(), (ay - by) * perCss(), ...fromMiddle(bx, by), gesture);
      const powers = Math.log2(spread(after) / spread(before));
      if (Number.isFinite(powers)) program.zoom(powers, ...fromMiddle(ax, ay), gesture);
    } else {
      drag(event, ax - bx, ay - by, bx, by);
    }
    changed();
  });
  for (const end of ["pointerup", "pointercancel"])
    canvas.addEventListener(end, (event) => {
      const held = pointers.delete(event.pointerId);
      if (held && end === "pointerup" && pointers.size === 0 && dragged_px < STRAY_PX)
        point(event.clientX, event.clientY, true);
    });
  canvas.addEventListener("contextmenu", (event) => event.preventDefault());
  canvas.addEventListener("dblclick", () => reset());
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    forget();
    if (performance.now() > wheelEnds) gesture = program.newGesture();
    wheelEnds = performance.now() + GESTURE_ENDS_MS;
    const px = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * WHEEL_LINE_PX : event.deltaY;
    program.zoom(-px * WHEEL_POWERS_PER_PX, ...fromMiddle(event.clientX, event.clientY), gesture);
    changed();
  }, { passive: false });

  // -- the same by keys and buttons --------------------------------------------------------------

  const reset = () => {
    program.reset_camera(program.newGesture());
    changed();
  };
  const turn = (x, y) => (inGesture) => program.turn(x, y, inGesture);
  const zoom = (powers) => (inGesture) => program.zoom(powers, 0, 0, inGesture);
  const moves = {
    ArrowLeft: turn(-KEY_PX, 0), ArrowRight: turn(KEY_PX, 0), ArrowUp: turn(0, -KEY_PX), ArrowDown: turn(0, KEY_PX),
    "+": zoom(KEY_POWERS), "=": zoom(KEY_POWERS), "-": zoom(-KEY_POWERS),
    0: (inGesture) => program.reset_camera(inGesture),
    Home: (inGesture) => program.reset_camera(inGesture),
  };
  const style = find("style");
  const choose = (index) => {
    style.selectedIndex = index;
    style.dispatchEvent(new Event("change"));
  };
  const STAINS = 2;  // styles before the first of them
  stage.addEventListener("keydown", (event) => {
    if (event.target !== stage || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " ") {
      event.preventDefault();
      find("play").click();
    } else if (event.key === "Enter") {
      const box = canvas.getBoundingClientRect();
      point(box.left + box.width / 2, box.top + box.height / 2, true);
    } else if (event.key === "d") {
      choose(style.selectedIndex === 0 ? 1 : 0);
    } else if (event.key === "D") {
      const stains = style.length - STAINS;
      choose(STAINS + (style.selectedIndex < STAINS ? 0 : (style.selectedIndex - STAINS + 1) % stains));
    } else if (/^[1-6]$/.test(event.key)) {
      find("views").children[event.key - 1]?.click();
    } else if (moves[event.key]) {
      event.preventDefault();
      if (!event.repeat) gesture = program.newGesture();
      moves[event.key](gesture);
      changed();
    }
  });
  for (const button of find("camera").querySelectorAll("button"))
    button.addEventListener("click", () => {
      moves[button.dataset.key](program.newGesture());
      changed();
    });

  start();
  return { draw };
}

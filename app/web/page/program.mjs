// The compiled program as plain JavaScript: one object, methods that take and give values.

const TEXT = "string", NUMBER = "number";
const CALLS = {
  open: [TEXT, TEXT],
  command: [TEXT, TEXT],
  choose: [TEXT, TEXT, NUMBER, NUMBER],
  slider_value: [TEXT, TEXT, NUMBER],
  turn: [null, NUMBER, NUMBER, NUMBER],
  pan: [null, NUMBER, NUMBER, NUMBER, NUMBER, NUMBER],
  move_cut: [null, NUMBER, NUMBER],
  turn_cut: [null, NUMBER, NUMBER],
  show_part: [null, NUMBER, NUMBER, NUMBER],
  only_part: [null, NUMBER, NUMBER],
  all_parts: [null, NUMBER],
  zoom: [null, NUMBER, NUMBER, NUMBER, NUMBER],
  reset_camera: [null, NUMBER],
  seek_position: [null, NUMBER],
  work: [NUMBER, NUMBER, NUMBER],
  scene_json: [TEXT],
  state_json: [TEXT],
  fields_json: [TEXT],
  readouts_json: [TEXT],
  axis_json: [TEXT],
  depth_scale_json: [TEXT],
  describe: [TEXT],
  presets_json: [TEXT],
  hash: [TEXT, TEXT, TEXT],
  start_picture: [TEXT, TEXT],
  context_lost: [null],
  context_restored: [TEXT],
  resize: [null, NUMBER, NUMBER, NUMBER],
  reduce_motion: [null, NUMBER],
  flying: [NUMBER],
  draw: [TEXT, NUMBER, NUMBER, NUMBER],
  pick_json: [TEXT, NUMBER, NUMBER],
  picture_json: [TEXT],
};

/// What `work` did.
export const CHANGED = 1;
export const PLAYING = 2;
export const BEHIND = 4;

/// @param module  what the loader of papilla.js resolves to
export function program(module) {
  const papilla = module._papilla_new();
  const calls = {};
  for (const [name, [gives, ...takes]] of Object.entries(CALLS)) {
    const call = module.cwrap(`papilla_${name}`, gives, [NUMBER, ...takes]);
    calls[name] = (...given) => call(papilla, ...given);
  }
  const read = (name) => JSON.parse(calls[name]());
  let gestures = 0;
  return {
    ...calls,
    memoryBytes: () => module.HEAPU8.length,
    /// Sends one Command; "" or why it was refused.
    send: (command) => calls.command(JSON.stringify(command)),
    /// Edits that carry the same number are one step of undo.
    newGesture: () => ++gestures,
    scene: () => read("scene_json"),
    state: () => read("state_json"),
    fields: () => read("fields_json"),
    readouts: () => read("readouts_json"),
    axis: () => read("axis_json"),
    depthScale: () => read("depth_scale_json"),
    description: () => read("describe"),
    presets: () => read("presets_json"),
    picture: () => read("picture_json"),
    pick: (x, y) => JSON.parse(calls.pick_json(x, y)),
  };
}

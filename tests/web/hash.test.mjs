// The compiled program under node: the same bits as natively, and the same rules as on the page.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import test from "node:test";
import { native, nativeHash } from "./support/native.mjs";
import { sizes } from "./sizes.mjs";
import { makeProgram } from "./support/program.mjs";

const CASES = [["clinic-pen-cheek-1.5", "20ms"], ["clinic-pen-scar-2.0", "10d"], ["three-visits", "6mo"],
               ["rf-insulated-cheek", "150ms"], ["rf-bare-abdomen", "5s"]];

test("states have the same hash as in the native program", { skip: !native && "no native papilla is built" }, async (t) => {
  const program = await makeProgram();
  for (const [scene, time] of CASES)
    await t.test(`${scene} at ${time}`, () => assert.equal(program.hash(scene, time), nativeHash(scene, time)));
});

test("hash.mjs prints one hash, and fails on a scene that is none", () => {
  const script = fileURLToPath(new URL("hash.mjs", import.meta.url));
  const run = (...given) => execFileSync(process.execPath, [script, ...given], { encoding: "utf8", stdio: "pipe" });
  assert.match(run("clinic-pen-cheek-1.5", "1s"), /^[0-9a-f]{16}\n$/);
  assert.throws(() => run("clinic-pen-cheek-1"), /the nearest is "clinic-pen-cheek-1.5"/);
});

test("every shipped preset opens, describes itself and reads back", async () => {
  const program = await makeProgram();
  const presets = program.presets();
  assert.ok(presets.length > 0);
  for (const { name } of presets) {
    assert.equal(program.open(name), "", name);
    while (program.work(0, 100) & 4);
    const scene = program.scene_json();
    assert.ok(program.description().length > 5, name);
    assert.doesNotMatch(program.describe(), /\[\w+\./, `${name}: a text is missing`);
    assert.equal(program.open(scene), "", name);
    assert.equal(program.scene_json(), scene, name);
  }
});

test("a choice brings along what it needs, and stops at what is valid", async () => {
  const program = await makeProgram();
  const value = (path) => program.fields().find((field) => field.path === path).value;
  assert.equal(program.choose("rf.on", 1, 1), "");
  assert.equal(program.scene().device.kind, "rf_array");
  assert.equal(program.choose("technique.depth_mm", 99, 2), "");
  assert.equal(value("technique.depth_mm"), value("device.needle_length_mm"));
  assert.match(program.send({ set: "technique.depth_mm=99" }), /technique\/depth_mm: is 99, must lie in/);
});

test("a drag is one step of undo", async () => {
  const program = await makeProgram();
  const before = program.scene_json();
  const gesture = program.newGesture();
  for (const depth of [0.8, 0.9, 1.0, 1.1]) program.choose("technique.depth_mm", depth, gesture);
  assert.notEqual(program.scene_json(), before);
  program.send({ undo: true });
  assert.equal(program.scene_json(), before);
});

test("every readout has a label, a standing and a source", async () => {
  const program = await makeProgram();
  for (const readout of program.readouts().readouts) {
    assert.ok(readout.label && readout.source, readout.id);
    assert.match(readout.basis, /^(measured|derived|illustrative)$/);
  }
});

test("the download is small enough for a weak connection", () => {
  const all = sizes(true).at(-1);
  assert.ok(all.gzip < 4e6, `${all.gzip} bytes, compressed`);  // the budget of the design, in the weaker coding
});

test("scrubbing stays within the memory of a weak phone", async (t) => {
  const program = await makeProgram();
  program.open("rf-bare-abdomen");
  program.send({ seek: "12mo" });
  let longest_ms = 0, did = 4;
  while (did & 4) {
    const began = performance.now();
    did = program.work(0, 10);
    longest_ms = Math.max(longest_ms, performance.now() - began);
  }
  assert.ok(program.memoryBytes() <= 256e6, `${program.memoryBytes()} bytes`);
  t.diagnostic(`the page was held for ${Math.round(longest_ms)} ms at most, ${Math.round(program.memoryBytes() / 1e6)} MB`);
});

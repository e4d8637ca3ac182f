// Prints the state hash of a scene at a time, as `papilla run SCENE --until T --hash` does:
// node hash.mjs PRESET|FILE [TIME]
import { existsSync, readFileSync } from "node:fs";
import { makeProgram } from "./support/program.mjs";

const [scene, time = ""] = process.argv.slice(2);
if (!scene) {
  console.error("usage: node hash.mjs PRESET|FILE [TIME]");
  process.exit(2);
}
const program = await makeProgram();
const hash = program.hash(existsSync(scene) ? readFileSync(scene, "utf8") : scene, time);
if (hash.startsWith("!")) {
  console.error(`papilla: ${hash.slice(1)}`);
  process.exit(1);
}
console.log(hash);

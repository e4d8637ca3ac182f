// The program that was built for this machine, if there is one.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { root } from "./program.mjs";

const PLACES = ["build/dev/app/papilla", "build/dev/papilla", "build/release/app/papilla", "build/release/papilla"];

export const native = [process.env.PAPILLA_NATIVE, ...PLACES.map((place) => root + place)]
  .find((path) => path && existsSync(path));

export const nativeHash = (scene, time) =>
  execFileSync(native, ["run", scene, "--until", time, "--hash"], { encoding: "utf8" }).trim().split("\n").at(-1);

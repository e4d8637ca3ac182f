// The compiled program under node, with no picture.
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { existsSync } from "node:fs";
import { program } from "../../../app/web/page/program.mjs";

export const root = fileURLToPath(new URL("../../../", import.meta.url));
export const site = process.env.PAPILLA_SITE ?? `${root}build/web/site`;

export async function makeProgram() {
  const file = `${site}/papilla.js`;
  if (!existsSync(file)) throw new Error(`${file} is not there: build the web preset first`);
  return program(await createRequire(import.meta.url)(file)());
}

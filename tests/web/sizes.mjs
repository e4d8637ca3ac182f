// What the web edition weighs: a line a file, raw, gzip and brotli bytes. node sizes.mjs
import { readdirSync, readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { site } from "./support/program.mjs";

const brotli = (bytes) => brotliCompressSync(bytes, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
});

/// @param quick  without brotli, which takes a while
/// @return [{name, raw, gzip, brotli}], the last the sum
export function sizes(quick = false) {
  const rows = readdirSync(site).sort().map((name) => {
    const bytes = readFileSync(`${site}/${name}`);
    return { name, raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: quick ? 0 : brotli(bytes).length };
  });
  const sum = (kind) => rows.reduce((total, row) => total + row[kind], 0);
  return [...rows, { name: "all", raw: sum("raw"), gzip: sum("gzip"), brotli: sum("brotli") }];
}

if (process.argv[1] === new URL(import.meta.url).pathname) console.table(sizes());

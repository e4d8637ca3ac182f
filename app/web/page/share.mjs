// A scene as a link: its JSON in the part of the address that never leaves the browser.
import { WORDS } from "./words.mjs";
import { settled } from "./dom.mjs";

const KEY = "#scene=";

export function encodeScene(scene) {
  let bytes = "";
  for (const byte of new TextEncoder().encode(JSON.stringify(scene))) bytes += String.fromCharCode(byte);
  return btoa(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/// The scene's JSON text; null where there is none, or it is no base64url.
export function decodeScene(hash) {
  if (!hash.startsWith(KEY)) return null;
  try {
    const bytes = atob(hash.slice(KEY.length).replace(/-/g, "+").replace(/_/g, "/"));
    return new TextDecoder().decode(Uint8Array.from(bytes, (c) => c.charCodeAt(0)));
  } catch {
    return null;
  }
}

const linkOf = (scene) => KEY + encodeScene(scene);

/// Keeps the address telling the scene, so that reloading the page loses nothing.
/// @param opened  called with the JSON of a scene that the address was changed to
/// @return called after every change
export function keepAddress(program, opened) {
  let written = location.hash;
  addEventListener("hashchange", () => {
    if (location.hash === written) return;
    const scene = decodeScene(location.hash);
    if (scene) opened(scene);
  });
  return settled(() => {
    written = linkOf(program.scene());
    if (location.hash !== written) history.replaceState(null, "", written);
  }, 500);
}

export async function copyLink(program, tell) {
  const link = linkOf(program.scene());
  history.replaceState(null, "", link);
  try {
    await navigator.clipboard.writeText(location.href);
    tell(WORDS.copied);
  } catch {
    tell(WORDS.copyByHand);
  }
}

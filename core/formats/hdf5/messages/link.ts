import type { Cursor } from "../cursor.js";

/** A named way from a group to an object. */
export type Link =
  | { readonly kind: "hard"; readonly name: string; readonly address: number }
  | { readonly kind: "soft"; readonly name: string; readonly target: string }
  | { readonly kind: "external"; readonly name: string; readonly file: string; readonly target: string }
  /** A link class that some program defined for itself. */
  | { readonly kind: "user-defined"; readonly name: string; readonly linkClass: number };

const SOFT = 1;
const EXTERNAL = 64;

/** Link message, version 1: also the form in which a fractal heap keeps links. */
export function readLink(body: Cursor): Link {
  body.version(1);
  const flags = body.u8();
  const linkClass = flags & 8 ? body.u8() : 0;
  if (flags & 4) body.skip(8); // creation order
  if (flags & 16) body.skip(1); // character set: ASCII is UTF-8 too
  const name = body.text(body.uint(1 << (flags & 3)));
  if (linkClass === 0) return { kind: "hard", name, address: body.definedAddress() };
  const value = body.slice(body.u16());
  if (linkClass === SOFT) return { kind: "soft", name, target: value.text(value.remaining) };
  if (linkClass !== EXTERNAL) return { kind: "user-defined", name, linkClass };
  value.skip(1); // version and flags
  return { kind: "external", name, file: value.nulTerminatedText(), target: value.nulTerminatedText() };
}

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { html, image, markdown, svg } from "#kernel/api/index.js";
import { toMimeBundle } from "#kernel/display/mimeBundle.js";

test("a plain string is never taken for HTML, SVG or Markdown", async () => {
  for (const text of ["<b>x</b>", "<svg></svg>", "# title"])
    expect(await toMimeBundle(text)).toEqual({ "text/plain": `'${text}'` });
});

test("html, svg and markdown show a text as it is, with the source as its text", async () => {
  expect(await toMimeBundle(html("<b>x</b>"))).toEqual({ "text/plain": "<b>x</b>", "text/html": "<b>x</b>" });
  expect(await toMimeBundle(svg("<svg/>"))).toMatchObject({ "image/svg+xml": "<svg/>" });
  expect(await toMimeBundle(markdown("$a_1$"))).toMatchObject({ "text/markdown": "$a_1$" });
});

test("values in a template of HTML are escaped, but not content in content", async () => {
  const rows = ["a & b", '"<c>"'].map((text) => html`<li>${text}</li>`);
  expect(String(html`<ul title="${"'"}">${rows}</ul>`)).toBe(
    '<ul title="&#39;"><li>a &amp; b</li><li>&quot;&lt;c&gt;&quot;</li></ul>',
  );
  expect(String(html`<p>${svg`<svg width="${1}"/>`}</p>`)).toBe('<p><svg width="1"/></p>');
  expect(String(markdown`**${"a < b"}**`)).toBe("**a < b**");
});

test("a backslash in a template stays one, as in a formula", () => {
  expect(String(markdown`$\alpha$`)).toBe("$\\alpha$");
});

test("an image is shown by its first bytes, from a path, a URL or bytes", async () => {
  const signatures = {
    "image/png": [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    "image/jpeg": [0xff, 0xd8, 0xff, 0xe0],
    "image/gif": [...Buffer.from("GIF89a")],
    "image/webp": [...Buffer.from("RIFF\0\0\0\0WEBP")],
  };
  const file = join(mkdtempSync(join(tmpdir(), "ronchi-image-")), "picture");
  for (const [type, bytes] of Object.entries(signatures)) {
    writeFileSync(file, Uint8Array.from(bytes));
    for (const source of [Uint8Array.from(bytes), file, pathToFileURL(file)]) {
      const bundle = await toMimeBundle(image(source));
      expect(bundle?.[type]).toBe(Buffer.from(bytes).toString("base64"));
      expect(bundle?.["text/plain"]).toBe(`${type}, ${bytes.length} bytes`);
    }
  }
});

test("bytes of no picture are refused with what they begin with", () => {
  expect(() => image(Uint8Array.of(1, 2, 3))).toThrowError("bytes that begin with 010203");
  expect(() => image(new Uint8Array(0))).toThrowError("bytes that begin with nothing");
});

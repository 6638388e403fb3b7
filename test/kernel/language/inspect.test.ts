import { describe, expect, test } from "vitest";
import { testLanguage } from "./testLanguage.js";

const { ran, inspect } = testLanguage();

describe("inspection", () => {
  test("a variable of an earlier cell is shown with its type and documentation", async () => {
    await ran("/** Height of the column, Å. */\nconst height = 12;\nlet width: number | undefined;");
    const found = await inspect("height|");
    expect(found?.["text/plain"]).toBe("const height: 12\n\nHeight of the column, Å.");
    expect(found?.["text/markdown"]).toMatch(/^```typescript\nconst height: 12\n```\n\nHeight/);
    expect((await inspect("width|"))?.["text/plain"]).toBe("let width: number | undefined");
  });

  test("the kernel's own functions are shown with signature and documentation", async () => {
    const found = await inspect('import { virtualImages } from "ronchi";\nvirtualIma|ges');
    expect(found?.["text/plain"]).toMatch(/^function virtualImages.*Promise<.*\n\n[A-Z]/s);
  });

  test("Node's modules and files beside the notebook are shown too", async () => {
    const node = await inspect('import { readFile } from "node:fs/promises";\nreadFile|');
    expect(node?.["text/plain"]).toContain("Asynchronously reads the entire contents of a file");
    expect((await inspect('import { twice } from "./beside.ts";\ntwice|'))?.["text/plain"]).toBe(
      "const twice: (n: number) => number\n\nTwice.",
    );
  });

  test("a cursor in a call shows its signature", async () => {
    const found = await inspect("JSON.stringify(|");
    expect(found?.["text/plain"]).toMatch(/^stringify\(value: any/);
  });

  test("detail 1 adds the source as it was written in the cell", async () => {
    const source = "function cube(n: number) {\n  return n ** 3; // exact up to 208063\n}";
    await ran(`1 + 1;\n${source}\ncube(2)`);
    expect((await inspect("cube|", 0))?.["text/plain"]).toBe("function cube(n: number): number");
    expect((await inspect("cube|", 1))?.["text/plain"]).toBe(`function cube(n: number): number\n\n${source}`);
    expect((await inspect("Array.isArray|", 1))?.["text/plain"]).toContain(
      "isArray(arg: any): arg is any[];",
    );
  });

  test("what is nothing is not found", async () => {
    expect(await inspect("nowhereDeclared|")).toBeUndefined();
    expect(await inspect("1 + |")).toBeUndefined();
    expect(await inspect("|")).toBeUndefined();
  });
});

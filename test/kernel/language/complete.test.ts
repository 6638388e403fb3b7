import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { testLanguage } from "./testLanguage.js";

const { folder, ran, complete } = testLanguage();

describe("completion", () => {
  test("members follow from the type of a value of an earlier cell", async () => {
    await ran("const grid = { rows: 3, columns: 4, area() { return 12; } };");
    const { matches, types } = await complete("grid.|");
    expect(matches).toEqual(["area", "columns", "rows"]);
    expect(types.map(({ type }) => type)).toEqual(["function", "property", "property"]);
    expect(types[0]?.signature).toBe("(): number");
  });

  test("only what continues the written part is offered, and replaces it", async () => {
    expect(await complete("[1].filt|")).toMatchObject({ matches: ["filter"], replaced: "filt" });
  });

  test("positions count code points, also behind characters of two UTF-16 units", async () => {
    expect(await complete('"😀🔬"; [1].filt|')).toMatchObject({ matches: ["filter"], replaced: "filt" });
  });

  test("names of earlier cells, globals and keywords are offered", async () => {
    await ran("let qqValue = 1; function qqFunction() {} class QqClass {} type QqType = string;");
    expect((await complete("qq|")).matches).toEqual(["qqFunction", "qqValue"]);
    expect((await complete("const s: Qq|")).matches).toEqual(["QqClass", "QqType"]);
    expect((await complete("setInt|")).matches).toContain("setInterval");
    expect((await complete("displ|")).matches).toContain("display");
    expect((await complete("whil|")).matches).toEqual(["while"]);
  });

  test("another spelling of capitals is offered when nothing else fits", async () => {
    expect((await complete("[1].FINDL|")).matches).toEqual(["findLast", "findLastIndex"]);
  });

  test("properties of options are offered from the type of the parameter", async () => {
    const { matches } = await complete('import { annulus } from "ronchi";\nannulus({ |');
    expect(matches).toEqual(expect.arrayContaining(["inner", "outer"]));
  });

  test("module names and relative paths are offered", async () => {
    const own = await complete('import {} from "ronchi/w|"');
    expect(own).toMatchObject({ matches: ["ronchi/widgets"], replaced: "ronchi/w" });
    expect((await complete('import { readFile } from "node:f|"')).matches).toContain("node:fs");
    expect((await complete('import { twice } from "./be|"')).matches).toContain("beside");
  });

  test("an optional value is completed with ?.", async () => {
    await ran("const maybe = [1, 2].find((n) => n > 5)?.toFixed().split('');");
    expect(await complete("maybe.joi|")).toMatchObject({ matches: ["?.join"], replaced: ".joi" });
  });

  test.each(["`${[1].filt|", "const s = 'open\n;[1].filt|", "f(((([1].filt|", "if (true) { [1].filt|"])(
    "code that is not finished is tolerated: %s",
    async (code) => expect((await complete(code)).matches).toEqual(["filter"]),
  );

  test("nothing is offered in a comment or in a string", async () => {
    expect((await complete("// fil|")).matches).toEqual([]);
    expect((await complete('"fil|"')).matches).toEqual([]);
  });

  test("paths are offered in strings and behind magics, from the notebook's folder", async () => {
    mkdirSync(join(folder, "scans", "deep one"), { recursive: true });
    writeFileSync(join(folder, "scans", "gold.h5"), "");
    writeFileSync(join(folder, "scans", ".hidden"), "");
    const both = { matches: ["deep one/", "gold.h5"], replaced: "" };
    expect(await complete("const scan = await open('scans/|'); scan")).toMatchObject(both);
    expect(await complete('await open("./scans/g|')).toMatchObject({ matches: ["gold.h5"], replaced: "g" });
    expect((await complete("open(`scans/.|`)")).matches).toEqual([".hidden"]);
    expect((await complete("open('sc|')")).matches).toEqual(["scans/"]);
    for (const code of ["%cd scans/|", "%%writefile scans/|", "!ls -l scans/|", "%%bash\nls >scans/|"])
      expect(await complete(code), code).toMatchObject(both);
    expect((await complete("open('sc'|)")).matches).not.toContain("scans/");
    expect((await complete("'\\n sc|'")).matches).toEqual([]);
  });

  test("cells of another language are not completed as TypeScript, negations are", async () => {
    expect((await complete("%%html\n<b|")).matches).toEqual([]);
    expect((await complete("!true && [1].filt|")).matches).toEqual(["filter"]);
    expect((await complete("%%time\n[1].filt|")).matches).toEqual(["filter"]);
  });

  test("members are offered by their names, without the dot and without the way to symbols", async () => {
    const { matches, replaced } = await complete("Math.|");
    expect(matches).toContain("acos");
    expect(matches).not.toContainEqual(expect.stringMatching(/[.[]/));
    expect(replaced).toBe("");
  });

  test("members are completed in JSX", async () => {
    expect((await complete("<b>{[1].filt|}</b>")).matches).toEqual(["filter"]);
  });
});

import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFormatHost } from "#kernel/io/formatHost.js";
import { expectFailure } from "../../core/formats/openFile.js";

describe("links of a file", () => {
  let folder: string;
  let master: string;
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), "ronchi-")));
    await mkdir(join(folder, "scan", "below"), { recursive: true });
    master = join(folder, "scan", "x_master.h5");
    const names = ["secret.h5", "scan/x_master.h5", "scan/beside.h5", "scan/below/deeper.h5"];
    for (const name of names) await writeFile(join(folder, name), "");
  });
  afterEach(() => rm(folder, { recursive: true }));

  const resolveLink = (target: string, allowOutside = false) =>
    createFormatHost(master, { allowOutside }).resolveLink(master, target);

  it.each(["beside.h5", "./beside.h5", "below/deeper.h5", "below/../beside.h5"])(
    "%s is allowed",
    async (target) => {
      expect(await resolveLink(target)).toBe(await realpath(join(folder, "scan", target)));
    },
  );

  it("an absolute path into the folder is allowed", async () => {
    const target = join(folder, "scan", "beside.h5");
    expect(await resolveLink(target)).toBe(target);
  });

  it.each(["../secret.h5", "below/../../secret.h5", "/etc/passwd", "../none.h5", "/none"])(
    "%s is outside, whether it exists or not",
    async (target) => {
      await expectFailure(resolveLink(target), "outside-folder", target, "allowOutside");
    },
  );

  it("a symbolic link out of the folder is outside", async () => {
    await symlink("../secret.h5", join(folder, "scan", "looks_local.h5"));
    await expectFailure(resolveLink("looks_local.h5"), "outside-folder", "looks_local.h5");
  });

  it("a folder of almost the same name is outside", async () => {
    await mkdir(join(folder, "scan2"));
    await writeFile(join(folder, "scan2", "x.h5"), "");
    await expectFailure(resolveLink("../scan2/x.h5"), "outside-folder");
  });

  it("allowOutside lets links lead anywhere, and still finds what is missing", async () => {
    expect(await resolveLink("../secret.h5", true)).toBe(join(folder, "secret.h5"));
    await expectFailure(resolveLink("../none.h5", true), "not-found", "../none.h5");
  });

  it("a missing file in the folder is not found", async () => {
    await expectFailure(resolveLink("none.h5"), "not-found", "none.h5", "same folder");
  });

  it("a relative path of the user means the same file", async () => {
    const host = createFormatHost(relative(process.cwd(), master));
    expect(await host.resolveLink(master, "beside.h5")).toBe(join(folder, "scan", "beside.h5"));
    await expectFailure(host.resolveLink(master, "/etc/passwd"), "outside-folder");
  });
});

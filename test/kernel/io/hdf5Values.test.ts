import { describe, expect, it } from "vitest";
import { readHdf5Values } from "#kernel/io/hdf5Values.js";
import { expectFailure, fixture } from "../../core/formats/openFile.js";

describe("values of an HDF5 file", () => {
  it("come as plain numbers, strings and arrays; what is missing is left out", async () => {
    const specific = "/entry/instrument/detector/detectorSpecific";
    const names = [`${specific}/nimages`, "/entry/instrument/detector/description", "/entry/none", "/none@x"];
    expect(await readHdf5Values(fixture("twelve_master.h5"), names)).toEqual({
      [`${specific}/nimages`]: 24,
      "/entry/instrument/detector/description": "Dectris TEST",
    });
  });

  it("attributes are named after an @", async () => {
    const name = "/STEM Metadata@Pixel Size";
    expect(await readHdf5Values(fixture("twelve.h5"), [name])).toEqual({ [name]: [0.25, 0.25] });
  });

  it("a file that the library can't open is corrupt", async () => {
    await expectFailure(readHdf5Values(fixture("../make_hdf5.py"), ["/x"]), "corrupt", "make_hdf5.py");
  });

  it("a file that takes too long is given up", async () => {
    await expectFailure(
      readHdf5Values(fixture("twelve_master.h5"), ["/entry"], 1),
      "corrupt",
      "longer than 0.001 s",
    );
  });
});

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeLz4Block, tryDecodeLz4Block } from "#core/formats/codec/lz4.js";
import { encodeLz4Block } from "../../../fixtures/bslz4Encoder.js";

const repetitive = fc
  .array(fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 9 }), fc.integer({ min: 1, max: 400 })), {
    maxLength: 5,
  })
  .map((parts) =>
    Uint8Array.from(parts.flatMap(([bytes, times]) => new Array(times).fill([...bytes]).flat())),
  );

describe("decodeLz4Block", () => {
  it.each(["literals", "matches"] as const)(
    "gives back what an independent encoder wrote with %s",
    (style) => {
      fc.assert(
        fc.property(repetitive, (bytes) => {
          const output = new Uint8Array(bytes.length);
          decodeLz4Block(encodeLz4Block(bytes, style), output);
          expect(output).toEqual(bytes);
        }),
      );
    },
  );

  it("throws a corrupt error with the sizes when the block decodes to another length", () => {
    const block = encodeLz4Block(new Uint8Array(100), "matches");
    for (const length of [0, 99, 101]) {
      const decode = () => decodeLz4Block(block, new Uint8Array(length));
      expect(decode).toThrow(new RegExp(`${block.length} bytes that do not decode to ${length}`));
      expect(decode).toThrow(expect.objectContaining({ code: "corrupt" }));
    }
  });

  it("answers for any bytes at all, without an exception", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(300), (bytes, length) => {
        expect(tryDecodeLz4Block(bytes, new Uint8Array(length))).toBeTypeOf("boolean");
      }),
    );
  });
});

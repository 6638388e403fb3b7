import fc from "fast-check";
import { expect, it } from "vitest";
import { OnceReceiver, OnceSender } from "#kernel/compute/sentOnce.js";

it("gives the receiver an equal value each time, and carries it only the first time", () => {
  const [sender, receiver] = [new OnceSender<object>(), new OnceReceiver<object>()];
  const cube = { shape: [4, 4] };
  const [first, again] = [sender.send(cube), sender.send(cube)];
  expect([first.value, again.value]).toEqual([cube, undefined]);
  expect([first, again].map((sent) => receiver.receive(structuredClone(sent)))).toEqual([cube, cube]);
});

it("works for any order of more values than are kept, and both ends keep equally few", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(29), { minLength: 1, maxLength: 200 }), (order) => {
      const values = Array.from({ length: 30 }, (_, number) => ({ number }));
      const [sender, receiver] = [new OnceSender<object>(), new OnceReceiver<object>()];
      const known = new Set<number>();
      for (const number of order) {
        const sent = structuredClone(sender.send(values[number]!));
        if (sent.forget !== undefined) known.delete(sent.forget);
        known.add(sent.id);
        expect(receiver.receive(sent)).toEqual({ number });
      }
      expect(known.size).toBeLessThanOrEqual(16);
    }),
  );
});

import { expect, test } from "vitest";
import type { Executor } from "#core/data/executor.js";
import { DataPathTable } from "#kernel/comm/dataPathTable.js";
import type { DataPathHost } from "#widgets/models/dataPath.js";

test("all data paths run on one executor: two over the same workers would take each other's answers", async () => {
  const given: Executor[] = [];
  const table = new DataPathTable({
    factories: async () => ({
      picker: (_params, host) => {
        given.push(host.executor);
        return { onMessage: () => {}, close: () => {} };
      },
    }),
    executor: async () => ({ run: () => Promise.reject(new Error("not run")) }),
    host: (_commId, executor) => ({ executor }) as DataPathHost,
    onError: (error) => {
      throw error;
    },
  });
  for (const commId of ["first", "second"]) table.register(commId, "picker", {});
  for (const commId of ["first", "second"]) await table.message(commId, {}, []);
  expect(given).toHaveLength(2);
  expect(given[1]).toBe(given[0]);
});

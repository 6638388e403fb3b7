import { expect, test } from "vitest";
import { endpoint, parseConnection } from "#kernel/wire/connectionFile.js";

const fields = {
  transport: "tcp",
  ip: "10.0.0.5",
  key: "k",
  signature_scheme: "hmac-sha256",
  ...{ shell_port: 1, control_port: 2, stdin_port: 3, iopub_port: 4, hb_port: 5 },
};

test("addresses are those of the file, on tcp and ipc", () => {
  expect(endpoint(parseConnection(JSON.stringify(fields), "file"), "iopub")).toBe("tcp://10.0.0.5:4");
  const ipc = parseConnection(JSON.stringify({ ...fields, transport: "ipc", ip: "/run/k" }), "file");
  expect(endpoint(ipc, "hb")).toBe("ipc:///run/k-5");
});

test.each([
  [{ key: "" }, "empty key"],
  [{ key: undefined }, "empty key"],
  [{ ip: "*" }, 'ip "*"'],
  [{ transport: "pgm" }, "transport"],
  [{ signature_scheme: "hmac-md5" }, "signature_scheme"],
  [{ hb_port: 70_000 }, "hb_port 70000"],
  [{ curve_publickey: "p".repeat(40) }, "pair of CurveZMQ keys"],
])("refuses %j and says why, without the key", (change, reason) => {
  const text = JSON.stringify({ ...fields, key: "topsecret", ...change });
  expect(() => parseConnection(text, "connection.json")).toThrow(reason);
  expect(() => parseConnection(text, "connection.json")).not.toThrow("topsecret");
});

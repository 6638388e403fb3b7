import { readFileSync } from "node:fs";
import { RonchiError } from "#core/errors.js";

/** Where the front end wants the five sockets, and the key that signs the messages. */
export interface Connection {
  readonly transport: "tcp" | "ipc";
  /** Address to bind: only this one is opened. */
  readonly ip: string;
  readonly ports: Readonly<Record<SocketName, number>>;
  readonly key: string;
  /** Keys of CurveZMQ, Z85: then every socket is encrypted and only the holder of the file can connect. */
  readonly curve?: { readonly publicKey: string; readonly secretKey: string };
}

export type SocketName = "shell" | "control" | "stdin" | "iopub" | "hb";

const socketNames: readonly SocketName[] = ["shell", "control", "stdin", "iopub", "hb"];

/** Reads the connection file of a Jupyter front end. Throws RonchiError when a field is missing or unsafe. */
export function readConnectionFile(path: string): Connection {
  return parseConnection(readFileSync(path, "utf8"), path);
}

/** As {@link readConnectionFile}, from the text; `subject` is named in errors. The key never is. */
export function parseConnection(text: string, subject: string): Connection {
  const fields = JSON.parse(text) as Record<string, unknown>;
  const { transport, ip, key, signature_scheme: scheme } = fields;
  if (transport !== "tcp" && transport !== "ipc")
    throw refuse(subject, `transport ${JSON.stringify(transport)}`, '"tcp" or "ipc"');
  if (typeof ip !== "string" || ip === "" || ip === "*")
    throw refuse(subject, `ip ${JSON.stringify(ip)}`, "one address to bind");
  // Other users of the machine reach a loopback port, so unsigned messages would let them run code.
  if (typeof key !== "string" || key === "")
    throw refuse(subject, "an empty key", "a key to sign messages with");
  if (scheme !== "hmac-sha256")
    throw refuse(subject, `signature_scheme ${JSON.stringify(scheme)}`, '"hmac-sha256"');
  const ports = socketNames.map((name) => [name, port(fields[`${name}_port`], name, subject)]);
  const connection = { transport, ip, key, ports: Object.fromEntries(ports) as Connection["ports"] } as const;
  const curve = curveKeys(fields, subject);
  return curve === undefined ? connection : { ...connection, curve };
}

/** Both or none: with one of them somebody expects encryption that there would not be. */
function curveKeys(fields: Record<string, unknown>, subject: string): Connection["curve"] {
  const { curve_publickey: publicKey, curve_secretkey: secretKey } = fields;
  if (publicKey === undefined && secretKey === undefined) return undefined;
  if (isCurveKey(publicKey) && isCurveKey(secretKey)) return { publicKey, secretKey };
  throw refuse(subject, "an unusable pair of CurveZMQ keys", "two keys of 40 characters");
}

function isCurveKey(value: unknown): value is string {
  return typeof value === "string" && value.length === 40;
}

/** The ZeroMQ address of a socket. */
export function endpoint(connection: Connection, name: SocketName): string {
  const { transport, ip, ports } = connection;
  return transport === "tcp" ? `tcp://${ip}:${ports[name]}` : `ipc://${ip}-${ports[name]}`;
}

function port(value: unknown, name: SocketName, subject: string): number {
  if (Number.isInteger(value) && (value as number) > 0 && (value as number) < 65536) return value as number;
  throw refuse(subject, `${name}_port ${JSON.stringify(value)}`, "a port from 1 to 65535");
}

function refuse(subject: string, found: string, expected: string): RonchiError {
  const remedy = "Let Jupyter write the connection file.";
  return new RonchiError({ code: "invalid-argument", subject, found, expected, remedy });
}

import { type InspectOptionsStylized, inspect } from "node:util";

/** What Node's async hooks leave on every promise while AsyncLocalStorage is in use. */
const bookkeeping = new Set(["async_id_symbol", "trigger_async_id_symbol", "kResourceStore"]);

/** Shows promises as they look in a plain Node, without the bookkeeping that tells which cell they belong to. */
export function installPromiseInspect(): void {
  Object.defineProperty(Promise.prototype, inspect.custom, { value: inspectPromise, configurable: true });
}

function inspectPromise(this: Promise<unknown>, depth: number, options: InspectOptionsStylized): string {
  for (const symbol of Object.getOwnPropertySymbols(this)) {
    if (!bookkeeping.has(symbol.description ?? "")) continue;
    Object.defineProperty(this, symbol, { enumerable: false });
  }
  return inspect(this, { ...options, depth, customInspect: false });
}

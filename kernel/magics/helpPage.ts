import type { MagicHost } from "./magicHost.js";

/** `name?` (detail 0) and `name??` (detail 1): what TypeScript knows of a name, in the pager. */
export async function helpPage(name: string, detail: number, host: MagicHost): Promise<void> {
  const { found, data } = await host.inspect(name, detail);
  if (found) host.payload({ source: "page", data, start: 0 });
  else host.print(`Nothing is known of ${name}.\n`);
}

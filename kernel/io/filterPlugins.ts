import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { base_url as pluginFolder } from "h5wasm-plugins";
import type { PluginFilter } from "#core/data/cubeDescription.js";
import { RonchiError } from "#core/errors.js";
import { instantiatePlugin, type Plugin } from "./sideModule.js";

/** Registered HDF5 filters that are decoded by a plugin of h5wasm-plugins, and its file. */
const PLUGIN_FILES: Readonly<Record<number, string>> = {
  32001: "libH5Zblosc.so",
  32008: "libH5Zbshuf.so",
  32015: "libH5Zzstd.so",
};

const plugins = new Map<number, Plugin>();

/**
 * Undoes one HDF5 filter by its plugin, giving at most `limit` bytes. The plugin is a WebAssembly module with a memory
 * of its own: it never sees a file, and what a damaged chunk does to it stays in there. Loaded when first needed.
 * Throws "unsupported" for a filter without plugin, "corrupt" for a chunk that it can't decode, "too-large" beyond the
 * limit.
 */
export function decodePlugin(bytes: Uint8Array, filter: PluginFilter, limit: number): Uint8Array {
  const plugin = loadPlugin(filter);
  try {
    const decoded = plugin.decode(bytes, filter.clientData, limit);
    if (decoded.byteLength <= limit) return decoded;
    throw failure(
      "too-large",
      filter,
      `${decoded.byteLength} bytes after decoding`,
      `at most ${limit} bytes`,
    );
  } catch (cause) {
    if (!plugin.reset()) plugins.delete(filter.id);
    if (cause instanceof RonchiError) throw cause;
    throw failure("corrupt", filter, `${bytes.byteLength} bytes that do not decode`, "a whole chunk", cause);
  }
}

function loadPlugin(filter: PluginFilter): Plugin {
  const known = plugins.get(filter.id);
  if (known !== undefined) return known;
  const file = PLUGIN_FILES[filter.id];
  if (file === undefined) throw failure("unsupported", filter, "no plugin for it", "one of h5wasm-plugins");
  const path = fileURLToPath(`${pluginFolder}/plugins/${file}`);
  const plugin = instantiatePlugin(readFileSync(path), filter.id);
  plugins.set(filter.id, plugin);
  return plugin;
}

function failure(
  code: "unsupported" | "corrupt" | "too-large",
  { id, name }: PluginFilter,
  found: string,
  expected: string,
  cause?: unknown,
): RonchiError {
  const remedy =
    code === "unsupported"
      ? "Write the data set again with deflate or bitshuffle-LZ4."
      : "The file is damaged there; copy it again from where it was recorded.";
  return new RonchiError({ code, subject: `filter ${id} (${name})`, found, expected, remedy, cause });
}

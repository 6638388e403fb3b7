import { version } from "#core/version.js";
import type { JsonObject } from "../wire/link.js";
import { protocolVersion, typescriptVersion } from "./versions.js";

/** Content of kernel_info_reply. */
export function kernelInfo(): JsonObject {
  return {
    status: "ok",
    protocol_version: protocolVersion,
    implementation: "ronchi",
    implementation_version: version,
    language_info: {
      name: "typescript",
      version: typescriptVersion,
      mimetype: "text/x.typescript",
      file_extension: ".ts",
      pygments_lexer: "typescript",
      // JupyterLab looks for a language of this name; CodeMirror 5's `{ name: "javascript", … }` would be JavaScript there.
      codemirror_mode: "typescript",
      nbconvert_exporter: "script",
    },
    banner: `Ronchi ${version}: 4D-STEM in TypeScript ${typescriptVersion} on Node ${process.versions.node}`,
    help_links: [],
    debugger: true,
    supported_features: ["kernel subshells", "debugger"],
  };
}

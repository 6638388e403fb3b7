import type { Rules } from "../model/specification.js";

/** Names of Font Awesome icons go without their old prefix. */
export const plainIcon: Rules = { icon: (name: string) => name.replaceAll("fa-", "") };

import type { Inspector } from "../debugger/inspector.js";
import { mainSideName } from "../debugger/mainSideName.js";
import type { Member } from "../debugger/members.js";
import { toCodePoints, toOffset } from "../language/codePoints.js";
import type { JsonObject } from "../wire/link.js";

/** Main may be in a call that no inspector gets into; who types does not wait longer, ms. */
const patience = 1000;

/** A property of the value of `chain` is being written: `table.rows[0].na`, `table["na`. */
interface MemberPlace {
  readonly chain: string;
  readonly prefix: string;
  /** Any name fits between quotation marks, only identifiers behind a dot. */
  readonly isQuoted: boolean;
}

/**
 * Completes properties by the value that a variable has now, for what has no type: JSON, `any`. Only names and constant
 * indices are looked at, nothing is called, and V8 ends what would change anything. Undefined where that finds none.
 * `cursor` counts code points.
 */
export async function completeByValue(
  inspector: () => Inspector,
  code: string,
  cursor: number,
): Promise<JsonObject | undefined> {
  const at = toOffset(code, cursor);
  const place = memberPlace(code.slice(0, at));
  if (place === undefined) return undefined;
  const members = await withinPatience(membersAt(inspector(), place));
  const fitting = members.filter(({ name }) => place.isQuoted || identifier.test(name));
  if (fitting.length === 0) return undefined;
  const range = { start: toCodePoints(code, at - place.prefix.length), end: cursor };
  return {
    status: "ok",
    matches: fitting.map(({ name }) => name),
    cursor_start: range.start,
    cursor_end: range.end,
    metadata: {
      _jupyter_types_experimental: fitting.map(({ name: text, kind: type }) => ({
        ...{ text, type, signature: "", ...range },
      })),
    },
  };
}

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;
const name = String.raw`[\p{ID_Start}$_][\p{ID_Continue}$]*`;
const step = String.raw`(?:\??\.${name}|(?:\?\.)?\[(?:\d+|"[^"\\\n]*"|'[^'\\\n]*')\]|!)`;
const place = new RegExp(
  String.raw`(?<![\p{ID_Continue}$.)\]])(${name}${step}*)(?:!?\??\.([\p{ID_Continue}$]*)|!?(?:\?\.)?\[(?:"([^"\\\n]*)|'([^'\\\n]*)))$`,
  "u",
);

function memberPlace(before: string): MemberPlace | undefined {
  const match = place.exec(before);
  if (match === null) return undefined;
  const [, chain = "", prefix, inDouble, inSingle] = match;
  const isQuoted = prefix === undefined;
  // `value!` is TypeScript.
  return {
    chain: chain.replaceAll(/!(?=[.[?]|$)/g, ""),
    prefix: prefix ?? inDouble ?? inSingle ?? "",
    isQuoted,
  };
}

async function membersAt(inspector: Inspector, { chain, prefix }: MemberPlace): Promise<Member[]> {
  const options = { silent: true, timeout: patience, disableBreaks: true, objectGroup: "completion" };
  const value = await inspector.post("Runtime.evaluate", {
    ...{ ...options, expression: `[${chain}]`, throwOnSideEffect: true },
  });
  if (value.exceptionDetails !== undefined) return [];
  const { result } = await inspector.post("Runtime.callFunctionOn", {
    ...{ objectId: value.result.objectId, returnByValue: true, silent: true },
    functionDeclaration: `function (prefix) { return ${mainSideName}.members(this[0], prefix) }`,
    arguments: [{ value: prefix }],
  });
  inspector.tell("Runtime.releaseObjectGroup", { objectGroup: options.objectGroup });
  return typeof result.value === "string" ? (JSON.parse(result.value) as Member[]) : [];
}

/** No members where main does not answer in time, or V8 refuses. */
function withinPatience(members: Promise<Member[]>): Promise<Member[]> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve([]), patience);
    members.then(resolve, () => resolve([])).finally(() => clearTimeout(timer));
  });
}

import type { Runtime } from "node:inspector";
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { Inspector } from "./inspector.js";
import { mainSideName } from "./mainSideName.js";
import { typeText, valueText } from "./valueText.js";

/** Elements in one level of the tree; longer collections are shown in ranges of so many. */
const pageSize = 100;
/** Named properties of one object that are shown. */
const mostProperties = 1000;
/** Properties that V8 makes up: of no use here, or shown in a better way. */
const hidden = new Set(["[[Prototype]]", "[[Entries]]", "[[Scopes]]", "[[FunctionLocation]]"]);

/** How long a reference lasts: until the main thread goes on, or until the variables are asked for again. */
export type Lifetime = "stop" | "explorer";

/** What a variablesReference stands for. */
export interface Parent {
  readonly lifetime: Lifetime;
  /** Of a scope: of the stack frame of that id, or what cells have declared. */
  readonly scope?: "frame" | "globals";
  /** The stack frame of the stop where it was found. */
  readonly frameId?: number | undefined;
  /** More than one for a scope that joins several of V8's. */
  readonly objectIds: readonly string[];
  /** Expression of the object itself, where there is one. */
  readonly path?: string | undefined;
  /** Of arrays, typed arrays, Maps and Sets: the elements that it shows. */
  readonly elements?: Elements;
}

interface Elements {
  readonly start: number;
  readonly count: number;
  readonly isMap: boolean;
  /** A Map or Set: its elements have no index. */
  readonly isKeyed: boolean;
  /** One of the ranges of a long collection. */
  readonly isRange?: boolean;
}

type Collection = Parent & { readonly elements: Elements };

/** Values as the front end sees them: one line each, and a reference to ask for what is inside. */
export class Variables {
  /** Whether variables have their types beside their values. */
  showsTypes = true;
  readonly #inspector: Inspector;
  readonly #parents = new Map<number, Parent>();
  #last = 0;

  constructor(inspector: Inspector) {
    this.#inspector = inspector;
  }

  /** A reference for the variables of a scope, which V8 has as one or several objects. */
  scope(parent: Pick<Parent, "objectIds" | "lifetime" | "scope" | "frameId">): number {
    return this.#refer(parent);
  }

  /** Throws for a reference that has ended. */
  parent(reference: number): Parent {
    const parent = this.#parents.get(reference);
    if (parent === undefined) throw new Error(`There is no variablesReference ${reference} any more.`);
    return parent;
  }

  /** A value under a name. `path` is the expression that gives it, if any. */
  variable(
    name: string,
    value: Runtime.RemoteObject,
    { lifetime, frameId }: Pick<Parent, "lifetime" | "frameId">,
    path?: string,
  ): DebugProtocol.Variable {
    const { objectId } = value;
    const count = lengthOf(value);
    const elements = count === undefined ? {} : { elements: { start: 0, count, ...kindOf(value) } };
    const variablesReference =
      objectId === undefined
        ? 0
        : this.#refer({ lifetime, frameId, objectIds: [objectId], path, ...elements });
    return {
      ...{ name, value: valueText(value), variablesReference },
      ...(this.showsTypes ? { type: typeText(value) } : {}),
      ...(path === undefined ? {} : { evaluateName: path }),
      ...(count === undefined ? {} : { indexedVariables: count }),
    };
  }

  /** What is inside of a value or scope. Throws for a reference that has ended. */
  async children({
    variablesReference: reference,
    filter,
    start = 0,
    count,
  }: DebugProtocol.VariablesArguments): Promise<DebugProtocol.Variable[]> {
    const parent = this.parent(reference);
    const { elements } = parent;
    if (elements === undefined) return filter === "indexed" ? [] : this.#properties(parent);
    const left = elements.count - start;
    const wanted = Math.min(count || left, left);
    const shown = { ...parent, elements: { ...elements, start: elements.start + start, count: wanted } };
    const indexed =
      filter === "named" ? [] : wanted > pageSize && !count ? this.#ranges(shown) : await this.#page(shown);
    return filter === "indexed" || elements.isRange ? indexed : [...indexed, ...(await this.#extras(parent))];
  }

  /** Ends all references of that lifetime. */
  forget(lifetime: Lifetime): void {
    for (const [reference, parent] of this.#parents)
      if (parent.lifetime === lifetime) this.#parents.delete(reference);
  }

  #refer(parent: Parent): number {
    this.#parents.set(++this.#last, parent);
    return this.#last;
  }

  async #properties(parent: Parent): Promise<DebugProtocol.Variable[]> {
    const { objectIds, path } = parent;
    const found = new Map<string, DebugProtocol.Variable>();
    for (const objectId of objectIds) {
      for (const { name, value } of await this.#read(objectId)) {
        if (found.size >= mostProperties) break;
        if (!found.has(name)) found.set(name, this.variable(name, value, parent, memberPath(path, name)));
      }
    }
    return [...found.values()];
  }

  /** Properties that an array or Map has beside its elements: few, if any. */
  async #extras(parent: Parent): Promise<DebugProtocol.Variable[]> {
    const all = await this.#inspector.post("Runtime.getProperties", {
      ...{ objectId: parent.objectIds[0] as string, ownProperties: true },
      ...{ generatePreview: true, nonIndexedPropertiesOnly: true },
    } as Runtime.GetPropertiesParameterType);
    return namedValues(all.result)
      .filter(({ name }) => name !== "length")
      .map(({ name, value }) => this.variable(name, value, parent));
  }

  #ranges(parent: Collection): DebugProtocol.Variable[] {
    const { start, count } = parent.elements;
    let size = pageSize;
    // At most pageSize ranges in a level: ranges of ranges for more.
    while (count > size * pageSize) size *= pageSize;
    return Array.from({ length: Math.ceil(count / size) }, (_, i) => {
      const from = start + i * size;
      const part = { start: from, count: Math.min(size, start + count - from), isRange: true };
      const elements = { ...parent.elements, ...part };
      const name = `[${from}…${from + elements.count - 1}]`;
      return { name, value: "", variablesReference: this.#refer({ ...parent, elements }) };
    });
  }

  async #page(parent: Collection): Promise<DebugProtocol.Variable[]> {
    const { objectIds, lifetime, path } = parent;
    const { start, count, isMap } = parent.elements;
    const { result } = await this.#inspector.post("Runtime.callFunctionOn", {
      objectId: objectIds[0],
      functionDeclaration: `function (start, count) { return ${mainSideName}.page(this, start, count) }`,
      arguments: [{ value: start }, { value: count }],
      silent: true,
      objectGroup: lifetime,
    });
    const values = (await this.#read(result.objectId as string)).filter(({ name }) => /^\d+$/.test(name));
    if (!isMap)
      return values.map(({ name, value }) => {
        const index = String(start + Number(name));
        return this.variable(index, value, parent, path && `${path}[${index}]`);
      });
    return values.flatMap(({ value: key }, i) => {
      const value = values[i + 1]?.value;
      return i % 2 === 1 || value === undefined ? [] : [this.variable(valueText(key), value, parent)];
    });
  }

  async #read(objectId: string): Promise<NamedValue[]> {
    const { result, internalProperties = [] } = await this.#ownProperties(objectId);
    const internal = internalProperties.flatMap(({ name, value }) =>
      value === undefined || hidden.has(name) ? [] : [{ name, value }],
    );
    return [...namedValues(result), ...internal];
  }

  /** With what is inside of each, in short: V8 would copy a large Map or Set for that, so that it stays without. */
  async #ownProperties(objectId: string): Promise<Runtime.GetPropertiesReturnType> {
    const get = (generatePreview: boolean) =>
      this.#inspector.post("Runtime.getProperties", {
        ...{ objectId, ownProperties: true, generatePreview },
      } as Runtime.GetPropertiesParameterType);
    const plain = await get(false);
    if (!plain.result.some(({ value }) => isLarge(value))) return get(true);
    const shown = plain.result.slice(0, mostProperties).map(async (property) => {
      const { value } = property;
      if (value?.objectId === undefined || isLarge(value)) return property;
      const { result } = await this.#inspector.post("Runtime.callFunctionOn", {
        ...{ objectId: value.objectId, generatePreview: true, silent: true },
        functionDeclaration: "function () { return this }",
      });
      return { ...property, value: result };
    });
    return { ...plain, result: await Promise.all(shown) };
  }
}

interface NamedValue {
  readonly name: string;
  readonly value: Runtime.RemoteObject;
}

/** A getter is not called: it could do anything. */
function namedValues(properties: readonly Runtime.PropertyDescriptor[]): NamedValue[] {
  return properties.map(({ name, value }) => ({
    name,
    value: value ?? { type: "accessor", description: "(getter)" },
  }));
}

/** Elements of a collection: V8 describes it as "Map(3)". */
function lengthOf({ subtype, description = "" }: Runtime.RemoteObject): number | undefined {
  if (!["array", "typedarray", "map", "set"].includes(subtype ?? "")) return undefined;
  const count = /\((\d+)\)$/.exec(description)?.[1];
  return count === undefined ? undefined : Number(count);
}

/** A collection of which V8 makes a copy to show its first entries. */
function isLarge(value: Runtime.RemoteObject | undefined): boolean {
  return value !== undefined && kindOf(value).isKeyed && (lengthOf(value) ?? 0) > 10_000;
}

function kindOf({ subtype }: Runtime.RemoteObject): Pick<Elements, "isMap" | "isKeyed"> {
  return { isMap: subtype === "map", isKeyed: subtype === "map" || subtype === "set" };
}

function memberPath(path: string | undefined, name: string): string | undefined {
  const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name);
  if (path === undefined) return identifier ? name : undefined;
  return identifier ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
}

import { basename, dirname, join } from "node:path/posix";
import ts from "typescript";
import { cellDirectives } from "../interpreter/directives.js";
import { isBetterAsJsx, parseDiagnostics } from "../interpreter/parse.js";
import { type Declared, declaredNames } from "./declared.js";
import { RecentModules } from "./recentModules.js";

/**
 * A cell as a TypeScript module: a first line that imports what it uses of earlier cells and exports what it
 * declares, then the cell as it is. Later cells import from it, so that only cells that are used are ever looked at.
 */
export interface CellModule {
  /** "In[3]". */
  readonly label: string;
  /** Path of the module, beside the notebook, so that its imports resolve from there. It exists only here. */
  readonly file: string;
  readonly code: string;
  /** The whole module, and after it was settled, its declarations. */
  text: string;
  /** Length of the first line: where the cell begins in the module's first text. */
  readonly start: number;
  readonly declared: ReadonlyMap<string, Declared>;
  readonly jsx: boolean;
  /** Names that the cell declares and an earlier cell has declared as well. */
  readonly redeclared: ReadonlySet<string>;
  /** The cells it imports from, those first whose names it mentions. */
  uses: readonly CellModule[];
  /** How many of these it mentions. */
  readonly mentions: number;
}

/**
 * How names of earlier cells come into a module. For a check they are declared as the variables that they are: an import
 * could not be assigned to, and an error would speak of an import that the cell does not have.
 */
export type ImportStyle = "import" | "declare";

/** Modules are looked over for ones that nobody can reach any more after this many new ones. */
const sweepInterval = 200;

/** The cells that ran, as modules, and who declared which name last. */
export class CellModules {
  #folder: string;
  readonly #owners = new Map<string, CellModule>();
  readonly #byFile = new Map<string, CellModule>();
  readonly #recent = new RecentModules();
  #sinceSweep = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The cells that follow are in this folder. */
  move(folder: string): void {
    this.#folder = folder;
  }

  /**
   * The module of a cell as it would run now; later cells do not see it before {@link add}. Undefined when it cannot
   * be parsed, and so does not run.
   */
  make(code: string, label: string): CellModule | undefined {
    const jsx = isJsx(code);
    const file = parse(code, jsx);
    if (parseDiagnostics(file).length > 0) return undefined;
    const declared = declaredNames(file);
    const { text, uses, mentions } = this.head(code, declared, "declare");
    const redeclared = new Set([...declared.keys()].filter((name) => this.#owners.has(name)));
    const module = { code, jsx, declared, redeclared, uses, mentions, text: text + code, start: text.length };
    return { label, file: this.#freeFile(label), ...module };
  }

  /** @returns the modules that nobody can reach any more; they are forgotten. */
  add(module: CellModule): readonly CellModule[] {
    this.#byFile.set(module.file, module);
    for (const name of module.declared.keys()) {
      // Deleted first, so that the names stay in the order in which they were declared.
      this.#owners.delete(name);
      this.#owners.set(name, module);
    }
    return ++this.#sinceSweep >= sweepInterval ? this.#sweep() : [];
  }

  /** The module that declared a name last. */
  owner(name: string): CellModule | undefined {
    return this.#owners.get(name);
  }

  /** The module of a path. */
  find(file: string): CellModule | undefined {
    return this.#byFile.get(file);
  }

  /** The declared names that begin with `prefix`, latest first, at most `limit`. */
  namesWith(prefix: string, limit: number): string[] {
    const names = [...this.#owners.keys()].reverse();
    return names.filter((name) => name.startsWith(prefix)).slice(0, limit);
  }

  /** The first line of a module of `code`; `more` are names to import beside those that the code mentions. */
  head(
    code: string,
    declared: ReadonlyMap<string, Declared>,
    style: ImportStyle,
    more: readonly string[] = [],
  ): { readonly text: string; readonly uses: readonly CellModule[]; readonly mentions: number } {
    const wanted = new Map<CellModule, string[]>();
    for (const name of new Set([...(code.match(identifiers) ?? []), ...more])) {
      const owner = declared.has(name) ? undefined : this.#owners.get(name);
      if (owner !== undefined) wanted.set(owner, [...(wanted.get(owner) ?? []), name]);
    }
    const uses = this.#recent.with(new Set(wanted.keys()));
    const imports = uses.map((module) => importOf(module, this.#folder, wanted.get(module) ?? [], style));
    const exported = [...declared.values()].filter((d) => !d.exported).map(({ name }) => name);
    const line = `export { ${exported.join(", ")} }; ${imports.join(" ")}\n`;
    const others = uses.filter((module) => !wanted.has(module));
    return { text: line, uses: [...wanted.keys(), ...others], mentions: wanted.size };
  }

  /** Keeps a module as its declarations. */
  replace(module: CellModule, declarations: string): void {
    module.text = declarations;
    module.uses = module.uses.filter((used) => declarations.includes(`/${basename(used.file, ".ts")}"`));
  }

  /** Leaves a module as it is, without what it only imports to look like the others. */
  leave(module: CellModule): void {
    module.uses = module.uses.slice(0, module.mentions);
  }

  /** A cell that runs again keeps its number only when it is silent or not stored. */
  #freeFile(label: string): string {
    const path = (count: number): string =>
      join(this.#folder, `${label}${count === 1 ? "" : ` ${count}`}.ts`);
    let count = 1;
    while (this.#byFile.has(path(count))) count++;
    return path(count);
  }

  /** Forgets the modules whose names were all declared again and that no other module needs. */
  #sweep(): CellModule[] {
    this.#sinceSweep = 0;
    const needed = new Set<CellModule>();
    const visit = (module: CellModule): void => {
      if (needed.has(module)) return;
      needed.add(module);
      for (const used of module.uses) visit(used);
    };
    for (const root of [...this.#owners.values(), ...this.#recent.with(new Set())]) visit(root);
    const forgotten = [...this.#byFile.values()].filter((module) => !needed.has(module));
    for (const { file } of forgotten) this.#byFile.delete(file);
    return forgotten;
  }
}

const identifiers = /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/gu;

/** `import { a } from "./In[3]"; declare let b: typeof import("./In[3]").b;` */
function importOf(module: CellModule, folder: string, names: readonly string[], style: ImportStyle): string {
  const stem = basename(module.file, ".ts");
  // A cell from before `%cd` is where the notebook was then.
  const from = JSON.stringify(
    dirname(module.file) === folder ? `./${stem}` : join(dirname(module.file), stem),
  );
  const variable = (name: string) => (style === "import" ? undefined : module.declared.get(name)?.variable);
  const imported = names.filter((name) => variable(name) === undefined);
  const variables = names
    .filter((name) => variable(name) !== undefined)
    .map((name) => `declare ${variable(name)} ${name}: typeof import(${from}).${name};`);
  return [`import { ${imported.join(", ")} } from ${from};`, ...variables].join(" ");
}

/** The tolerant parser: what cannot be read is left out. */
export function parse(code: string, jsx: boolean): ts.SourceFile {
  return ts.createSourceFile(jsx ? "cell.tsx" : "cell.ts", `${code}\nexport {};`, ts.ScriptTarget.ESNext);
}

/** A cell with JSX, because it says so or because only that makes sense of it. */
export function isJsx(code: string): boolean {
  return cellDirectives(code).jsx || isBetterAsJsx(code);
}

// Writes kernel/ipywidgets/generated: the classes of ipywidgets' base, controls and output packages, as
// @jupyter-widgets/schema describes them. Run it after a new version of that package; a test compares.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isProgram, program, root, Stop, say } from "./steps.mjs";

const folder = "kernel/ipywidgets/generated";

/** Where ipywidgets gives a class another name than its model. */
const names = {
  DatetimeModel: "DatetimePicker",
  NaiveDatetimeModel: "NaiveDatetimePicker",
  TimeModel: "TimePicker",
};

/** Not a widget that anybody makes: the base of the media in the schema. */
const left = ["DOMWidgetModel"];

/** Classes whose behaviour is written by hand on top of the generated one. */
const extended = new Set(
  [
    "Accordion Audio Box Button Combobox DirectionalLink Dropdown FloatRangeSlider GridBox HBox Image",
    "IntRangeSlider Layout Link Output Password RadioButtons Select SelectMultiple SelectionRangeSlider SelectionSlider",
    "Stack Tab Text ToggleButtons VBox Video",
  ].flatMap((line) => line.split(" ")),
);

/** What the schema leaves open: the traits whose kind it does not say. */
const kinds = {
  "FloatRangeSlider.value": "pairOf(float(), [0, 1])",
  "IntRangeSlider.value": "pairOf(int(), [0, 1])",
  "SelectionRangeSlider.index": "pairOf(int(), [0, 0])",
  "TagsInput.value": "listOf(text())",
  "ColorsInput.value": "listOf(text())",
  "FloatsInput.value": "listOf(float())",
  "IntsInput.value": "listOf(int())",
  "FileUpload.value": "uploads()",
  "FileUpload.description": 'text("Upload")',
  "NaiveDatetimePicker.value": "nullable(naiveDatetime())",
  "NaiveDatetimePicker.min": "nullable(naiveDatetime())",
  "NaiveDatetimePicker.max": "nullable(naiveDatetime())",
  "Image.height": "extent()",
  "Image.width": "extent()",
  "Video.height": "extent()",
  "Video.width": "extent()",
  "FloatsInput.format": 'numberFormat(".1f")',
  "IntsInput.format": 'numberFormat("d")',
};
const kindsByTrait = {
  allowed_tags: "listOf(tag)",
  source: "linkEnd()",
  target: "linkEnd()",
};

/** Rules between the traits of a class. */
const rules = {
  FloatLogSlider: "boundedByPowers",
  FloatRangeSlider: "boundedRange",
  IntRangeSlider: "boundedRange",
  FloatsInput: "numberTags",
  IntsInput: "numberTags",
  TagsInput: "allowedTags",
  ColorsInput: "allowedTags",
  DatePicker: "boundedMoment",
  TimePicker: "boundedMoment",
  DatetimePicker: "boundedMoment",
  NaiveDatetimePicker: "boundedMoment",
  Button: "plainIcon",
  Dropdown: "optionIndex",
  RadioButtons: "optionIndex",
  Select: "optionIndex",
  SelectionSlider: "optionIndex",
  ToggleButtons: "optionIndex",
  SelectMultiple: "optionIndices",
  SelectionRangeSlider: "optionIndices",
  Accordion: "titled",
  Stack: "titled",
  Tab: "titled",
};

/** File of each class; the first pattern that fits. */
const files = [
  ["layout", /^Layout$/],
  ["styles", /Style$/],
  ["sliders", /Slider$/],
  ["numbers", /^(Bounded)?(Int|Float)(Text|Progress)$|^Play$/],
  ["selections", /^(Dropdown|RadioButtons|Select|ToggleButtons)/],
  ["texts", /Text|^HTML|^Label$|^Password$|^Combobox$|sInput$/],
  ["containers", /Box$|^(Accordion|Stack|Tab)$/],
  ["moments", /(Date|Datetime|Time)Picker$/],
  ["others", /./],
];

const modules = {
  "../rules/bounded.js": ["bounded", "boundedByPowers", "boundedMoment", "boundedRange"],
  "../rules/icon.js": ["plainIcon"],
  "../rules/indexed.js": ["optionIndex", "optionIndices"],
  "../rules/tags.js": ["allowedTags", "numberTags"],
  "../rules/titled.js": ["titled"],
  "../model/common.js": ["description", "dom"],
  "../model/jupyterModel.js": ["base", "controls", "model", "output", "styles"],
  "../model/widgetClass.js": ["domWidgetClass", "widgetClass"],
  "../traits/bytes.js": ["bytes"],
  "../traits/dates.js": ["date", "datetime", "naiveDatetime", "timeOfDay"],
  "../traits/linkEnd.js": ["linkEnd"],
  "../traits/lists.js": ["listOf", "pairOf", "record", "tag"],
  "../traits/references.js": ["reference", "widget"],
  "../traits/scalars.js": ["bool", "extent", "float", "int", "numberFormat", "numberOrAny", "oneOf", "text"],
  "../traits/trait.js": ["nullable"],
  "../traits/uploads.js": ["uploads"],
  "../widgets/layout.js": ["Layout"],
};

/** File name -> source text, not yet formatted. */
export function generateWidgets() {
  const schema = JSON.parse(
    readFileSync(
      fileURLToPath(import.meta.resolve("@jupyter-widgets/schema/jupyterwidgetmodels.latest.json")),
      "utf8",
    ),
  );
  const models = schema.filter(({ model }) => !left.includes(model.name)).map(describe);
  const styles = models.filter(({ file }) => file === "styles").map(({ name }) => name);
  return Object.fromEntries(
    files.map(([file]) => [
      `${file}.ts`,
      fileOf(
        models.filter((m) => m.file === file),
        file,
        styles,
      ),
    ]),
  );
}

function describe(entry) {
  const name = names[entry.model.name] ?? entry.model.name.replace(/Model$/, "");
  const file = files.find(([, pattern]) => pattern.test(name))[0];
  return { ...entry, name, file };
}

const header =
  "// Written by tools/generateWidgets.mjs from @jupyter-widgets/schema: change that program, not this file.\n";

function fileOf(models, file, styles) {
  const body = models.map(classOf).join("\n");
  const own = new Set(models.map(({ name }) => name));
  const known = { ...modules, "./styles.js": styles };
  const imports = Object.entries(known)
    .map(([path, exported]) => [path, exported.filter((name) => !own.has(name) && uses(body, name))])
    .filter(([path, used]) => used.length > 0 && path !== `./${file}.js`)
    .map(([path, used]) => `import { ${used.join(", ")} } from "${path}";`);
  return `${header}${imports.join("\n")}\n\n${body}`;
}

function uses(body, name) {
  const code = body.replace(/^\/\*\*.*$/gm, "").replaceAll("...", "");
  return new RegExp(`(?<![\\w."])${name}(?=[(),\\s])`).test(code);
}

function classOf({ name, model, view, attributes }) {
  const traits = attributes.filter((a) => !isCommon(a, attributes));
  const shared = [
    ...(isDom(attributes) ? ["...dom"] : []),
    ...(hasDescription(attributes) ? ["...description"] : []),
  ];
  const own = traits.map((a) => `${a.name}: ${traitOf(name, a)}`);
  const identity = [model.name, view.name].map((v) => JSON.stringify(v)).join(", ");
  const rule = rules[name] ?? (isBounded(attributes) ? "bounded" : undefined);
  const className = extended.has(name) ? `${name}Traits` : name;
  const comment = extended.has(name) ? `The traits of ${name}.` : `ipywidgets' ${name}.`;
  return `/** ${comment} */
export class ${className} extends ${isDom(attributes) ? "domWidgetClass" : "widgetClass"}(
  model("${name}", [${identity}], ${packageOf(model, view)}, { ${[...shared, ...own].join(", ")} }),${rule ? `\n  ${rule},` : ""}
) {}
`;
}

/** The constant of model/jupyterModel.ts that says where model and view are. */
function packageOf(model, view) {
  const found = { base: "base", controls: "controls", output: "output" }[model.module.split("/")[1]];
  const name = found === "controls" && view.module === "@jupyter-widgets/base" ? "styles" : found;
  const version = { base: "2.0.0", controls: "2.0.0", output: "1.0.0", styles: "2.0.0" }[name];
  if (model.version !== version || view.version !== version)
    throw new Stop(
      `${model.name} has version ${model.version}: change kernel/ipywidgets/model/jupyterModel.ts.`,
    );
  return name;
}

function isCommon({ name }, attributes) {
  if (name === "_options_labels") return false;
  if (name.startsWith("_")) return true;
  if (["layout", "tabbable", "tooltip"].includes(name))
    return attributes.some((a) => a.name === "_dom_classes");
  return ["description", "description_allow_html"].includes(name) && hasDescription(attributes);
}

function isDom(attributes) {
  return attributes.some(({ name }) => name === "_dom_classes");
}

/** FileUpload has a default of its own, which a spread would not let through. */
function hasDescription(attributes) {
  return (
    attributes.some((a) => a.name === "description_allow_html") &&
    !attributes.some((a) => a.name === "accept")
  );
}

function isBounded(attributes) {
  const typeOf = (name) => attributes.find((a) => a.name === name)?.type;
  return ["value", "min", "max"].every((name) => ["int", "float"].includes(typeOf(name)));
}

function traitOf(className, attribute) {
  const special = kinds[`${className}.${attribute.name}`] ?? kindsByTrait[attribute.name];
  if (special !== undefined) return special;
  const { allow_none: optional, default: initial } = attribute;
  if (!optional) return kindOf(attribute, initial);
  return initial === null
    ? `nullable(${kindOf(attribute, undefined)})`
    : `nullable(${kindOf(attribute, undefined)}, ${JSON.stringify(initial)})`;
}

function kindOf({ name, type, enum: words, items, widget }, initial) {
  const given = initial === undefined ? "" : JSON.stringify(initial);
  if (Array.isArray(type)) return `numberOrAny(${given})`;
  if (words !== undefined) return `oneOf(${JSON.stringify(initial ?? words[0])}, ${JSON.stringify(words)})`;
  if (name === "readout_format") return `numberFormat(${given})`;
  if (type === "array") return `listOf(${itemOf(items)})`;
  const simple = { string: "text", bool: "bool", int: "int", float: "float" }[type];
  const isDefault = ['""', "false", "0"].includes(given);
  if (simple !== undefined) return `${simple}(${isDefault ? "" : given})`;
  if (type === "reference") return `reference(${widget})`;
  return { bytes: "bytes()", Date: "date()", Time: "timeOfDay()", Datetime: "datetime()" }[type];
}

function itemOf(items) {
  return { string: "text()", int: "int()", object: "record", reference: "widget()" }[items.type];
}

/** Writes the files, formatted as all of ours, into this folder and nothing else. */
export function writeWidgets(into = join(root, folder)) {
  rmSync(into, { recursive: true, force: true });
  mkdirSync(into, { recursive: true });
  for (const [file, source] of Object.entries(generateWidgets()))
    writeFileSync(join(into, file), formatted(join(folder, file), source));
}

function formatted(path, input) {
  const biome = ["node_modules/@biomejs/biome/bin/biome", "check", "--write", `--stdin-file-path=${path}`];
  const { status, stdout, stderr } = spawnSync(process.execPath, biome, {
    cwd: root,
    input,
    encoding: "utf8",
  });
  if (status !== 0) throw new Stop(`biome refuses ${path}:\n${stderr}`);
  return stdout;
}

if (isProgram(import.meta.url)) {
  program(() => {
    writeWidgets();
    say(`Written: ${folder}`);
  });
}

import type { Composite, Detectors } from "#widgets/models/namedDetectors.js";
import { html } from "../parts/dom.js";
import { type Chooser, choiceGroup, iconButton, menu, pressButton } from "../parts/toolbar.js";

/** What the image is put together from. */
export interface CompositeChoice {
  readonly element: HTMLElement;
  /** @param composable whether the response has images that can be put together */
  show(detectors: Detectors, composable: boolean): void;
  setDisabled(disabled: boolean): void;
}

type Kind = "selected" | "rgb" | "difference";

const choices = [
  { value: "selected", label: "one", hint: "Image of the selected detector" },
  { value: "rgb", label: "RGB", hint: "Up to three detectors as red, green and blue" },
  { value: "difference", label: "A − B", hint: "Difference of the images of two detectors" },
] as const;

const channelNames = ["Red", "Green", "Blue"] as const;
const sideNames = ["A", "B"] as const;
const none = "–";

/** Chooses between the image of one detector, a colour composite and a difference, and of which detectors these are. */
export function compositeChoice(onChoose: (composite: Composite) => void): CompositeChoice {
  const members = html("span", { class: "ronchi-Members" });
  let shown: Detectors | undefined;
  let key = "";
  let disabled = false;
  // Centres of mass are of one detector.
  let isRest = false;
  const kinds = choiceGroup<Kind>("Image of", choices, (kind) => {
    if (shown !== undefined) onChoose(startOf(kind, shown));
  });
  let controls: Pick<Chooser<string>, "setDisabled">[] = [];

  function setDisabled(off: boolean): void {
    disabled = off;
    for (const control of [kinds, ...controls]) control.setDisabled(off || isRest);
  }

  return {
    element: html("div", { class: "ronchi-Composite" }, kinds.element, members),
    show(detectors, composable) {
      shown = detectors;
      kinds.show(detectors.composite?.kind ?? "selected");
      isRest = !composable;
      const names = detectors.detectors.map(({ name }) => name);
      const wanted = JSON.stringify([names, detectors.composite, composable]);
      if (wanted === key) return;
      key = wanted;
      const built = membersOf(detectors.composite, names, onChoose);
      controls = built.controls;
      const focused = [...members.children].indexOf(document.activeElement as Element);
      members.replaceChildren(...built.elements);
      if (focused >= 0) (members.children[focused] as HTMLElement | undefined)?.focus();
      setDisabled(disabled);
    },
    setDisabled,
  };
}

/** The first detectors of the list, the selected one first. */
function startOf(kind: Kind, { detectors, selected, composite }: Detectors): Composite {
  if (kind === "selected" || kind === composite?.kind) return kind === "selected" ? null : composite;
  const names = detectors.map(({ name }) => name);
  if (kind === "rgb") return { kind, of: names.slice(0, 3) };
  const other = names.find((name) => name !== selected) ?? selected;
  return { kind, of: [selected, other], perMean: false };
}

interface Members {
  readonly elements: readonly Element[];
  readonly controls: Pick<Chooser<string>, "setDisabled">[];
}

function membersOf(
  composite: Composite,
  names: readonly string[],
  onChoose: (composite: Composite) => void,
): Members {
  if (composite === null) return { elements: [], controls: [] };
  if (composite.kind === "rgb") return channelMenus(composite.of, names, onChoose);
  const { of, perMean } = composite;
  const menus = sideNames.map((side, i) =>
    nameMenu(`Detector ${side} of the difference`, names, of[i]!, (name) =>
      onChoose({ ...composite, of: i === 0 ? [name, of[1]] : [of[0], name] }),
    ),
  );
  const swap = iconButton({
    label: "Exchange A and B",
    icon: "swap",
    onPress: () => onChoose({ ...composite, of: [of[1], of[0]] }),
  });
  const normalise = pressButton({
    label: "Divide each image by its mean first",
    icon: "perMean",
    onPress: (on) => onChoose({ ...composite, perMean: on }),
  });
  normalise.show(perMean);
  const buttons = [swap, normalise.element];
  const setButtons = (disabled: boolean) => {
    for (const button of buttons) button.disabled = disabled;
  };
  const minus = html("span", { "aria-hidden": "true" }, "−");
  const [a, b] = menus as [Chooser<string>, Chooser<string>];
  return {
    elements: [a.element, minus, b.element, ...buttons],
    controls: [...menus, { setDisabled: setButtons }],
  };
}

function channelMenus(
  of: readonly string[],
  names: readonly string[],
  onChoose: (composite: Composite) => void,
): Members {
  const menus = channelNames.map((channel, i) =>
    nameMenu(channel, i === 0 && of.length < 2 ? names : [none, ...names], of[i] ?? none, (name) =>
      onChoose({ kind: "rgb", of: withChannel(of, i, name) }),
    ),
  );
  const elements = menus.flatMap((chooser, i) => [
    html(
      "span",
      { class: `ronchi-Channel ronchi-Channel--${channelNames[i]!.toLowerCase()}` },
      channelNames[i]![0]!,
    ),
    chooser.element,
  ]);
  return { elements, controls: menus };
}

/** Without gaps: a channel that is emptied is filled by the next one. */
function withChannel(of: readonly string[], channel: number, name: string): readonly string[] {
  const others = of.filter((_, at) => at !== channel);
  return name === none ? others : [...others.slice(0, channel), name, ...others.slice(channel)];
}

function nameMenu(
  label: string,
  names: readonly string[],
  shown: string,
  onChoose: (name: string) => void,
): Chooser<string> {
  const chooser = menu(
    label,
    names.map((name) => ({ value: name, label: name })),
    onChoose,
  );
  chooser.show(shown);
  return chooser;
}

import type { DetectorPickerState, PickerPane, PickerProfile } from "#widgets/models/detectorPickerState.js";
import type { ImagePane } from "../parts/imagePane.js";
import { ruler } from "../parts/ruler.js";
import type { PaneActions } from "./panePart.js";
import { type ProfilePart, profilePart } from "./profilePart.js";
import { profileLength } from "./profileScale.js";
import { fourierRulerWords, imageRulerWords, patternRulerWords } from "./rulerWords.js";
import { frameOf, paneNames, scanWords } from "./words.js";

type Scan = DetectorPickerState["scan"];

/** What measures on a pane: a ruler and a line profile, one at a time. */
export interface Measuring {
  readonly profile: ProfilePart;
  useRuler(on: boolean): void;
  useProfile(on: boolean): void;
  /** The line as it is kept. */
  showProfile(profile: PickerProfile | null): void;
}

export interface MeasuringOptions {
  readonly name: PickerPane;
  readonly scan: Scan;
  readonly actions: Pick<PaneActions, "traits" | "shown">;
  readonly pane: ImagePane;
  readonly onRuler: (on: boolean) => void;
  readonly onProfile: (on: boolean) => void;
  readonly say: (words: string) => void;
  readonly signal: AbortSignal;
}

/** Adds the ruler and the line profile to a pane. */
export function measuring(options: MeasuringOptions): Measuring {
  const { name, actions, pane, onRuler, onProfile } = options;
  let isOn = false;
  const keep = () => {
    const { line, width } = profile.tool;
    actions.traits.chooseProfile(name, { line, width, on: isOn });
  };
  const setProfile = (on: boolean) => {
    isOn = on;
    profile.setActive(on);
    onProfile(on);
  };
  const useRuler = (on: boolean) => {
    if (on) useProfile(false);
    measure.setActive(on);
    onRuler(on);
    if (on) pane.stage.focus({ preventScroll: true });
  };
  const useProfile = (on: boolean) => {
    if (on) useRuler(false);
    const isNew = on !== isOn;
    setProfile(on);
    if (isNew) keep();
    if (on) pane.stage.focus({ preventScroll: true });
  };
  const showProfile = (kept: PickerProfile | null) => {
    if (kept === null) return;
    profile.tool.show(kept.line, kept.width);
    if (kept.on !== isOn) setProfile(kept.on);
  };
  const measure = rulerOf(options, () => useRuler(false));
  const profile = profileOf(options, useProfile, keep);
  pane.addTool(measure);
  pane.addTool(profile.tool);
  return { profile, useRuler, useProfile, showProfile };
}

function rulerOf({ name, scan, actions, pane }: MeasuringOptions, onRemove: () => void) {
  return ruler({
    frame: frameOf(name, scan),
    describe(line) {
      const [units, fourier] = [actions.traits.units(), actions.shown(name)?.fourier];
      if (fourier !== undefined) return fourierRulerWords(line, units[name], fourier);
      return name === "pattern"
        ? patternRulerWords(line, units.pattern, scan)
        : imageRulerWords(line, units.image, scan);
    },
    onChange: () => pane.placeTools(),
    onRemove,
  });
}

function profileOf(
  options: MeasuringOptions,
  onActive: (on: boolean) => void,
  onCommit: () => void,
): ProfilePart {
  const { name, scan, actions, pane, say, signal } = options;
  return profilePart({
    pane: name,
    label: paneNames[name],
    frame: frameOf(name, scan),
    measure: (line) => profileLength(line, name, actions.traits.units(), scan, actions.shown(name)?.fourier),
    image: () => actions.shown(name),
    fileName: paneFileName(name, scan),
    placeTools: () => pane.placeTools(),
    onCommit,
    onActive,
    say,
    signal,
  });
}

/** Of what is exported from a pane, without extension. */
export function paneFileName(name: PickerPane, scan: Scan): string {
  return `${scanWords(scan).name.replace(/\.[^.]+$/, "")} ${paneNames[name]}`;
}

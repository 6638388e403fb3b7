import { lineProfile } from "#core/virtual/lineProfile.js";
import type { ImageMessage } from "#widgets/codecs.js";
import { formatNumber, formatQuantity } from "#widgets/draw/format.js";
import type { PickerPane } from "#widgets/models/detectorPickerState.js";
import { html, setText } from "../parts/dom.js";
import { downloadFile } from "../parts/download.js";
import type { ShownValues } from "../parts/histogram.js";
import type { PaneImage } from "../parts/imageRenderer.js";
import { numberField } from "../parts/numberField.js";
import { type ProfileTrace, profilePlot } from "../parts/profilePlot.js";
import { type ProfileTool, profileTool } from "../parts/profileTool.js";
import { buttonRow, iconButton } from "../parts/toolbar.js";
import type { Pair } from "../parts/viewTransform.js";
import { withoutBoxes } from "../parts/withoutBoxes.js";
import type { MeasuredLength } from "./profileScale.js";
import { profileCode, profileCsv, type ShownProfile } from "./profileText.js";

export interface ProfilePartOptions {
  readonly pane: PickerPane;
  /** Of the pane, for accessible names. */
  readonly label: string;
  /** Shape of the image, px [y, x]. */
  readonly frame: Pair;
  readonly measure: (line: ProfileTool["line"]) => MeasuredLength;
  readonly image: () => ImageMessage | undefined;
  /** Without extension. */
  readonly fileName: string;
  readonly placeTools: () => void;
  /** A hand has set the line or its width. */
  readonly onCommit: () => void;
  /** The tool is taken, or put away. */
  readonly onActive: (on: boolean) => void;
  /** Says what happened with a copy. */
  readonly say: (words: string) => void;
  readonly signal: AbortSignal;
}

export interface ProfilePart {
  readonly tool: ProfileTool;
  readonly element: HTMLElement;
  setActive(on: boolean): void;
  /** The line that makes the image. */
  setCode(line: string): void;
  /** The image, its look or its unit changed. */
  show(shown?: ShownValues): void;
}

/** A line on a pane, and under it the intensity along the line, which follows the picture. */
export function profilePart(options: ProfilePartOptions): ProfilePart {
  const { label, frame, signal } = options;
  const reading = html("output", { class: "ronchi-Profile-reading" });
  let values: ShownValues | undefined;
  let shown: ShownProfile | undefined;
  let active = false;
  let imageCode = "";
  const tool = profileTool({
    frame,
    onChange() {
      options.placeTools();
      show();
    },
    onCommit: options.onCommit,
    onActive: options.onActive,
  });
  const width = numberField({
    caption: "width",
    label: `Width across the line of the ${label}, px`,
    step: 1,
    onCommit: (to) => tool.setWidth(to),
  });
  const plot = profilePlot({
    label: `Line profile of the ${label}`,
    onHover(sample) {
      const last = (shown?.traces[0]?.values.length ?? 1) - 1;
      tool.mark(sample === undefined ? undefined : sample / last);
      setText(reading, shown === undefined ? "" : readingOf(shown, sample));
    },
    signal,
  });
  const element = html(
    "div",
    { class: "ronchi-Profile", role: "group", "aria-label": `Line profile of the ${label}`, hidden: "" },
    plot.element,
    html(
      "div",
      { class: "ronchi-Profile-row" },
      width.element,
      "px",
      exportButtons(
        options,
        () => shown,
        () => imageCode,
      ),
      reading,
    ),
  );

  function show(given = values): void {
    values = given;
    element.hidden = !active || values === undefined;
    if (element.hidden || values === undefined) return;
    shown = {
      line: tool.line,
      width: tool.width,
      measured: options.measure(tool.line),
      traces: tracesOf(values.image, tool),
      valueUnit: values.unit,
    };
    plot.show({ ...shown, ...shown.measured, look: values.look });
    width.show(tool.width);
    setText(reading, readingOf(shown, undefined));
  }

  return {
    tool,
    element,
    setActive(on) {
      if (active === on) return;
      active = on;
      tool.setActive(on);
      show();
    },
    setCode(line) {
      imageCode = line;
    },
    show,
  };
}

/** Of a colour composite one curve for each of its images. */
function tracesOf(shown: PaneImage, { line, width }: ProfileTool): readonly ProfileTrace[] {
  const image = withoutBoxes(shown);
  const { shape, excluded } = image;
  const channels = image.channels ?? [{ name: "intensity", data: image.data }];
  return channels.map(({ name, data }) => {
    const { values } = lineProfile({ data, shape, excluded }, { from: line[0], to: line[1], width });
    return { name, values };
  });
}

/** The length of the line, or the values at one of its places. */
function readingOf({ measured, traces, valueUnit }: ShownProfile, sample: number | undefined): string {
  if (sample === undefined) return `length ${formatQuantity(measured.length, measured.unit)}`;
  const last = traces[0]!.values.length - 1;
  const place = formatQuantity((sample / last) * measured.length, measured.unit);
  const values = traces.map((trace) => formatNumber(trace.values[sample]!)).join(", ");
  return `${place}: ${values} ${valueUnit}`;
}

function exportButtons(
  options: ProfilePartOptions,
  shown: () => ShownProfile | undefined,
  imageCode: () => string,
): HTMLElement {
  const { label } = options;
  const csv = () => {
    const profile = shown();
    return profile === undefined ? "" : profileCsv(profile);
  };
  const copy = iconButton({
    label: `Copy the profile of the ${label} as CSV`,
    text: "copy CSV",
    onPress: () => void copyText(csv(), options.say),
  });
  const save = iconButton({
    label: `Save the profile of the ${label} as CSV`,
    icon: "save",
    onPress: () => downloadFile(new Blob([csv()], { type: "text/csv" }), `${options.fileName} profile.csv`),
  });
  const code = iconButton({
    label: `Copy the code of the profile of the ${label}`,
    text: "code",
    onPress() {
      const [profile, image] = [shown(), options.image()];
      if (profile === undefined || image === undefined) return;
      // Several images, or vectors, have no one variable.
      const words = hasOneVariable(image)
        ? profileCode(profile, options.pane, image.fourier !== undefined)
        : "";
      if (words === "") options.say("No one image in code: choose one detector and a response of values.");
      else void copyText(`${imageCode()}\n${words}`, options.say);
    },
  });
  return buttonRow(`Export of the profile of the ${label}`, [copy, save, code]);
}

function hasOneVariable({ channels, direction }: ImageMessage): boolean {
  return channels === undefined && direction === undefined;
}

async function copyText(words: string, say: (words: string) => void): Promise<void> {
  try {
    await navigator.clipboard.writeText(words);
    say("Copied");
  } catch {
    // Pages without https have no clipboard, and a browser may forbid it.
    say("The browser does not let this page copy: save the file instead.");
  }
}

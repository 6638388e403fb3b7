import type { NumberArray } from "#core/data/dtype.js";
import type { ImageMessage } from "#widgets/codecs.js";
import { encodeTiffPages, fitsUint16, type TiffSamples, wideSamples } from "#widgets/draw/tiff.js";
import type { PickerPane } from "#widgets/models/detectorPickerState.js";
import { downloadFile, pngOf } from "../parts/download.js";
import type { Figure } from "../parts/figure.js";
import { figureCanvas } from "../parts/figureCanvas.js";
import { figureSvg } from "../parts/figureSvg.js";
import type { PopupItem } from "../parts/popupMenu.js";

/** What can be exported from a pane. */
export interface ExportSource {
  readonly pane: PickerPane;
  /** Undefined before the first picture. */
  figure(): Figure | undefined;
  image(): ImageMessage | undefined;
  /** Without extension. */
  readonly fileName: string;
  /** Says what happened with a copy. */
  readonly onCopied: (words: string) => void;
}

/** Whether figures show the outline of the detector; undefined where there is none. */
export interface OutlineSwitch {
  readonly on: boolean;
  readonly onSwitch: (on: boolean) => void;
}

/** The items of a pane's export menu. */
export function exportItems(source: ExportSource, outline: OutlineSwitch | undefined): readonly PopupItem[] {
  const image = source.image();
  const disabled = image === undefined;
  const planes = image === undefined ? [] : planesOf(image).map(({ data }) => data);
  const narrow = planes.length > 0 && planes.every(fitsUint16);
  const kinds = new Set(planes.map(wideSamples));
  const wide = kinds.size === 1 ? [...kinds][0]! : "float32";
  const items: PopupItem[] = [
    { label: "PNG figure", disabled, onPress: () => savePng(source) },
    { label: "SVG figure", disabled, onPress: () => saveSvg(source) },
    { label: `TIFF, raw values, ${wide}`, disabled, onPress: () => saveTiff(source, wide) },
    {
      label: narrow || disabled ? "TIFF, raw values, uint16" : "TIFF, uint16 (values do not fit)",
      disabled: !narrow,
      onPress: () => saveTiff(source, "uint16"),
    },
    { label: "Copy the figure", disabled, onPress: () => void copyFigure(source) },
  ];
  if (outline === undefined) return items;
  const { on, onSwitch } = outline;
  return [...items, { label: "Detector outline in figures", checked: on, onPress: () => onSwitch(!on) }];
}

/** Gives the figure to the user as a PNG file; nothing before the first picture. */
export async function savePng(source: ExportSource): Promise<void> {
  const figure = source.figure();
  if (figure === undefined) return;
  downloadFile(await pngOf(figureCanvas(figure)), `${source.fileName}.png`);
}

function saveSvg(source: ExportSource): void {
  const figure = source.figure();
  if (figure === undefined) return;
  downloadFile(new Blob([figureSvg(figure)], { type: "image/svg+xml" }), `${source.fileName}.svg`);
}

function saveTiff(source: ExportSource, samples: TiffSamples): void {
  const image = source.image();
  if (image === undefined) return;
  const tags = lengthTags(image, source.pane);
  const pages = planesOf(image).map(({ name, data }) => {
    const description = name === undefined ? tags.description : `${tags.description}channel=${name}\n`;
    return { data, shape: image.shape, options: { samples, ...tags, description } };
  });
  const bytes = encodeTiffPages(pages);
  downloadFile(
    new Blob([bytes as Uint8Array<ArrayBuffer>], { type: "image/tiff" }),
    `${source.fileName}.tif`,
  );
}

/** The images of a colour composite, which become pages; of others the one image. */
function planesOf({
  data,
  channels,
}: ImageMessage): readonly { readonly name?: string; readonly data: NumberArray }[] {
  return channels ?? [{ data }];
}

/** The calibration as ImageJ reads it: the unit in the description, pixels a unit as resolution. */
function lengthTags(image: ImageMessage, pane: PickerPane) {
  const about = `ImageJ=1.11a\nvalue=${image.unit}\n`;
  const { pixel, unit } = pixelOf(image, pane);
  if (pixel === undefined) return { description: `${about}unit=pixel\n` };
  const pixelsPerUnit: [number, number] = [1 / pixel[0]!, 1 / pixel[1]!];
  return { description: `${about}unit=${unit}\n`, pixelsPerUnit };
}

/** Size of a pixel, [y, x], and its unit in ASCII; of a transform those of its plane. */
function pixelOf({ calibration, fourier }: ImageMessage, pane: PickerPane) {
  if (fourier !== undefined) return { pixel: fourier.pixel, unit: fourier.pixelUnit === "Å⁻¹" ? "1/A" : "A" };
  if (pane === "pattern") return { pixel: calibration.detectorPixel, unit: "1/A" };
  return { pixel: calibration.scanStep?.map((step) => step / 10), unit: "nm" };
}

async function copyFigure(source: ExportSource): Promise<void> {
  const figure = source.figure();
  if (figure === undefined) return;
  try {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": pngOf(figureCanvas(figure)) })]);
    source.onCopied("Copied");
  } catch {
    // Pages without https have no clipboard for pictures, and a browser may forbid it.
    source.onCopied("The browser does not let this page copy pictures: save it as PNG.");
  }
}

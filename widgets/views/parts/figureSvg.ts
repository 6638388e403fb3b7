import { colormapTable, levelAfter } from "#widgets/draw/colormap.js";
import { html, setAttributes, svg } from "./dom.js";
import { barLabels, type ChannelBar, channelBars, type Figure, figureLayout, figureSize } from "./figure.js";
import { wheelSize } from "./wheelLegend.js";

const { margin, titleHeight, barLeft, barTop, barWidth, ink } = figureLayout;
const rampId = "ronchi-ramp";
const clipId = "ronchi-picture";

/** A figure as SVG text: lines, outline, labels and colour bar as vectors, the picture embedded as PNG, pixel by pixel. */
export function figureSvg(figure: Figure): string {
  const [height, width] = figureSize(figure);
  const picture = svg(
    "g",
    { transform: `translate(${margin} ${margin + titleHeight})` },
    pictureElement(figure),
    ...outlineElements(figure),
    frame(0, 0, figure.size[1], figure.size[0]),
    ...wheelElements(figure),
    ...scaleBarElements(figure),
    ...colourBarElements(figure),
  );
  const root = svg(
    "svg",
    {
      width: `${width}`,
      height: `${height}`,
      viewBox: `0 0 ${width} ${height}`,
      "font-family": figureLayout.fontFamily,
      "font-size": String(figureLayout.fontSize),
    },
    definitions(figure),
    svg("rect", { width: `${width}`, height: `${height}`, fill: "#fff" }),
    textElement(figure.title, margin, margin + titleHeight / 2 - 4),
    picture,
  );
  return new XMLSerializer().serializeToString(root);
}

function definitions(figure: Figure): SVGElement {
  const { look, size } = figure;
  const table = colormapTable(look.colormap);
  const levels = table.length / 4;
  const ramp = svg("linearGradient", { id: rampId, x1: "0", y1: "1", x2: "0", y2: "0" });
  // Every eighth level: between them the maps are straight to less than one of 255 steps, unless a power bends them.
  const stride = look.gamma === undefined || look.gamma === 1 ? 8 : 1;
  for (
    let level = 0;
    level < levels;
    level = level === levels - 1 ? levels : Math.min(level + stride, levels - 1)
  ) {
    const [red, green, blue] = table.subarray(levelAfter(level, levels, look.gamma) * 4);
    const colour = `rgb(${red},${green},${blue})`;
    ramp.append(svg("stop", { offset: String(level / (levels - 1)), "stop-color": colour }));
  }
  const clip = svg("clipPath", { id: clipId });
  clip.append(svg("rect", { width: `${size[1]}`, height: `${size[0]}` }));
  return svg("defs", {}, ramp, ...channelRamps(figure), clip);
}

function channelRamps(figure: Figure): SVGElement[] {
  return channelBars(figure).map(({ colour }, i) =>
    svg(
      "linearGradient",
      { id: channelId(i), x1: "0", y1: "1", x2: "0", y2: "0" },
      svg("stop", { offset: "0", "stop-color": "#000" }),
      svg("stop", { offset: "1", "stop-color": colour }),
    ),
  );
}

function pictureElement({ image, transform: { left, top, scale } }: Figure): SVGElement {
  const picture = svg("image", {
    href: opaqueCopy(image).toDataURL("image/png"),
    preserveAspectRatio: "none",
    style: "image-rendering: pixelated",
  });
  setAttributes(picture, { x: left, y: top, width: image.width * scale, height: image.height * scale });
  return svg("g", { "clip-path": `url(#${clipId})` }, picture);
}

/** Without alpha the embedded PNG is what every program reads alike. */
function opaqueCopy(image: HTMLCanvasElement): HTMLCanvasElement {
  const copy = html("canvas");
  [copy.width, copy.height] = [image.width, image.height];
  copy.getContext("2d", { alpha: false })!.drawImage(image, 0, 0);
  return copy;
}

function outlineElements({ outlines }: Figure): SVGElement[] {
  return outlines.flatMap(({ path, colour, label }) => {
    const line = (stroke: string, width: string) =>
      svg("path", { d: path, fill: "none", stroke, "stroke-width": width, "clip-path": `url(#${clipId})` });
    const lines = [line(ink, "4"), line(colour, "1.75")];
    return label === undefined ? lines : [...lines, haloText(label.text, label.x, label.y, colour)];
  });
}

function frame(x: number, y: number, width: number, height: number, fill = "none"): SVGElement {
  const box = svg("rect", { fill, stroke: ink, "stroke-width": "1" });
  setAttributes(box, { x, y, width, height });
  return box;
}

function wheelElements({ wheel, size }: Figure): SVGElement[] {
  if (wheel === undefined) return [];
  const picture = svg("image", { href: wheel.toDataURL("image/png") });
  setAttributes(picture, { x: size[1] - wheelSize - 8, y: 8, width: wheelSize, height: wheelSize });
  return [picture];
}

function scaleBarElements({ scaleBar, transform, size }: Figure): SVGElement[] {
  const { scaleBarInset: inset, scaleBarHeight } = figureLayout;
  const bar = svg("rect", { fill: "#fff", stroke: ink, "stroke-width": "1.5", "paint-order": "stroke" });
  const y = size[0] - inset - scaleBarHeight;
  setAttributes(bar, { x: inset, y, width: scaleBar.pixels * transform.scale, height: scaleBarHeight });
  return [bar, haloText(scaleBar.label, inset, size[0] - inset - 15, "#fff")];
}

/** Text that reads on any picture. */
function haloText(text: string, x: number, y: number, fill: string): SVGElement {
  const made = textElement(text, x, y);
  const halo = {
    fill,
    stroke: ink,
    "stroke-width": 3,
    "paint-order": "stroke",
    "stroke-linejoin": "round",
  };
  setAttributes(made, halo);
  return made;
}

function colourBarElements(figure: Figure): SVGElement[] {
  const bars = channelBars(figure);
  return bars.length > 0 ? channelElements(figure, bars) : rampElements(figure);
}

/** Of a colour composite: names and limits beside ramps from black to the colours. */
function channelElements(figure: Figure, bars: readonly ChannelBar[]): SVGElement[] {
  const left = figure.size[1] + barLeft;
  const right = left + barWidth;
  return bars.flatMap(({ name, low, high, nameY, top, height }, i) => [
    textElement(name, left, nameY),
    frame(left, top, barWidth, height, `url(#${channelId(i)})`),
    textElement(high, right + 6, top + 5),
    textElement(low, right + 6, top + height - 5),
  ]);
}

function channelId(channel: number): string {
  return `${rampId}-${channel}`;
}

function rampElements(figure: Figure): SVGElement[] {
  const left = figure.size[1] + barLeft;
  const right = left + barWidth;
  const { unit, ticks } = barLabels(figure);
  const marks = ticks.flatMap(({ text, y, textY }) => [
    svg("path", { d: `M${right} ${y}h4`, stroke: ink, "stroke-width": "1" }),
    textElement(text, right + 7, textY),
  ]);
  const bar = frame(left, barTop, barWidth, figure.size[0] - barTop, `url(#${rampId})`);
  return [bar, textElement(unit, left, 6), ...marks];
}

function textElement(text: string, x: number, y: number): SVGElement {
  const made = svg("text", { fill: ink, "dominant-baseline": "central" });
  setAttributes(made, { x, y });
  made.textContent = text;
  return made;
}

import type { ImageMessage } from "#widgets/codecs.js";
import type { DetectorPickerState, PickerPane } from "#widgets/models/detectorPickerState.js";
import type { PaneNote } from "../parts/paneNotes.js";
import { counted, overflowNote, type Status } from "../parts/statusBar.js";
import type { PickerLink } from "./link.js";
import { clockTime, emptyWords, loadingWords } from "./words.js";

type Scan = DetectorPickerState["scan"];

/** What is written over a pane: the states other than "here is the exact picture". */
export function paneNotes(
  pane: PickerPane,
  link: PickerLink,
  scan: Scan,
  pattern: DetectorPickerState["pattern"],
): readonly PaneNote[] {
  const { frame, error, stale } = link.pane(pane);
  if (!link.connected) return disconnectedNotes(pane, link);
  if (error !== undefined) return [{ kind: "error", text: error }];
  if (frame === undefined) return [{ kind: "loading", text: loadingWords(pane, scan, pattern) }];
  if (stale) return [{ kind: "stale", text: "Recomputing …" }];
  if (frame.reply.complete === 1) return emptyNotes(pane, frame.image, pattern);
  return [{ kind: "partial", text: `Refining: ${Math.floor(frame.reply.complete * 100)} %` }];
}

/** An exact picture with nothing on it says so, and what to do. */
function emptyNotes(
  pane: PickerPane,
  { data }: ImageMessage,
  pattern: DetectorPickerState["pattern"],
): readonly PaneNote[] {
  // The first count ends the search. A centre of mass of no counts is not a number.
  for (const value of data) if (value !== 0 && !Number.isNaN(value)) return [];
  return [{ kind: "empty", text: emptyWords(pane, pattern) }];
}

function disconnectedNotes(pane: PickerPane, link: PickerLink): readonly PaneNote[] {
  const { frame } = link.pane(pane);
  const since = frame === undefined ? "no picture yet" : `picture of ${clockTime(frame.time)}`;
  const lost: PaneNote = { kind: "disconnected", text: `Kernel disconnected – ${since}` };
  if (frame === undefined || !link.isBehind(pane)) return [lost];
  return [
    lost,
    { kind: "stale", text: `Not of the marked ${pane === "image" ? "detector" : "scan position"}` },
  ];
}

/** The status line: the last pass over the data, what was left out, what went wrong. @param notice shown first */
export function statusOf(link: PickerLink, notice: string | undefined): Status {
  const { frame, error, stale } = link.pane("image");
  const patternError = link.pane("pattern").error;
  return {
    activity: error === undefined || !link.connected ? activityOf(link, frame?.reply, stale) : "Failed",
    notes: notice === undefined ? notesOf(link) : [notice, ...notesOf(link)],
    error: errorOf("Virtual image", error) ?? errorOf("Diffraction pattern", patternError),
  };
}

function activityOf(
  link: PickerLink,
  reply: { readonly complete: number; readonly milliseconds: number } | undefined,
  stale: boolean,
): string {
  if (!link.connected)
    return "Kernel disconnected: contrast, zoom and export still work. Run the cell again.";
  if (reply === undefined) return "Waiting for the kernel …";
  if (stale) return "Recomputing …";
  if (reply.complete < 1) return `Partial: ${Math.floor(reply.complete * 100)} % of the frames so far`;
  return `Exact, ${formatMilliseconds(reply.milliseconds)}`;
}

function formatMilliseconds(milliseconds: number): string {
  return milliseconds < 10 ? `${milliseconds.toFixed(1)} ms` : `${Math.round(milliseconds)} ms`;
}

function notesOf(link: PickerLink): string[] {
  const reply = link.pane("image").frame?.reply;
  if (reply === undefined) return [];
  const skipped = reply.skipped + (link.pane("pattern").frame?.reply.skipped ?? 0);
  const overflow = overflowNote(reply.overflow);
  return [...(skipped > 0 ? [`${counted(skipped, "frame")} skipped`] : []), ...(overflow ? [overflow] : [])];
}

function errorOf(what: string, message: string | undefined): Status["error"] {
  if (message === undefined) return undefined;
  const firstStop = message.indexOf(". ");
  const summary = firstStop < 0 ? message : message.slice(0, firstStop + 1);
  return { summary: `${what}: ${summary}`, details: message };
}

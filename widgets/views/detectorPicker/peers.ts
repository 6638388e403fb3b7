import type {
  DetectorPickerState,
  PaneState,
  PickerPane,
  SharedPart,
} from "#widgets/models/detectorPickerState.js";
import type { Detectors } from "#widgets/models/namedDetectors.js";
import type { ViewModel } from "../host.js";
import type { AskedRequest } from "./paneLine.js";

/** A picker on the page that may be linked to others: they follow a hand without the kernel, which may be busy. */
export interface Peer {
  readonly model: ViewModel<DetectorPickerState>;
  isTransformed(pane: PickerPane): boolean;
  /** Another picker asks for a picture. */
  follow(request: AskedRequest): void;
  /** Another picker has other detectors, selects another one, or puts its image together in another way. */
  followDetectors(detectors: Detectors): void;
  /** Another picker shows a look while its limits are dragged. */
  followLook(pane: PickerPane, look: PaneState): void;
}

const onPage = new Set<Peer>();

/** The peer can be followed, and follows, until the returned function is called. */
export function joinPage(peer: Peer): () => void {
  onPage.add(peer);
  return () => onPage.delete(peer);
}

/** Shows others what one picker asks for, as far as their links share it. */
export function shareRequest(from: Peer, request: AskedRequest): void {
  const part = request.type === "image" ? "detector" : "scan";
  for (const peer of linkedTo(from, part)) peer.follow(request);
}

/** Shows others the detectors of one picker, before it asks for their image. */
export function shareDetectors(from: Peer, detectors: Detectors): void {
  for (const peer of linkedTo(from, "detector")) peer.followDetectors(detectors);
}

/** Shows others the look of one picker. */
export function shareLook(from: Peer, pane: PickerPane, look: PaneState): void {
  const isTransformed = from.isTransformed(pane);
  // A transform has a look of its own.
  for (const peer of linkedTo(from, "looks"))
    if (peer.isTransformed(pane) === isTransformed) peer.followLook(pane, look);
}

function linkedTo(from: Peer, part: SharedPart): readonly Peer[] {
  const keysOf = ({ model }: Peer) =>
    model
      .get("links")
      .filter(({ share }) => share.includes(part))
      .map(({ key }) => key);
  const keys = keysOf(from);
  if (keys.length === 0) return [];
  return [...onPage].filter((peer) => peer !== from && keysOf(peer).some((key) => keys.includes(key)));
}

import type {
  DetectorPickerState,
  PaneState,
  PickerDescan,
  PickerLinkKey,
  PickerPane,
  SharedPart,
} from "#widgets/models/detectorPickerState.js";
import type { Detectors } from "#widgets/models/namedDetectors.js";
import type { ViewModel } from "../host.js";
import type { AskedRequest } from "./paneLine.js";

/** What a hand did on one picker and linked ones follow, before the kernel tells them: small JSON. */
export type Shared =
  /** A picture is asked for. */
  | { readonly what: "request"; readonly request: AskedRequest }
  /** There are other detectors, another one is selected, or the image is put together in another way. */
  | { readonly what: "detectors"; readonly detectors: Detectors }
  /** The detectors follow the descan, or stay. */
  | { readonly what: "descan"; readonly descan: PickerDescan }
  /** The limits of a pane, while they are dragged. */
  | {
      readonly what: "look";
      readonly pane: PickerPane;
      readonly look: PaneState;
      /** A transform has a look of its own. */
      readonly isTransformed: boolean;
    };

/** A picker on the page that may be linked to others: they follow a hand without the kernel, which may be busy. */
export interface Peer {
  readonly model: ViewModel<DetectorPickerState>;
  /** @param ofSameData whether both show one data set */
  follow(shared: Shared, ofSameData: boolean): void;
}

/** One move of a hand: the page on which it moves, and how many moves that page has seen. */
interface Move {
  readonly page: string;
  readonly count: number;
}

/** What goes to linked pickers, also to those on other pages of this browser. */
interface Message {
  readonly links: readonly PickerLinkKey[];
  readonly shared: Shared;
  readonly move: Move;
}

const onPage = new Set<Peer>();
let otherPages: BroadcastChannel | undefined;

/** Not crypto.randomUUID: pages that come over plain http have none. */
const page = `${Date.now()} ${Math.random()}`;
let moves = 0;
/** The move that pickers are told of now: what they tell others then is of this move too. */
let followed: Move | undefined;
/** The last move of each page that a picker knows: no older one turns it back, and circles of links end. */
const known = new WeakMap<Peer, Map<string, number>>();

/** The peer can be followed, and follows, until the returned function is called. */
export function joinPage(peer: Peer): () => void {
  onPage.add(peer);
  if (otherPages === undefined) {
    otherPages = new BroadcastChannel("ronchi-linked-pickers");
    // Only pages of the same origin are heard, and there only this module.
    otherPages.onmessage = ({ data }) => deliver(data as Message);
  }
  return () => {
    onPage.delete(peer);
    if (onPage.size > 0) return;
    otherPages?.close();
    otherPages = undefined;
  };
}

/** Shows linked pickers, on this page and on others, what a hand did on one, as far as their links share it. */
export function share(from: Peer, shared: Shared): void {
  const part = partOf(shared);
  const links = from.model.get("links").filter((link) => link.share.includes(part));
  if (links.length === 0) return;
  moves += followed === undefined ? 1 : 0;
  const move = followed ?? { page, count: moves };
  isNews(from, move);
  deliver({ links, shared, move });
  otherPages?.postMessage({ links, shared, move } satisfies Message);
}

function deliver({ links, shared, move }: Message): void {
  const before = followed;
  followed = move;
  for (const peer of onPage) {
    const keys = peer.model.get("links").map(({ key }) => key);
    const common = links.filter(({ key }) => keys.includes(key));
    if (common.length === 0 || !isNews(peer, move)) continue;
    const ofSameData = common.some(({ sameData }) => sameData);
    peer.follow(shared, ofSameData);
  }
  followed = before;
}

/** Whether a picker has not heard of a move, nor of a later one of that page; from now on it has. */
function isNews(peer: Peer, move: Move): boolean {
  const heard = known.get(peer) ?? new Map<string, number>();
  known.set(peer, heard);
  if ((heard.get(move.page) ?? 0) >= move.count) return false;
  heard.set(move.page, move.count);
  return true;
}

function partOf(shared: Shared): SharedPart {
  if (shared.what === "look") return "looks";
  return shared.what === "request" && shared.request.type === "pattern" ? "scan" : "detector";
}

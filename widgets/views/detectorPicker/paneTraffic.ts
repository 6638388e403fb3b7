import type { ImageMessage } from "#widgets/codecs.js";
import type { PickerReply, PickerRequest } from "#widgets/models/detectorPickerState.js";

type FrameReply = PickerReply & { type: "frame" };

/** A picture with what the kernel said about it. */
export interface Frame {
  readonly image: ImageMessage;
  readonly reply: FrameReply;
  readonly time: Date;
}

/** A request of one of the views. */
export type AskedRequest = Extract<PickerRequest, { type: "image" | "pattern" }>;

/** What is under way between one pane and the kernel. */
export interface PaneTraffic {
  frame: Frame | undefined;
  error: string | undefined;
  stale: boolean;
  /** Newest request sent; frames of older requests may still arrive and are shown until it is answered. */
  asked: number;
  answered: number;
  /** Requests sent since the last answer: never more than the credits. */
  outstanding: number;
  /** The newest request that was not sent yet. */
  waiting: AskedRequest | undefined;
  /** Received, but not drawn yet. */
  arrived: { reply: PickerReply; buffer: DataView | undefined } | undefined;
  /** Frames to acknowledge with the next drawing. */
  owed: number[];
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** Nothing was asked and nothing came yet. */
export function idleTraffic(): PaneTraffic {
  return {
    frame: undefined,
    error: undefined,
    stale: false,
    asked: 0,
    answered: 0,
    outstanding: 0,
    waiting: undefined,
    arrived: undefined,
    owed: [],
    timer: undefined,
  };
}

/** A kernel that is new to this page counts from where it likes: only the last picture is kept. */
export function resetTraffic(traffic: PaneTraffic): void {
  clearTimeout(traffic.timer);
  Object.assign(traffic, { ...idleTraffic(), frame: traffic.frame });
}

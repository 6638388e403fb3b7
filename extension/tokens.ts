import { Token } from "@lumino/coreutils";
import type { LiveModels } from "./adapter/liveModels.js";

/** The Ronchi widget models that are alive on this page. */
export type ILiveModels = LiveModels;

export const ILiveModels = new Token<ILiveModels>(
  "@ronchi/jupyterlab:ILiveModels",
  "The Ronchi widget models that are alive on this page, by id.",
);

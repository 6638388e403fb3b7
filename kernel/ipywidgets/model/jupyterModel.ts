import { int } from "../traits/scalars.js";
import { nullable, type Traits } from "../traits/trait.js";
import type { Specification } from "./specification.js";

/** Where in the page the model and the view of a class are. */
export interface Package {
  readonly model: string;
  readonly view: string;
  readonly version: string;
}

export const base: Package = {
  model: "@jupyter-widgets/base",
  view: "@jupyter-widgets/base",
  version: "2.0.0",
};
export const controls: Package = {
  model: "@jupyter-widgets/controls",
  view: "@jupyter-widgets/controls",
  version: "2.0.0",
};
/** Styles have no view of their own. */
export const styles: Package = {
  model: "@jupyter-widgets/controls",
  view: "@jupyter-widgets/base",
  version: "2.0.0",
};
export const output: Package = {
  model: "@jupyter-widgets/output",
  view: "@jupyter-widgets/output",
  version: "1.0.0",
};

const viewCount = { _view_count: nullable(int()) };

/** What the page knows of a class of Jupyter's own packages. */
export type JupyterModel<T extends Traits> = Specification<T & typeof viewCount>;

/** A class of one of Jupyter's own packages. */
export function model<T extends Traits>(
  name: string,
  [modelName, viewName]: readonly [model: string, view: string | null],
  { model: modelModule, view: viewModule, version }: Package,
  traits: T,
): JupyterModel<T> {
  return {
    name,
    identity: {
      _model_module: modelModule,
      _model_module_version: version,
      _model_name: modelName,
      _view_module: viewModule,
      _view_module_version: version,
      _view_name: viewName,
    },
    traits: { ...traits, ...viewCount },
  };
}

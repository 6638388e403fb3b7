import {
  DOMWidgetModel,
  DOMWidgetView,
  type ExportMap,
  type IBackboneModelOptions,
} from "@jupyter-widgets/base";
import { version } from "../../core/version.js";
import type { WidgetView } from "../../widgets/views/host.js";
import type { LiveModels } from "./liveModels.js";
import { WidgetViewModel } from "./viewModel.js";

/** Module name of every Ronchi widget, in the kernel's models and here. */
export const widgetModule = "@ronchi/jupyterlab";

/**
 * Makes a `@jupyter-widgets` model and view class out of one of our views: `{ ${name}Model, ${name}View }`, the
 * names the kernel's widgets ask for. The model joins `live` as soon as it exists.
 */
export function adaptWidget<State extends object>(
  name: string,
  view: WidgetView<State>,
  live: LiveModels,
): ExportMap {
  class Model extends DOMWidgetModel {
    // Declared only: the base constructor calls initialize, and a class field would then overwrite this.
    declare viewModel: WidgetViewModel<State>;

    override defaults() {
      return { ...super.defaults(), ...names(name) };
    }

    override initialize(attributes: Backbone.ObjectHash, options: IBackboneModelOptions): void {
      super.initialize(attributes, options);
      this.viewModel = new WidgetViewModel<State>(this);
      live.add(this);
    }
  }

  class View extends DOMWidgetView {
    declare ending: AbortController | undefined;

    override render(): void {
      this.ending = new AbortController();
      const { viewModel } = this.model as Model;
      this.luminoWidget.addClass("jp-RonchiWidget");
      view.render({ model: viewModel, el: this.el, signal: this.ending.signal });
      // Who is shown after the kernel went away heard nothing of it.
      if (!viewModel.connected) this.model.trigger("disconnected");
    }

    override remove() {
      this.ending?.abort();
      return super.remove();
    }
  }

  return { [`${name}Model`]: Model, [`${name}View`]: View };
}

function names(name: string) {
  return {
    _model_module: widgetModule,
    _model_module_version: version,
    _model_name: `${name}Model`,
    _view_module: widgetModule,
    _view_module_version: version,
    _view_name: `${name}View`,
  };
}

import launcher from "./plugins/launcher.js";
import openWith from "./plugins/openWith.js";
import viewRenderer from "./plugins/viewRenderer.js";
import widgets from "./plugins/widgets.js";

export default [widgets, viewRenderer, openWith, launcher];

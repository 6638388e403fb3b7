/** The package has no types of its own; this is the one name used of it. */
declare module "h5wasm-plugins" {
  /** Address of the package's folder, without a slash at its end; `plugins/` lies in it. */
  export const base_url: string;
}

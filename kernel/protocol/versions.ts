/** Version of the Jupyter messaging protocol that the kernel speaks. */
export const protocolVersion = "5.5";

/**
 * Version of the TypeScript compiler in the kernel. A constant, so that kernel_info is answered before the compiler
 * is loaded; a test compares it with the compiler's own.
 */
export const typescriptVersion = "6.0.3";

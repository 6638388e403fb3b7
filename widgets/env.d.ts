/** What models use of the host beside core/env.d.ts: cancelling and timers, the same in Node and in browsers. */
declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}

declare function setTimeout(callback: () => void, milliseconds: number): unknown;
declare function clearTimeout(timer: unknown): void;
declare function btoa(text: string): string;

/** What models use of the host beside core/env.d.ts: timers, the same in Node and in browsers. */
declare function setTimeout(callback: () => void, milliseconds: number): unknown;
declare function clearTimeout(timer: unknown): void;
declare function btoa(text: string): string;

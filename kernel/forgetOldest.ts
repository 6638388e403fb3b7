/**
 * Deletes what came first into a map or a set until no more than `kept` are left: what a kernel remembers of its cells
 * and messages has an end, however long the session.
 */
export function forgetOldest(remembered: Map<string | number, unknown> | Set<string>, kept: number): void {
  for (const oldest of remembered.keys()) {
    if (remembered.size <= kept) return;
    (remembered as Set<string | number>).delete(oldest);
  }
}

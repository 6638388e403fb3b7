/** How often main is asked, and terminated, until it answers, ms. */
const patience = 25;
/** After this long without an answer main is taken to wait for a child process, ms. */
const childAfter = 250;
/** After this long without an answer the user is told, ms. */
const stuckAfter = 1000;

export interface InterrupterPorts {
  /** Asks main to end its pending cells; it answers with the token. */
  ask(token: number): void;
  /** Ends the JavaScript that main is running, whatever it is; resolves when main has taken note. */
  terminate(): Promise<void>;
  /** Interrupts the child process that main waits for, if it does; called once an interrupt. */
  interruptSyncChild(): void;
  /** It could not be ended this time. */
  onFailure(thrown: unknown): void;
  /** Main is in a call that is not JavaScript and that nothing ends from outside; told once an interrupt. */
  onStuck(): void;
  /** Main is alive again, and nothing of the interrupted work runs any more. */
  onInterrupted(): void;
}

/**
 * Interrupts in two steps. Main is asked first, which ends a cell that waits for a promise. Main that does not
 * answer is in a synchronous loop, and is terminated until it answers (a timer that loops may fire again).
 */
export class Interrupter {
  readonly #ports: InterrupterPorts;
  #token = 0;
  #timer: NodeJS.Timeout | undefined;
  #terminating: Promise<void> | undefined;
  #stuck: readonly NodeJS.Timeout[] = [];

  constructor(ports: InterrupterPorts) {
    this.#ports = ports;
  }

  interrupt(): void {
    if (this.#timer !== undefined) return;
    this.#token++;
    this.#ports.ask(this.#token);
    this.#timer = setInterval(() => this.#insist(), patience);
    this.#stuck = [
      setTimeout(() => this.#ports.interruptSyncChild(), childAfter),
      setTimeout(() => this.#ports.onStuck(), stuckAfter),
    ];
  }

  async acknowledge(token: number): Promise<void> {
    if (token !== this.#token || this.#timer === undefined) return;
    clearInterval(this.#timer);
    for (const timer of this.#stuck) clearTimeout(timer);
    this.#timer = undefined;
    // A termination still on its way would hit the next cell.
    await this.#terminating;
    this.#ports.onInterrupted();
  }

  /** One termination at a time: it has several steps. */
  #insist(): void {
    if (this.#terminating !== undefined) return;
    this.#ports.ask(this.#token);
    const { terminate, onFailure } = this.#ports;
    this.#terminating = terminate()
      .catch(onFailure)
      .finally(() => {
        this.#terminating = undefined;
      });
  }
}

/** Prints what was measured beside what was promised, and remembers whether all promises were kept. */
export class Promises {
  #broken = 0;

  /** A figure that is promised exactly. */
  exactly(what: string, measured: number, promised: number): void {
    this.#say(what, String(measured), `${promised}`, measured === promised);
  }

  /** A figure that is promised to be no larger, in milliseconds. */
  within(what: string, measured: number, promised: number): void {
    const figure = `${Math.round(measured)} ms`;
    this.#say(what, figure, `at most ${promised} ms`, measured <= promised);
  }

  /** What the process should exit with. */
  get exitCode(): number {
    return this.#broken === 0 ? 0 : 1;
  }

  #say(what: string, figure: string, promise: string, isKept: boolean): void {
    if (!isKept) this.#broken += 1;
    console.log(
      `${isKept ? '✓' : '✗'} ${what}: ${figure} (promised: ${promise})`,
    );
  }
}

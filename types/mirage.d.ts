/** ember-mirage comes without declarations: this is what `mirage/test-support.ts` uses of it. */
declare module 'ember-mirage/test-support' {
  interface ShutdownServer {
    shutdown(): void;
  }

  /** Starts a server before each test, as `this.server`, and shuts it down when the app has settled after it. */
  export function setupMirage(
    hooks: NestedHooks,
    options: { createServer: () => ShutdownServer },
  ): void;
}

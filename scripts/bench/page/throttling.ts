import type { CDPSession } from '@playwright/test';

/** How much slower the processor is. */
const CPU_SLOWDOWN = 4;

/** From a request to the first byte of its answer, in milliseconds: what Chromium adds to each request. */
const LATENCY = 400;

/** In bits per second. */
const DOWN = 1_600_000;
const UP = 750_000;

const BITS_PER_BYTE = 8;

/** What is simulated, for the report. */
export const CONDITIONS = `processor slowed down ${CPU_SLOWDOWN} times; ${LATENCY} ms of latency for each request, ${DOWN / 1e6} Mbit/s down, ${UP / 1e6} Mbit/s up (CDP's Network.emulateNetworkConditions, which adds nothing for connections)`;

/** Makes a slow phone on a slow 4G network of the page, from now on. */
export async function throttle(session: CDPSession): Promise<void> {
  await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: LATENCY,
    downloadThroughput: DOWN / BITS_PER_BYTE,
    uploadThroughput: UP / BITS_PER_BYTE,
  });
}

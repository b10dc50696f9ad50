'use strict';

const isRoot = process.getuid?.() === 0;

/**
 * How the tests start a Chromium: without a window, without the calls home that it would make at its start, and
 * without its sandbox where the system does not allow one (as root, or in a CI container).
 */
module.exports = [
  isRoot || process.env.CI ? '--no-sandbox' : null,
  '--headless',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--disable-software-rasterizer',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--mute-audio',
].filter(Boolean);

import type { TestContext } from '@ember/test-helpers';
import {
  setupApplicationTest as upstreamSetupApplicationTest,
  setupRenderingTest as upstreamSetupRenderingTest,
  setupTest as upstreamSetupTest,
} from 'ember-qunit';
import type {
  SimulatedServer,
  SimulatedServerOptions,
} from '../../mirage/server';
import { setupSimulatedServer } from '../../mirage/test-support';
import FakeBrowser from './fake-browser';
import { setupEnglish } from './languages';

/** What each test of the app has in its hand. */
export interface AppTestContext extends TestContext {
  server: SimulatedServer;
  browser: FakeBrowser;
}

/** The whole app, on a simulated server of its own and in a browser that keeps nothing. */
export function setupApplicationTest(
  hooks: NestedHooks,
  options?: SimulatedServerOptions,
): void {
  upstreamSetupApplicationTest(hooks);
  setupFakeBrowser(hooks);
  setupServer(hooks, options);
}

/** A part of the page, without the rest of the app around it. */
export function setupRenderingTest(hooks: NestedHooks): void {
  upstreamSetupRenderingTest(hooks);
  setupFakeBrowser(hooks);
}

/** A service, or another object of the app, without a page. */
export function setupTest(
  hooks: NestedHooks,
  options?: SimulatedServerOptions,
): void {
  upstreamSetupTest(hooks);
  setupFakeBrowser(hooks);
  setupServer(hooks, options);
}

function setupFakeBrowser(hooks: NestedHooks): void {
  setupEnglish(hooks);
  hooks.beforeEach(function (this: AppTestContext) {
    this.owner.register('service:browser', FakeBrowser);
    this.browser = this.owner.lookup(
      'service:browser',
    ) as unknown as FakeBrowser;
  });
}

/** The server's clock is the browser's, so that a test that lets time pass moves both. */
function setupServer(
  hooks: NestedHooks,
  options: SimulatedServerOptions = {},
): void {
  let browser: FakeBrowser;
  hooks.beforeEach(function (this: AppTestContext) {
    browser = this.browser;
  });
  setupSimulatedServer(hooks, { now: () => browser.now(), ...options });
}

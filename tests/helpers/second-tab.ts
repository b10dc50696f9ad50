import { getApplication } from '@ember/test-helpers';
import { destroy } from '@ember/destroyable';
import type Owner from '@ember/owner';
import type SessionService from 'latchkey/services/session';
import type FakeBrowser from './fake-browser';
import FakeBrowserService, { type FakeComputer } from './fake-browser';
import StubRouter from './stub-router';

/** The app in another tab of the same browser. */
export interface Tab {
  owner: Owner;
  browser: FakeBrowser;
  router: StubRouter;
  session: SessionService;
}

interface AppInstance extends Owner {
  boot(options: object): Promise<unknown>;
}

/** Lets each test of a module open more tabs; they are closed at its end. */
export function setupTabs(
  hooks: NestedHooks,
): (computer: FakeComputer, prepare?: (owner: Owner) => void) => Promise<Tab> {
  const opened: AppInstance[] = [];
  hooks.afterEach(() => {
    for (const owner of opened.splice(0)) destroy(owner);
  });
  return async function openTab(computer, prepare) {
    const application = getApplication() as unknown as {
      buildInstance(): AppInstance;
    };
    const owner = application.buildInstance();
    opened.push(owner);
    owner.register('service:browser', FakeBrowserService);
    owner.register('service:router', StubRouter);
    await owner.boot({
      isBrowser: false,
      isInteractive: false,
      shouldRender: false,
      location: 'none',
    });
    const browser = owner.lookup('service:browser') as unknown as FakeBrowser;
    browser.computer = computer;
    prepare?.(owner);
    const session = owner.lookup('service:session');
    await session.setup();
    return {
      owner,
      browser,
      session,
      router: owner.lookup('service:router') as unknown as StubRouter,
    };
  };
}

import type Owner from '@ember/owner';
import {
  configure,
  getConfiguration,
  type Configuration,
} from 'torii/configuration';
import { AuthError } from '../auth/errors';
import type { Question } from '../authenticators/flow';
import type { ToriiProvider } from '../identity-providers/types';
import { makeToriiProvider } from './make-provider';
import { misfit } from './misfit';
import { ToriiPopup, type AskedPage } from './popup-service';

/** What is to be asked, as we would word it. */
interface Asked {
  /** The authorization request (RFC 6749 section 4.1.1). */
  url: string;
  /** Where it goes; absent where the torii provider knows. */
  page: string | undefined;
}

const popups = new WeakMap<Owner, ToriiPopup>();

/**
 * Has a torii provider word the question of one attempt, and compares what comes of it with what is to be asked.
 *
 * @throws {TypeError} where the provider asks for something else
 */
export async function askTorii(
  owner: Owner,
  { torii: name, options }: ToriiProvider,
  { page, url }: Asked,
): Promise<Question> {
  const parameters = new URL(url).searchParams;
  const state = parameters.get('state') ?? '';
  const popup = popupOf(owner);
  const provider = makeToriiProvider(owner, name);
  configureProvider(provider.name, {
    ...options,
    ...(page && { baseUrl: page }),
    ...toOptions(parameters),
  });

  const opening = popup.expect(state);
  const result = (async () => provider.open())();
  // Whoever still waits for it is told below.
  result.catch(() => undefined);
  const asked = await Promise.race([
    opening,
    result.then(() => undefined),
  ]).finally(() => popup.forget(state));
  if (!asked) misfit('opens no page');
  requireSame(new URL(asked.url), { page, parameters });
  return toQuestion(asked, result);
}

function toQuestion(
  { answer, fail, url }: AskedPage,
  result: Promise<{ authorizationCode?: unknown }>,
): Question {
  return {
    url,
    async settle(presented) {
      answer(presented);
      const { authorizationCode: code } = await result;
      if (typeof code === 'string') return { ...presented, code };
      throw new AuthError('callback-invalid', 'torii has no code to redeem.');
    },
    giveUp: fail,
  };
}

function popupOf(owner: Owner): ToriiPopup {
  let popup = popups.get(owner);
  if (!popup) {
    popup = new ToriiPopup();
    popups.set(owner, popup);
    owner.register('torii-service:popup', popup, { instantiate: false });
  }
  return popup;
}

/** What the team has configured, and what we have made of it for an attempt. */
let theirs: Configuration = {};
let ours: Configuration | undefined;

/** Over what the team has configured for this provider. Nothing of the attempt before is left: it may be of another provider. */
function configureProvider(name: string, options: Record<string, string>) {
  if (getConfiguration() !== ours) theirs = getConfiguration();
  const { providers, ...others } = theirs;
  ours = {
    ...others,
    providers: { ...providers, [name]: { ...providers?.[name], ...options } },
  };
  configure(ours);
}

/** The parameters as torii's providers call them: `redirectUri`, and the client id once more as `apiKey`. */
function toOptions(parameters: URLSearchParams): Record<string, string> {
  const options = [...parameters].map(([name, value]) => [
    name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ]);
  return {
    ...(Object.fromEntries(options) as Record<string, string>),
    apiKey: parameters.get('client_id') ?? '',
  };
}

/** A provider may ask for more than we do, not for something else: a request without our challenge would lose its protection. */
function requireSame(
  worded: URL,
  {
    page,
    parameters,
  }: { page: string | undefined; parameters: URLSearchParams },
): void {
  if (page && addressOf(new URL(page)) !== addressOf(worded)) {
    misfit('goes to another page than the settings name');
  }
  for (const [name, value] of parameters) {
    const said = worded.searchParams.getAll(name);
    if (said.length !== 1 || said[0] !== value) {
      misfit(`does not ask with the ${name} that torii’s configuration names`);
    }
  }
}

function addressOf({ origin, pathname }: URL): string {
  return origin + pathname;
}

import './consent-page.css';
import { PEOPLE } from '../../server/simulated-provider/people.ts';
import {
  AuthorizationRequestError,
  type AuthorizationRequest,
} from './authorization-request.ts';
import { element } from '../element.ts';
import type { IdentityProviders } from './index.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';

export interface ConsentPageParts {
  identityProviders: IdentityProviders;
  /** The page's own address, with what the app asks. */
  address: URL;
  leaveFor: (url: URL) => void;
  /** Closes the window, where the browser lets it. */
  close: () => void;
}

/** What a person does; the rest is for those who test. */
const DECISIONS: readonly Scenario[] = ['approve', 'cancel'];

/**
 * Shows what a provider would show: who the user is, and what is to happen. Whatever is pressed sends the browser back, as
 * the provider would.
 */
export function showConsentPage(
  root: HTMLElement,
  parts: ConsentPageParts,
): void {
  try {
    const request = parts.identityProviders.read(parts.address);
    show(root, request.provider, consent(request, parts));
  } catch (error) {
    if (!(error instanceof AuthorizationRequestError)) throw error;
    show(root, { id: 'none', name: 'Provider' }, [
      element('h1', {}, 'This cannot go on'),
      element(
        'p',
        { class: 'notice notice-error', role: 'alert' },
        error.message,
      ),
    ]);
  }
}

function show(
  root: HTMLElement,
  { id, name }: { id: string; name: string },
  content: readonly Node[],
): void {
  const mark = element(
    'span',
    { class: 'provider-mark', 'aria-hidden': 'true' },
    name.charAt(0),
  );
  root.replaceChildren(
    element(
      'div',
      { class: 'simulated-provider', 'data-provider': id },
      element('header', { class: 'provider-name' }, mark, name),
      element('main', { class: 'card' }, ...content),
    ),
  );
  root.ownerDocument.title =
    root.querySelector('h1')?.textContent ?? `Simulated ${name}`;
}

function consent(
  { clientId, provider, redirectUri }: AuthorizationRequest,
  { address, close, identityProviders, leaveFor }: ConsentPageParts,
): readonly Node[] {
  const people = element(
    'select',
    { id: 'person' },
    ...Object.entries(PEOPLE).map(([id, person]) =>
      element('option', { value: id }, person.email ?? nameOf(person)),
    ),
  );
  const status = element('p', { class: 'quiet', role: 'status' });
  const buttons = new Map(
    [...SCENARIOS].map(([scenario, label]) => [
      scenario,
      button(scenario, label, () => decide(scenario)),
    ]),
  );

  function decide(scenario: Scenario): void {
    if (scenario === 'popup-closed') {
      close();
      // Who can read this is in a window that no script has opened.
      status.textContent = 'This window has to be closed by hand.';
      return;
    }
    const person = people.value;
    leaveFor(identityProviders.answer(address, { person, scenario }));
  }

  function nameTheButton(): void {
    const person = PEOPLE[people.value];
    const continuing = buttons.get('approve');
    if (!person || !continuing) return;
    continuing.textContent = `Continue as ${nameOf(person)}`;
  }
  people.addEventListener('change', nameTheButton);
  nameTheButton();

  const [decisions, mishaps] = [true, false].map((isDecision) =>
    [...buttons]
      .filter(([scenario]) => DECISIONS.includes(scenario) === isDecision)
      .map(([, made]) => made),
  );
  return [
    element('h1', {}, `Sign in with ${provider.name}`),
    element(
      'p',
      {},
      element('strong', {}, clientId),
      ' at ',
      element('strong', {}, new URL(redirectUri).origin),
      ' would like to know who you are.',
    ),
    element('div', { class: 'form' }, ...(decisions ?? [])),
    element(
      'div',
      { class: 'field' },
      element('label', { for: 'person' }, 'Account'),
      people,
    ),
    element(
      'details',
      {},
      element('summary', {}, 'Let something go wrong'),
      element('div', { class: 'form' }, ...(mishaps ?? [])),
    ),
    status,
    element(
      'p',
      { class: 'notice' },
      'This is a simulated provider, for development. Nobody is asked for a password.',
    ),
  ];
}

function button(
  scenario: Scenario,
  label: string,
  press: () => void,
): HTMLButtonElement {
  const look = scenario === 'approve' ? 'button button-primary' : 'button';
  const made = element('button', { type: 'button', class: look }, label);
  made.dataset['scenario'] = scenario;
  made.addEventListener('click', press);
  return made;
}

function nameOf({
  familyName,
  givenName,
}: {
  familyName: string;
  givenName: string;
}): string {
  return `${givenName} ${familyName}`;
}

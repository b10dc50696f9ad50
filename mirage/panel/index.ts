import './panel.css';
import { element } from '../element.ts';
import type { Troubles } from '../troubles/index.ts';
import { TROUBLE_NAMES, TROUBLES, type TroubleName } from '../troubles/list.ts';
import type { Trouble } from '../troubles/trouble.ts';

const TITLE = 'Simulated server';

/**
 * Shows a small box in the corner of the page, in which one chooses what goes wrong. What is chosen holds until something
 * else is, or the page is loaded again.
 */
export function showPanel(root: HTMLElement, troubles: Troubles): void {
  const title = element('summary', {}, TITLE);
  root.append(
    element(
      'aside',
      { class: 'simulated-server', 'aria-label': TITLE },
      element(
        'details',
        {},
        title,
        element(
          'div',
          { class: 'panel-content' },
          ...choice(choose),
          ...once(),
        ),
      ),
    ),
  );

  function choose(name: TroubleName): void {
    troubles.end();
    troubles.begin(name);
    // Nobody should look for a mistake in the app that is one of this box.
    title.textContent =
      name === 'none' ? TITLE : `${TITLE}: ${TROUBLES[name].label}`;
  }

  function once(): readonly Node[] {
    const status = element('p', { role: 'status' });
    const strike = (name: TroubleName) => {
      troubles.begin(name);
      status.textContent = `Done: ${TROUBLES[name].label.toLowerCase()}.`;
    };
    return [...striking.flatMap((name) => button(name, strike)), status];
  }
}

const hasStrike = (name: TroubleName) => {
  const { strike }: Trouble = TROUBLES[name];
  return strike !== undefined;
};
const striking = TROUBLE_NAMES.filter(hasStrike);
const lasting = TROUBLE_NAMES.filter((name) => !hasStrike(name));

/** The troubles that last, of which one is chosen. */
function choice(choose: (name: TroubleName) => void): readonly Node[] {
  const select = element(
    'select',
    { id: 'trouble', 'aria-describedby': 'trouble-description' },
    ...lasting.map((name) =>
      element('option', { value: name }, TROUBLES[name].label),
    ),
  );
  const description = element(
    'p',
    { class: 'quiet', id: 'trouble-description' },
    TROUBLES.none.description,
  );
  select.addEventListener('change', () => {
    const name = select.value as TroubleName;
    description.textContent = TROUBLES[name].description;
    choose(name);
  });
  return [
    element('label', { for: select.id }, 'How it answers'),
    select,
    description,
  ];
}

/** One that happens once, whenever it is pressed. */
function button(
  name: TroubleName,
  strike: (name: TroubleName) => void,
): readonly Node[] {
  const { description, label } = TROUBLES[name];
  const id = `trouble-${name}`;
  const made = element(
    'button',
    { type: 'button', class: 'button', 'aria-describedby': id },
    label,
  );
  made.addEventListener('click', () => strike(name));
  return [made, element('p', { class: 'quiet', id }, description)];
}

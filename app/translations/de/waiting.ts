import type { WaitingTexts } from '../language';

/** What is said while a provider's window is open, in German. */
export const texts = {
  waitingPanel: {
    label: 'Anmeldefenster',
    waiting: 'Machen Sie in dem Fenster weiter, das sich geöffnet hat.',
    slow: 'Aus dem Anmeldefenster ist noch keine Antwort gekommen. Vielleicht liegt es hinter diesem.',
    'out-of-sight':
      'Das Anmeldefenster ist geschlossen, oder diese Seite kann es nicht sehen. Wenn Sie dort noch nicht fertig sind, machen Sie einfach weiter: Diese Seite merkt es.',
    blocked: 'Ihr Browser hat das Anmeldefenster blockiert.',
    show: 'Fenster zeigen',
    openAgain: 'Fenster neu öffnen',
    continueHere: 'In diesem Tab weitermachen',
    cancel: 'Abbrechen',
  },
} satisfies WaitingTexts;

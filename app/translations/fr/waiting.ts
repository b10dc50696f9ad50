import type { WaitingTexts } from '../language';

/** What is said while a provider's window is open, in French. */
export const texts = {
  waitingPanel: {
    label: 'Fenêtre de connexion',
    waiting: 'Continuez dans la fenêtre qui s’est ouverte.',
    slow: 'Aucune réponse n’est encore venue de la fenêtre de connexion. Elle est peut-être derrière celle-ci.',
    'out-of-sight':
      'La fenêtre de connexion est fermée, ou cette page ne peut pas la voir. Si vous n’y avez pas encore terminé, continuez : cette page s’en apercevra.',
    blocked: 'Votre navigateur a bloqué la fenêtre de connexion.',
    show: 'Afficher la fenêtre',
    openAgain: 'Rouvrir la fenêtre',
    continueHere: 'Continuer dans cet onglet',
    cancel: 'Annuler',
  },
} satisfies WaitingTexts;

import type { WaitingTexts } from '../language';

/** What is said while a provider's window is open, in Spanish. */
export const texts = {
  waitingPanel: {
    label: 'Ventana de inicio de sesión',
    waiting: 'Continúe en la ventana que se ha abierto.',
    slow: 'Todavía no ha llegado respuesta de la ventana de inicio de sesión. Puede que esté detrás de esta.',
    'out-of-sight':
      'La ventana de inicio de sesión está cerrada, o esta página no puede verla. Si aún no ha terminado allí, siga sin más: esta página se dará cuenta.',
    blocked: 'Su navegador ha bloqueado la ventana de inicio de sesión.',
    show: 'Mostrar la ventana',
    openAgain: 'Abrir la ventana de nuevo',
    continueHere: 'Continuar en esta pestaña',
    cancel: 'Cancelar',
  },
} satisfies WaitingTexts;

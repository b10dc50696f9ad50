/** What is said while a provider's window is open, in English. It comes with the window. */
export const texts = {
  waitingPanel: {
    label: 'Sign-in window',
    waiting: 'Go on in the window that has opened.',
    slow: 'No answer has come from the sign-in window yet. It may be behind this one.',
    'out-of-sight':
      'The sign-in window is closed, or this page can’t see it. If you are still busy there, just finish: this page will notice.',
    blocked: 'Your browser has blocked the sign-in window.',
    show: 'Show the window',
    openAgain: 'Open the window again',
    continueHere: 'Continue in this tab',
    cancel: 'Cancel',
  },
} as const;

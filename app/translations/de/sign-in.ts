import type { SignInTexts } from '../language';

/** What the sign-in page says, in German. */
export const texts = {
  errors: {
    offline:
      'Sie sind offline. Es geht nichts verloren: Versuchen Sie es noch einmal, sobald Sie verbunden sind.',
    unreachable:
      'Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
    timeout:
      'Der Server braucht zu lange. Versuchen Sie es gleich noch einmal.',
    'invalid-credentials':
      'E-Mail-Adresse oder Passwort ist falsch. Bitte versuchen Sie es noch einmal.',
    refused:
      'Diese App darf hier niemanden anmelden. Sagen Sie es den Leuten, die sie betreiben.',
    forbidden: 'Das dürfen Sie nicht sehen.',
    'not-found': 'Das gibt es nicht, oder nicht mehr.',
    'rate-limited':
      'Zu viele Versuche. Warten Sie einen Moment und versuchen Sie es dann noch einmal.',
    'sign-in-cancelled':
      'Sie haben die Anmeldung beim Anbieter nicht abgeschlossen. Versuchen Sie es noch einmal, oder wählen Sie einen anderen Weg.',
    'provider-refused':
      'Der Anbieter hat die Anfrage abgelehnt. Versuchen Sie es noch einmal, oder wählen Sie einen anderen Weg.',
    'code-refused':
      'Die Antwort des Anbieters wurde schon benutzt oder kam zu spät. Bitte beginnen Sie von vorn.',
    'account-exists':
      'Mit dieser E-Mail-Adresse gibt es schon ein Konto. Melden Sie sich so an wie bisher; dann können Sie beide in Ihrem Profil verknüpfen.',
    'email-required':
      'Der Anbieter hat uns keine bestätigte E-Mail-Adresse genannt, und ein Konto braucht eine. Erlauben Sie es dort, oder wählen Sie einen anderen Weg.',
    'identity-taken':
      'Dieses Konto des Anbieters gehört hier schon jemand anderem.',
    'last-way-in':
      'Das ist Ihr einziger Weg, sich anzumelden. Verknüpfen Sie erst einen anderen, dann können Sie diesen lösen.',
    'provider-silent':
      'Aus dem Anmeldefenster kam keine Antwort. Versuchen Sie es noch einmal, oder wählen Sie einen anderen Weg.',
    'provider-unavailable':
      'Der Anbieter ist gerade nicht erreichbar. Versuchen Sie es gleich noch einmal, oder wählen Sie einen anderen Weg.',
    'callback-unknown':
      'Zu dieser Seite ist keine Anmeldung im Gange. Bitte beginnen Sie von vorn.',
    'callback-invalid':
      'Die Antwort des Anbieters passt nicht zu dem, was gefragt war; wir haben sie nicht verwendet. Bitte beginnen Sie von vorn.',
    'server-error':
      'Der Server hat ein Problem. Es liegt nicht an Ihnen: Versuchen Sie es gleich noch einmal.',
    'bad-answer':
      'Der Server hat etwas Unerwartetes geantwortet. Versuchen Sie es noch einmal; wenn es so bleibt, sagen Sie es den Leuten, die diese App betreiben.',
    'foreign-url':
      'Der Server hat auf eine fremde Website verwiesen; wir sind nicht dorthin gegangen.',
    'session-ended':
      'Ihre Sitzung ist beendet. Melden Sie sich an, um weiterzumachen.',
    'session-changed': 'Inzwischen hat sich jemand anderes angemeldet.',
    cancelled: 'Ein neuerer Versuch hat diesen ersetzt.',
  },

  reasons: {
    'signed-out': 'Sie sind abgemeldet.',
    'signed-out-elsewhere': 'Sie wurden in einem anderen Tab abgemeldet.',
    expired:
      'Ihre Sitzung ist abgelaufen. Melden Sie sich an, und Sie sind wieder da, wo Sie waren.',
    revoked:
      'Der Server hat Ihre Sitzung beendet. Melden Sie sich an, und Sie sind wieder da, wo Sie waren.',
    idle: 'Sie wurden abgemeldet, weil eine Weile niemand da war. Melden Sie sich an, und Sie sind wieder da, wo Sie waren.',
  },

  retry: 'Noch einmal versuchen',

  labels: { password: 'E-Mail und Passwort', gateway: 'Single Sign-on' },

  language: 'Sprache',

  signIn: {
    title: 'Anmelden',
    email: 'E-Mail-Adresse',
    password: 'Passwort',
    showPassword: 'Passwort anzeigen',
    emailOdd: 'Das sieht nicht wie eine E-Mail-Adresse aus.',
    capsLock: 'Die Feststelltaste ist aktiv.',
    keep: 'Angemeldet bleiben',
    submit: 'Anmelden',
    submitting: 'Anmeldung läuft …',
    submitIn: (seconds: number) => `Anmelden (in ${seconds} s)`,
    emailMissing: 'Geben Sie Ihre E-Mail-Adresse ein.',
    passwordMissing: 'Geben Sie Ihr Passwort ein.',
    demo: 'Demo-Konto',
    useDemo: 'Einsetzen',
    continueWith: (provider: string) => `Weiter mit ${provider}`,
    or: 'oder',
    completing: 'Anmeldung läuft …',
    opening: 'Die Anmeldeseite wird geöffnet …',
    simulated: '(simuliert)',
    lastUsed: 'Zuletzt benutzt',
    done: 'Fertig',
    doneText:
      'Sie können dieses Fenster schließen und dort weitermachen, wo Sie waren.',
    failedTitle: 'Nicht angemeldet',
    goOn: 'Weiter',
    backToSignIn: 'Zurück zur Anmeldung',
  },

  notFound: {
    title: 'Seite nicht gefunden',
    text: 'Unter dieser Adresse gibt es keine Seite.',
    home: 'Zur Startseite',
  },

  failure: {
    title: 'Etwas ist schiefgegangen',
    text: 'Diese Seite konnte nicht angezeigt werden. Von Ihnen ist nichts verloren.',
    reload: 'Seite neu laden',
    settings: 'Diese App ist nicht eingerichtet',
  },
} satisfies SignInTexts;

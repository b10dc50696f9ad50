import type { SignedInTexts } from '../language';
import { number, plural } from '../words';

/** What the signed-in part says, in German. */
export const texts = {
  skipToContent: 'Zum Inhalt springen',

  navigation: {
    label: 'Hauptmenü',
    users: 'Benutzer',
    todos: 'Aufgaben',
    session: 'Sitzung',
    signOut: 'Abmelden',
  },

  again: {
    title: 'Noch einmal anmelden',
    expired:
      'Ihre Sitzung ist abgelaufen. Melden Sie sich an und machen Sie hier weiter: Nichts, was Sie getippt haben, ist verloren.',
    revoked:
      'Der Server hat Ihre Sitzung beendet. Melden Sie sich an und machen Sie hier weiter: Nichts, was Sie getippt haben, ist verloren.',
    cancel: 'Abbrechen und diese Seite verlassen',
  },

  idle: {
    title: 'Sind Sie noch da?',
    text: 'Sie werden abgemeldet, weil eine Weile niemand da war.',
    left: (seconds: number) =>
      plural(seconds, { one: 'Noch # Sekunde.', other: 'Noch # Sekunden.' }),
    stay: 'Angemeldet bleiben',
  },

  notices: {
    offline:
      'Sie sind offline. Sie sind weiterhin angemeldet; was Sie sehen, kann veraltet sein.',
    unreachable:
      'Der Server ist gerade nicht erreichbar. Sie sind weiterhin angemeldet; wir versuchen es weiter.',
    tryNow: 'Jetzt versuchen',
    userChanged: (name: string | undefined) =>
      `Jetzt ist jemand anderes angemeldet${name ? `: ${name}` : ''}. Was offen und noch nicht gespeichert war, wurde nicht gesendet.`,
    notKept:
      'Dieser Browser speichert nichts für diese Website: Sie bleiben angemeldet, bis Sie diese Seite schließen oder neu laden.',
    dismiss: 'Schließen',
  },

  users: {
    title: 'Benutzer',
    search: 'Suchen',
    searchHint: 'Name oder E-Mail',
    firstName: 'Vorname',
    lastName: 'Nachname',
    email: 'E-Mail',
    createdAt: 'Dabei seit',
    table: 'Benutzer, in jeder Zeile einer.',
    tableSorts:
      'Benutzer, in jeder Zeile einer. Drücken Sie auf eine Spaltenüberschrift, um zu sortieren.',
    loading: 'Wird geladen …',
    count: (count: number) => plural(count, { other: '# Benutzer' }),
    none: 'Kein Benutzer passt dazu.',
    noneOnPage: 'Auf dieser Seite ist niemand.',
    clearSearch: 'Suche löschen',
    firstPage: 'Zur ersten Seite',
  },

  pages: {
    label: 'Seiten',
    previous: 'Zurück',
    next: 'Weiter',
    page: (page: number, last: number) =>
      `Seite ${number(page)} von ${number(last)}`,
    pageOnly: (page: number) => `Seite ${number(page)}`,
  },

  user: {
    title: 'Benutzer',
    back: 'Zurück zu den Benutzern',
    name: 'Name',
    unnamed: 'Ohne Namen',
    notSaid: 'keine Angabe',
    loading: 'Wird geladen …',
    you: 'Das sind Sie.',
    profile: 'Zu Ihrem Profil',
    fromList:
      'Das steht in der Liste: Einzeln zeigt der Server diesen Benutzer nicht.',
    unknown: {
      title: 'Kein solcher Benutzer',
      text: 'Unter dieser Adresse ist niemand, oder nicht mehr.',
    },
    hidden: {
      title: 'Dieser Benutzer lässt sich nicht anzeigen',
      text: 'Der Server zeigt keine einzelnen Benutzer, oder Ihnen diesen nicht.',
    },
  },

  todos: {
    title: 'Aufgaben',
    addLabel: 'Neue Aufgabe',
    addHint: 'Was ist zu tun?',
    add: 'Hinzufügen',
    adding: 'Wird hinzugefügt …',
    added: (title: string) => `Hinzugefügt: ${title}`,
    search: 'Suchen',
    searchHint: 'Titel oder Beschreibung',
    filters: 'Welche Aufgaben',
    statuses: { all: 'Alle', open: 'Offen', done: 'Erledigt' },
    list: 'Aufgaben, die neuesten zuerst',
    loading: 'Wird geladen …',
    count: (count: number) =>
      plural(count, { one: '# Aufgabe', other: '# Aufgaben' }),
    completed: (title: string) => `Erledigt: ${title}`,
    reopened: (title: string) => `Wieder offen: ${title}`,
    edit: 'Bearbeiten',
    editNamed: (title: string) => `Bearbeiten: ${title}`,
    titleLabel: 'Titel',
    descriptionLabel: 'Beschreibung',
    save: 'Speichern',
    cancel: 'Abbrechen',
    saved: (title: string) => `Gespeichert: ${title}`,
    delete: 'Löschen',
    deleteNamed: (title: string) => `Löschen: ${title}`,
    deleted: (title: string) => `Gelöscht: ${title}`,
    undo: 'Rückgängig',
    undone: (title: string) => `Wieder da: ${title}`,
    dismiss: 'Schließen',
    notDeleted: (title: string, why: string) =>
      `Nicht gelöscht: ${title}. ${why}`,
    notDeletedChanged:
      'Sie wurde inzwischen anderswo geändert. Löschen Sie sie noch einmal, wenn Sie es immer noch wollen.',
    notSaved: (why: string) => `Nicht gespeichert. ${why}`,
    conflict:
      'Nicht gespeichert: Die Aufgabe wurde inzwischen anderswo geändert. Das ist der jetzige Stand.',
    yours: (what: string) => `Sie haben geschrieben: ${what}`,
    yoursDone: 'Sie haben sie erledigt.',
    yoursOpen: 'Sie haben sie wieder geöffnet.',
    keepMine: 'Mit meiner überschreiben',
    keepTheirs: 'So lassen, wie es ist',
    problems: {
      blank: 'Eine Aufgabe braucht einen Titel.',
      'too-long': 'Das ist zu lang.',
      malformed: 'Darin sind Zeichen, die sich nicht speichern lassen.',
      refused: 'Das nimmt der Server nicht an.',
    },
    none: 'Nichts zu tun. Fügen Sie oben Ihre erste Aufgabe hinzu.',
    noneMatch: 'Keine Aufgabe passt dazu.',
    noneOpen: 'Nichts ist offen. Gut gemacht.',
    noneDone: 'Noch ist nichts erledigt.',
    noneOnPage: 'Auf dieser Seite steht nichts.',
    showAll: 'Alle Aufgaben zeigen',
    firstPage: 'Zur ersten Seite',
  },

  headers: {
    title: 'Kopfzeilen der Anfrage',
    hint: 'Was Ihre API von dieser Anfrage bekommen hat, hinter allen Proxys. Geheimes macht der Server unkenntlich.',
    name: 'Name',
    value: 'Wert',
    table: 'Kopfzeilen der Anfrage, in jeder Zeile eine.',
    loading: 'Wird geladen …',
    reload: 'Neu abfragen',
    count: (count: number) =>
      plural(count, { one: '# Kopfzeile', other: '# Kopfzeilen' }),
    none: 'Der Server hat keine Kopfzeilen genannt.',
  },

  profile: {
    title: 'Profil',
    ways: 'Wege, sich anzumelden',
    waysHint:
      'Verknüpfen Sie ein Konto, das Sie anderswo haben, und Sie können sich auch damit anmelden.',
    linkedAt: (date: string) => `verknüpft am ${date}`,
    notLinked: 'nicht verknüpft',
    link: 'Verknüpfen',
    linkNamed: (provider: string) => `Verknüpfen: ${provider}`,
    unlink: 'Lösen',
    unlinkNamed: (provider: string) => `Lösen: ${provider}`,
    linking: 'Wird verknüpft …',
    linked: (provider: string) => `${provider} ist verknüpft.`,
    unlinked: (provider: string) => `${provider} ist nicht mehr verknüpft.`,
    none: 'Diese App bietet keine anderen Wege, sich anzumelden.',
    loading: 'Wird geladen …',
    unsupported:
      'Ihr Server kann keine anderen Wege, sich anzumelden, verknüpfen.',
  },

  name: {
    title: 'Ihr Name',
    firstName: 'Vorname',
    lastName: 'Nachname',
    save: 'Speichern',
    saving: 'Wird gespeichert …',
    saved: 'Ihr Name ist gespeichert.',
    conflict: (name: string) =>
      `Er wurde inzwischen anderswo geändert, in: ${name}. Speichern Sie noch einmal, um ihn mit Ihrem zu überschreiben, oder`,
    takeTheirs: 'den gespeicherten übernehmen',
    problems: {
      blank: 'Das darf nicht leer sein.',
      'too-long': 'Das ist zu lang.',
      malformed: 'Verwenden Sie nur Buchstaben und Zeichen einer Zeile.',
      refused: 'Das nimmt der Server nicht an.',
    },
    refused: 'Diesen Namen nimmt der Server nicht an.',
  },

  password: {
    title: 'Ihr Passwort',
    hint: 'Ein neues meldet Sie auf allen anderen Geräten ab.',
    hintFirst:
      'Sie haben noch keines. Damit können Sie sich ohne einen Anbieter anmelden.',
    current: 'Bisheriges Passwort',
    wanted: 'Neues Passwort',
    save: 'Passwort ändern',
    saveFirst: 'Passwort festlegen',
    saving: 'Wird gespeichert …',
    saved: 'Ihr Passwort ist geändert. Alle anderen Geräte sind abgemeldet.',
    tooOld:
      'Um ein erstes Passwort festzulegen, melden Sie sich ab und wieder an, damit wir wissen, dass Sie es sind.',
    problems: {
      wrong: 'Das ist nicht Ihr Passwort.',
      blank: 'Das darf nicht leer sein.',
      'too-long': 'Das ist zu lang.',
      refused: 'Das nimmt der Server nicht an.',
    },
  },

  sessions: {
    title: 'Wo Sie angemeldet sind',
    hint: 'Beenden Sie, was Sie nicht kennen oder nicht mehr benutzen.',
    current: 'Dieses Gerät',
    usedNow: 'gerade in Gebrauch',
    usedAt: (moment: string) => `zuletzt benutzt: ${moment}`,
    signedInAt: (moment: string) => `angemeldet: ${moment}`,
    end: 'Beenden',
    endNamed: (device: string) => `Beenden: ${device}`,
    ended: (device: string) => `${device} ist abgemeldet.`,
    endAll: 'Überall abmelden',
    endAllQuestion: 'Auf allen Geräten abmelden, auch auf diesem?',
    endingAll: 'Abmeldung läuft …',
    cancel: 'Abbrechen',
    unknownDevice: 'Unbekanntes Gerät',
  },

  session: {
    title: 'Sitzung',
    user: 'Angemeldet als',
    provider: 'Über',
    place: 'Aufbewahrt',
    inStorage:
      'als Token, in dem Speicher, den dieser Browser für diese Website hat',
    inCookie:
      'vom Gateway, in einem Cookie, das kein Skript lesen kann: In diesem Browser liegt kein Token',
    scope: 'Berechtigungen',
    noScope: 'vom Server keine genannt',
    expires: 'Zugriffstoken gültig bis',
    noExpiry: 'vom Server nicht genannt',
    renewable: 'Erneuerbar',
    yes: 'ja, mit einem Refresh-Token',
    no: 'nein: Der Server hat kein Refresh-Token ausgestellt',
    renew: 'Jetzt erneuern',
    renewing: 'Wird erneuert …',
    renewed: 'Erneuert.',
  },
} satisfies SignedInTexts;

import { number, plural } from '../words';

/** What the signed-in part says, in English. It comes with that part: the sign-in page does without it. */
export const texts = {
  skipToContent: 'Skip to content',

  navigation: {
    label: 'Main',
    users: 'Users',
    todos: 'Todos',
    session: 'Session',
    signOut: 'Sign out',
  },

  again: {
    title: 'Sign in again',
    expired:
      'Your session has expired. Sign in again and go on here: nothing that you typed is lost.',
    revoked:
      'Your session was ended by the server. Sign in again and go on here: nothing that you typed is lost.',
    cancel: 'Cancel, and leave this page',
  },

  idle: {
    title: 'Are you still there?',
    text: 'You will be signed out, because nobody has been here for a while.',
    left: (seconds: number) =>
      plural(seconds, { one: '# second left.', other: '# seconds left.' }),
    stay: 'Stay signed in',
  },

  notices: {
    offline:
      'You are offline. You are still signed in; what you see may be old.',
    unreachable:
      'The server can’t be reached just now. You are still signed in; we keep trying.',
    tryNow: 'Try now',
    userChanged: (name: string | undefined) =>
      `Somebody else is signed in now${name ? `: ${name}` : ''}. What was open and not saved yet was not sent.`,
    notKept:
      'This browser keeps nothing for this site: you are signed in until you close or reload this page.',
    dismiss: 'Close',
  },

  users: {
    title: 'Users',
    search: 'Search',
    searchHint: 'Name or e-mail',
    firstName: 'First name',
    lastName: 'Last name',
    email: 'E-mail',
    createdAt: 'Joined',
    table: 'Users, one a row.',
    tableSorts: 'Users, one a row. Press a column’s heading to sort.',
    loading: 'Loading…',
    count: (count: number) =>
      plural(count, { one: '# user', other: '# users' }),
    none: 'No user matches.',
    noneOnPage: 'There is nobody on this page.',
    clearSearch: 'Clear the search',
    firstPage: 'Go to the first page',
  },

  pages: {
    label: 'Pages',
    previous: 'Previous',
    next: 'Next',
    page: (page: number, last: number) =>
      `Page ${number(page)} of ${number(last)}`,
    pageOnly: (page: number) => `Page ${number(page)}`,
  },

  user: {
    title: 'User',
    back: 'Back to the users',
    name: 'Name',
    unnamed: 'No name',
    notSaid: 'not said',
    loading: 'Loading…',
    you: 'This is you.',
    profile: 'Go to your profile',
    fromList:
      'This is what the list says: the server does not show this user alone.',
    unknown: {
      title: 'No such user',
      text: 'There is nobody at this address, or not any more.',
    },
    hidden: {
      title: 'This user can’t be shown',
      text: 'The server does not show single users, or not this one to you.',
    },
  },

  todos: {
    title: 'Todos',
    addLabel: 'New to-do',
    addHint: 'What is there to do?',
    add: 'Add',
    adding: 'Adding…',
    added: (title: string) => `Added: ${title}`,
    search: 'Search',
    searchHint: 'Title or description',
    filters: 'Which to-dos',
    statuses: { all: 'All', open: 'Open', done: 'Done' },
    list: 'To-dos, the newest first',
    loading: 'Loading…',
    count: (count: number) =>
      plural(count, { one: '# to-do', other: '# to-dos' }),
    completed: (title: string) => `Completed: ${title}`,
    reopened: (title: string) => `Open again: ${title}`,
    edit: 'Edit',
    editNamed: (title: string) => `Edit: ${title}`,
    titleLabel: 'Title',
    descriptionLabel: 'Description',
    save: 'Save',
    cancel: 'Cancel',
    saved: (title: string) => `Saved: ${title}`,
    delete: 'Delete',
    deleteNamed: (title: string) => `Delete: ${title}`,
    deleted: (title: string) => `Deleted: ${title}`,
    undo: 'Undo',
    undone: (title: string) => `Back again: ${title}`,
    dismiss: 'Close',
    notDeleted: (title: string, why: string) => `Not deleted: ${title}. ${why}`,
    notDeletedChanged:
      'It was changed elsewhere meanwhile. Delete it again if you still want to.',
    notSaved: (why: string) => `Not saved. ${why}`,
    conflict:
      'Not saved: it was changed elsewhere meanwhile. This is what is there now.',
    yours: (what: string) => `You wrote: ${what}`,
    yoursDone: 'You completed it.',
    yoursOpen: 'You opened it again.',
    keepMine: 'Save mine over it',
    keepTheirs: 'Keep what is there',
    problems: {
      blank: 'A to-do needs a title.',
      'too-long': 'This is too long.',
      malformed: 'There are signs in it that can’t be kept.',
      refused: 'The server does not accept this.',
    },
    none: 'Nothing to do. Add your first to-do above.',
    noneMatch: 'No to-do matches.',
    noneOpen: 'Nothing is open. Well done.',
    noneDone: 'Nothing is done yet.',
    noneOnPage: 'There is nothing on this page.',
    showAll: 'Show all to-dos',
    firstPage: 'Go to the first page',
  },

  headers: {
    title: 'Request headers',
    hint: 'What your API received of this request, after all proxies. Secrets are masked by the server.',
    name: 'Name',
    value: 'Value',
    table: 'Request headers, one a row.',
    loading: 'Loading…',
    reload: 'Ask again',
    count: (count: number) =>
      plural(count, { one: '# header', other: '# headers' }),
    none: 'The server has told of no headers.',
  },

  profile: {
    title: 'Profile',
    ways: 'Ways to sign in',
    waysHint:
      'Link an account that you have elsewhere, and you can sign in with it too.',
    linkedAt: (date: string) => `linked ${date}`,
    notLinked: 'not linked',
    link: 'Link',
    linkNamed: (provider: string) => `Link ${provider}`,
    unlink: 'Unlink',
    unlinkNamed: (provider: string) => `Unlink ${provider}`,
    linking: 'Linking…',
    linked: (provider: string) => `${provider} is linked.`,
    unlinked: (provider: string) => `${provider} is not linked any more.`,
    none: 'This app offers no other ways to sign in.',
    loading: 'Loading…',
    unsupported: 'Your server can’t link other ways to sign in.',
  },

  name: {
    title: 'Your name',
    firstName: 'First name',
    lastName: 'Last name',
    save: 'Save',
    saving: 'Saving…',
    saved: 'Your name is saved.',
    conflict: (name: string) =>
      `It was changed elsewhere meanwhile, to: ${name}. Save again to write yours over it, or`,
    takeTheirs: 'take what is saved',
    problems: {
      blank: 'This can’t be empty.',
      'too-long': 'This is too long.',
      malformed: 'Use letters and signs of one line only.',
      refused: 'The server does not accept this.',
    },
    refused: 'The server does not accept this name.',
  },

  password: {
    title: 'Your password',
    hint: 'A new one signs you out on all other devices.',
    hintFirst:
      'You have none yet. With one you can sign in without a provider.',
    current: 'Current password',
    wanted: 'New password',
    save: 'Change password',
    saveFirst: 'Set password',
    saving: 'Saving…',
    saved: 'Your password is changed. All other devices are signed out.',
    tooOld:
      'To set a first password, sign out and in again, so that we know it is you.',
    problems: {
      wrong: 'This is not your password.',
      blank: 'This can’t be empty.',
      'too-long': 'This is too long.',
      refused: 'The server does not accept this.',
    },
  },

  sessions: {
    title: 'Where you are signed in',
    hint: 'End what you don’t recognise, or don’t use any more.',
    current: 'This device',
    usedNow: 'in use now',
    usedAt: (moment: string) => `last used ${moment}`,
    signedInAt: (moment: string) => `signed in ${moment}`,
    end: 'End',
    endNamed: (device: string) => `End: ${device}`,
    ended: (device: string) => `${device} is signed out.`,
    endAll: 'Sign out everywhere',
    endAllQuestion: 'Sign out on all devices, on this one too?',
    endingAll: 'Signing out…',
    cancel: 'Cancel',
    unknownDevice: 'Unknown device',
  },

  session: {
    title: 'Session',
    user: 'Signed in as',
    provider: 'By',
    place: 'Kept',
    inStorage: 'as tokens, in this browser’s storage for this site',
    inCookie:
      'by the gateway, in a cookie that no script can read: there is no token in this browser',
    scope: 'Scopes',
    noScope: 'none named by the server',
    expires: 'Access token valid until',
    noExpiry: 'not said by the server',
    renewable: 'Renewable',
    yes: 'yes, by refresh token',
    no: 'no: the server gave no refresh token',
    renew: 'Renew now',
    renewing: 'Renewing…',
    renewed: 'Renewed.',
  },
} as const;

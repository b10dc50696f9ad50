import type { SignedInTexts } from '../language';
import { number, plural } from '../words';

/** What the signed-in part says, in French. */
export const texts = {
  skipToContent: 'Aller au contenu',

  navigation: {
    label: 'Menu principal',
    users: 'Utilisateurs',
    todos: 'Tâches',
    session: 'Session',
    signOut: 'Se déconnecter',
  },

  again: {
    title: 'Reconnectez-vous',
    expired:
      'Votre session a expiré. Reconnectez-vous et continuez ici : rien de ce que vous avez saisi n’est perdu.',
    revoked:
      'Le serveur a mis fin à votre session. Reconnectez-vous et continuez ici : rien de ce que vous avez saisi n’est perdu.',
    cancel: 'Annuler et quitter cette page',
  },

  idle: {
    title: 'Êtes-vous toujours là ?',
    text: 'Vous allez être déconnecté, car il n’y a personne depuis un moment.',
    left: (seconds: number) =>
      plural(seconds, {
        one: 'Il reste # seconde.',
        other: 'Il reste # secondes.',
      }),
    stay: 'Rester connecté',
  },

  notices: {
    offline:
      'Vous êtes hors ligne. Vous êtes toujours connecté à votre compte ; ce que vous voyez n’est peut-être plus à jour.',
    unreachable:
      'Le serveur est injoignable en ce moment. Vous êtes toujours connecté ; nous continuons d’essayer.',
    tryNow: 'Essayer maintenant',
    userChanged: (name: string | undefined) =>
      `Quelqu’un d’autre est maintenant connecté${name ? `\u00a0: ${name}` : ''}. Ce qui était ouvert et pas encore enregistré n’a pas été envoyé.`,
    notKept:
      'Ce navigateur ne conserve rien pour ce site : vous restez connecté jusqu’à ce que vous fermiez ou rechargiez cette page.',
    dismiss: 'Fermer',
  },

  users: {
    title: 'Utilisateurs',
    search: 'Rechercher',
    searchHint: 'Nom ou e-mail',
    firstName: 'Prénom',
    lastName: 'Nom',
    email: 'E-mail',
    createdAt: 'Inscription',
    table: 'Utilisateurs, un par ligne.',
    tableSorts:
      'Utilisateurs, un par ligne. Appuyez sur l’en-tête d’une colonne pour trier.',
    loading: 'Chargement…',
    count: (count: number) =>
      plural(count, { one: '# utilisateur', other: '# utilisateurs' }),
    none: 'Aucun utilisateur ne correspond.',
    noneOnPage: 'Il n’y a personne sur cette page.',
    clearSearch: 'Effacer la recherche',
    firstPage: 'Aller à la première page',
  },

  pages: {
    label: 'Pages',
    previous: 'Précédent',
    next: 'Suivant',
    page: (page: number, last: number) =>
      `Page ${number(page)} sur ${number(last)}`,
    pageOnly: (page: number) => `Page ${number(page)}`,
  },

  user: {
    title: 'Utilisateur',
    back: 'Retour aux utilisateurs',
    name: 'Nom',
    unnamed: 'Sans nom',
    notSaid: 'non renseigné',
    loading: 'Chargement…',
    you: 'C’est vous.',
    profile: 'Aller à votre profil',
    fromList:
      'C’est ce que dit la liste : le serveur n’affiche pas cet utilisateur seul.',
    unknown: {
      title: 'Utilisateur inconnu',
      text: 'Il n’y a personne à cette adresse, ou plus personne.',
    },
    hidden: {
      title: 'Cet utilisateur ne peut pas être affiché',
      text: 'Le serveur n’affiche pas d’utilisateur seul, ou il ne vous montre pas celui-ci.',
    },
  },

  todos: {
    title: 'Tâches',
    addLabel: 'Nouvelle tâche',
    addHint: 'Qu’y a-t-il à faire ?',
    add: 'Ajouter',
    adding: 'Ajout…',
    added: (title: string) => `Ajoutée\u00a0: ${title}`,
    search: 'Rechercher',
    searchHint: 'Titre ou description',
    filters: 'Quelles tâches',
    statuses: { all: 'Toutes', open: 'En cours', done: 'Terminées' },
    list: 'Tâches, les plus récentes d’abord',
    loading: 'Chargement…',
    count: (count: number) =>
      plural(count, { one: '# tâche', other: '# tâches' }),
    completed: (title: string) => `Terminée\u00a0: ${title}`,
    reopened: (title: string) => `De nouveau en cours\u00a0: ${title}`,
    edit: 'Modifier',
    editNamed: (title: string) => `Modifier\u00a0: ${title}`,
    titleLabel: 'Titre',
    descriptionLabel: 'Description',
    save: 'Enregistrer',
    cancel: 'Annuler',
    saved: (title: string) => `Enregistrée\u00a0: ${title}`,
    delete: 'Supprimer',
    deleteNamed: (title: string) => `Supprimer\u00a0: ${title}`,
    deleted: (title: string) => `Supprimée\u00a0: ${title}`,
    undo: 'Annuler la suppression',
    undone: (title: string) => `Rétablie\u00a0: ${title}`,
    dismiss: 'Fermer',
    notDeleted: (title: string, why: string) =>
      `Non supprimée\u00a0: ${title}. ${why}`,
    notDeletedChanged:
      'Elle a été modifiée ailleurs entre-temps. Supprimez-la de nouveau si vous le souhaitez toujours.',
    notSaved: (why: string) => `Non enregistré. ${why}`,
    conflict:
      'Non enregistré : la tâche a été modifiée ailleurs entre-temps. Voici ce qu’il y a maintenant.',
    yours: (what: string) => `Vous aviez écrit\u00a0: ${what}`,
    yoursDone: 'Vous l’aviez terminée.',
    yoursOpen: 'Vous l’aviez rouverte.',
    keepMine: 'Enregistrer la mienne par-dessus',
    keepTheirs: 'Garder ce qu’il y a',
    problems: {
      blank: 'Une tâche a besoin d’un titre.',
      'too-long': 'C’est trop long.',
      malformed: 'Certains caractères ne peuvent pas être enregistrés.',
      refused: 'Le serveur ne l’accepte pas.',
    },
    none: 'Rien à faire. Ajoutez votre première tâche ci-dessus.',
    noneMatch: 'Aucune tâche ne correspond.',
    noneOpen: 'Plus rien en cours. Bravo !',
    noneDone: 'Rien n’est encore terminé.',
    noneOnPage: 'Il n’y a rien sur cette page.',
    showAll: 'Afficher toutes les tâches',
    firstPage: 'Aller à la première page',
  },

  headers: {
    title: 'En-têtes de la requête',
    hint: 'Ce que votre API a reçu de cette requête, après tous les proxys. Le serveur masque les secrets.',
    name: 'Nom',
    value: 'Valeur',
    table: 'En-têtes de la requête, un par ligne.',
    loading: 'Chargement…',
    reload: 'Redemander',
    count: (count: number) =>
      plural(count, { one: '# en-tête', other: '# en-têtes' }),
    none: 'Le serveur n’a indiqué aucun en-tête.',
  },

  profile: {
    title: 'Profil',
    ways: 'Moyens de connexion',
    waysHint:
      'Associez un compte que vous avez ailleurs, et vous pourrez aussi vous connecter avec lui.',
    linkedAt: (date: string) => `associé le ${date}`,
    notLinked: 'non associé',
    link: 'Associer',
    linkNamed: (provider: string) => `Associer ${provider}`,
    unlink: 'Dissocier',
    unlinkNamed: (provider: string) => `Dissocier ${provider}`,
    linking: 'Association…',
    linked: (provider: string) => `${provider} est associé.`,
    unlinked: (provider: string) => `${provider} n’est plus associé.`,
    none: 'Cette application n’offre pas d’autre moyen de connexion.',
    loading: 'Chargement…',
    unsupported:
      'Votre serveur ne peut pas associer d’autres moyens de connexion.',
  },

  name: {
    title: 'Votre nom',
    firstName: 'Prénom',
    lastName: 'Nom',
    save: 'Enregistrer',
    saving: 'Enregistrement…',
    saved: 'Votre nom est enregistré.',
    conflict: (name: string) =>
      `Il a été modifié ailleurs entre-temps, en\u00a0: ${name}. Enregistrez de nouveau pour le remplacer par le vôtre, ou`,
    takeTheirs: 'reprenez ce qui est enregistré',
    problems: {
      blank: 'Ce champ ne peut pas être vide.',
      'too-long': 'C’est trop long.',
      malformed:
        'N’utilisez que des lettres et des signes, sur une seule ligne.',
      refused: 'Le serveur ne l’accepte pas.',
    },
    refused: 'Le serveur n’accepte pas ce nom.',
  },

  password: {
    title: 'Votre mot de passe',
    hint: 'Un nouveau mot de passe vous déconnecte de tous les autres appareils.',
    hintFirst:
      'Vous n’en avez pas encore. Avec un mot de passe, vous pourrez vous connecter sans fournisseur.',
    current: 'Mot de passe actuel',
    wanted: 'Nouveau mot de passe',
    save: 'Changer le mot de passe',
    saveFirst: 'Définir un mot de passe',
    saving: 'Enregistrement…',
    saved:
      'Votre mot de passe est changé. Tous les autres appareils sont déconnectés.',
    tooOld:
      'Pour définir un premier mot de passe, déconnectez-vous puis reconnectez-vous, afin que nous sachions que c’est vous.',
    problems: {
      wrong: 'Ce n’est pas votre mot de passe.',
      blank: 'Ce champ ne peut pas être vide.',
      'too-long': 'C’est trop long.',
      refused: 'Le serveur ne l’accepte pas.',
    },
  },

  sessions: {
    title: 'Où vous êtes connecté',
    hint: 'Mettez fin à ce que vous ne reconnaissez pas ou n’utilisez plus.',
    current: 'Cet appareil',
    usedNow: 'utilisé en ce moment',
    usedAt: (moment: string) => `dernière utilisation\u00a0: ${moment}`,
    signedInAt: (moment: string) => `connecté\u00a0: ${moment}`,
    end: 'Déconnecter',
    endNamed: (device: string) => `Déconnecter\u00a0: ${device}`,
    ended: (device: string) => `${device} est déconnecté.`,
    endAll: 'Se déconnecter partout',
    endAllQuestion:
      'Se déconnecter de tous les appareils, y compris de celui-ci ?',
    endingAll: 'Déconnexion…',
    cancel: 'Annuler',
    unknownDevice: 'Appareil inconnu',
  },

  session: {
    title: 'Session',
    user: 'Connecté en tant que',
    provider: 'Par',
    place: 'Conservée',
    inStorage:
      'sous forme de jetons, dans le stockage de ce navigateur pour ce site',
    inCookie:
      'par la passerelle, dans un cookie qu’aucun script ne peut lire : il n’y a pas de jeton dans ce navigateur',
    scope: 'Autorisations',
    noScope: 'aucune indiquée par le serveur',
    expires: 'Jeton d’accès valable jusqu’au',
    noExpiry: 'non indiqué par le serveur',
    renewable: 'Renouvelable',
    yes: 'oui, par un jeton d’actualisation',
    no: 'non : le serveur n’a pas donné de jeton d’actualisation',
    renew: 'Renouveler maintenant',
    renewing: 'Renouvellement…',
    renewed: 'Renouvelée.',
  },
} satisfies SignedInTexts;

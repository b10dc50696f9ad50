import type { SignInTexts } from '../language';

/** What the sign-in page says, in French. */
export const texts = {
  errors: {
    offline:
      'Vous êtes hors ligne. Rien n’est perdu : réessayez quand vous serez connecté.',
    unreachable:
      'Le serveur est injoignable. Vérifiez votre connexion, puis réessayez.',
    timeout: 'Le serveur met trop de temps. Réessayez dans un instant.',
    'invalid-credentials':
      'L’adresse e-mail ou le mot de passe est incorrect. Veuillez réessayer.',
    refused:
      'Cette application n’a pas le droit de se connecter ici. Signalez-le à ceux qui la gèrent.',
    forbidden: 'Vous n’avez pas le droit de voir ceci.',
    'not-found': 'Ceci n’existe pas, ou n’existe plus.',
    'rate-limited': 'Trop de tentatives. Attendez un instant, puis réessayez.',
    'sign-in-cancelled':
      'Vous n’avez pas terminé chez le fournisseur. Réessayez, ou choisissez un autre moyen.',
    'provider-refused':
      'Le fournisseur a refusé la demande. Réessayez, ou choisissez un autre moyen.',
    'code-refused':
      'La réponse du fournisseur avait déjà servi, ou elle est arrivée trop tard. Recommencez.',
    'account-exists':
      'Il existe déjà un compte avec cette adresse e-mail. Connectez-vous comme auparavant ; vous pourrez ensuite associer les deux dans votre profil.',
    'email-required':
      'Le fournisseur ne nous a pas donné d’adresse e-mail vérifiée, et un compte en a besoin. Autorisez-le là-bas, ou choisissez un autre moyen.',
    'identity-taken':
      'Ce compte du fournisseur appartient déjà ici à quelqu’un d’autre.',
    'last-way-in':
      'C’est votre seul moyen de vous connecter. Associez-en d’abord un autre, puis vous pourrez dissocier celui-ci.',
    'provider-silent':
      'Aucune réponse n’est venue de la fenêtre de connexion. Réessayez, ou choisissez un autre moyen.',
    'provider-unavailable':
      'Le fournisseur est injoignable en ce moment. Réessayez dans un instant, ou choisissez un autre moyen.',
    'callback-unknown':
      'Aucune connexion n’est en cours pour cette page. Recommencez.',
    'callback-invalid':
      'La réponse du fournisseur ne correspond pas à ce qui était demandé ; nous ne l’avons pas utilisée. Recommencez.',
    'server-error':
      'Le serveur a un problème. Ce n’est pas de votre faute : réessayez dans un instant.',
    'bad-answer':
      'Le serveur a donné une réponse inattendue. Réessayez ; si cela persiste, signalez-le à ceux qui gèrent cette application.',
    'foreign-url':
      'Le serveur renvoyait vers un autre site ; nous n’y sommes pas allés.',
    'session-ended':
      'Votre session est terminée. Reconnectez-vous pour continuer.',
    'session-changed': 'Quelqu’un d’autre s’est connecté entre-temps.',
    cancelled: 'Une tentative plus récente a remplacé celle-ci.',
  },

  reasons: {
    'signed-out': 'Vous êtes déconnecté.',
    'signed-out-elsewhere': 'Vous avez été déconnecté dans un autre onglet.',
    expired:
      'Votre session a expiré. Reconnectez-vous, et vous reviendrez là où vous étiez.',
    revoked:
      'Le serveur a mis fin à votre session. Reconnectez-vous, et vous reviendrez là où vous étiez.',
    idle: 'Vous avez été déconnecté, car il n’y avait personne depuis un moment. Reconnectez-vous, et vous reviendrez là où vous étiez.',
  },

  retry: 'Réessayer',

  labels: {
    password: 'Adresse e-mail et mot de passe',
    gateway: 'l’authentification unique',
  },

  language: 'Langue',

  signIn: {
    title: 'Connexion',
    email: 'Adresse e-mail',
    password: 'Mot de passe',
    showPassword: 'Afficher le mot de passe',
    emailOdd: 'Ceci ne ressemble pas à une adresse e-mail.',
    capsLock: 'Le verrouillage des majuscules est activé.',
    keep: 'Rester connecté',
    submit: 'Se connecter',
    submitting: 'Connexion…',
    submitIn: (seconds: number) => `Se connecter (dans ${seconds} s)`,
    emailMissing: 'Saisissez votre adresse e-mail.',
    passwordMissing: 'Saisissez votre mot de passe.',
    demo: 'Compte de démonstration',
    useDemo: 'Remplir',
    continueWith: (provider: string) => `Continuer avec ${provider}`,
    or: 'ou',
    completing: 'Connexion…',
    opening: 'Ouverture de la page de connexion…',
    simulated: '(simulé)',
    lastUsed: 'Dernier utilisé',
    done: 'Terminé',
    doneText: 'Vous pouvez fermer cette fenêtre et continuer là où vous étiez.',
    failedTitle: 'Connexion impossible',
    goOn: 'Continuer',
    backToSignIn: 'Retour à la connexion',
  },

  notFound: {
    title: 'Page introuvable',
    text: 'Il n’y a pas de page à cette adresse.',
    home: 'Aller à la page d’accueil',
  },

  failure: {
    title: 'Un problème est survenu',
    text: 'Cette page n’a pas pu être affichée. Rien de vous n’est perdu.',
    reload: 'Recharger la page',
    settings: 'Cette application n’est pas configurée',
  },
} satisfies SignInTexts;

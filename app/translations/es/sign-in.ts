import type { SignInTexts } from '../language';

/** What the sign-in page says, in Spanish. */
export const texts = {
  errors: {
    offline:
      'No tiene conexión. No se pierde nada: inténtelo de nuevo cuando la tenga.',
    unreachable:
      'No se puede contactar con el servidor. Compruebe su conexión e inténtelo de nuevo.',
    timeout: 'El servidor tarda demasiado. Inténtelo de nuevo en un momento.',
    'invalid-credentials':
      'El correo o la contraseña no son correctos. Inténtelo de nuevo.',
    refused:
      'Esta aplicación no tiene permiso para iniciar sesión aquí. Avise a quienes la gestionan.',
    forbidden: 'No tiene permiso para ver esto.',
    'not-found': 'Esto no existe, o ya no.',
    'rate-limited':
      'Demasiados intentos. Espere un momento e inténtelo de nuevo.',
    'sign-in-cancelled':
      'No terminó en la página del proveedor. Inténtelo de nuevo o elija otra forma.',
    'provider-refused':
      'El proveedor rechazó la solicitud. Inténtelo de nuevo o elija otra forma.',
    'code-refused':
      'La respuesta del proveedor ya se había usado o llegó demasiado tarde. Empiece de nuevo.',
    'account-exists':
      'Ya hay una cuenta con este correo. Inicie sesión como lo hacía antes; después podrá vincular las dos en su perfil.',
    'email-required':
      'El proveedor no nos dio un correo verificado, y una cuenta lo necesita. Permítalo allí o elija otra forma.',
    'identity-taken':
      'Esta cuenta del proveedor ya pertenece aquí a otra persona.',
    'last-way-in':
      'Es su única forma de iniciar sesión. Vincule antes otra y después podrá desvincular esta.',
    'provider-silent':
      'No ha llegado respuesta de la ventana de inicio de sesión. Inténtelo de nuevo o elija otra forma.',
    'provider-unavailable':
      'Ahora mismo no se puede contactar con el proveedor. Inténtelo de nuevo en un momento o elija otra forma.',
    'callback-unknown':
      'No hay ningún inicio de sesión en curso para esta página. Empiece de nuevo.',
    'callback-invalid':
      'La respuesta del proveedor no corresponde a lo que se pidió y no la hemos usado. Empiece de nuevo.',
    'server-error':
      'El servidor tiene un problema. No es culpa suya: inténtelo de nuevo en un momento.',
    'bad-answer':
      'El servidor respondió algo inesperado. Inténtelo de nuevo; si sigue igual, avise a quienes gestionan esta aplicación.',
    'foreign-url':
      'El servidor remitía a otro sitio web, así que no fuimos allí.',
    'session-ended':
      'Su sesión ha terminado. Inicie sesión de nuevo para continuar.',
    'session-changed': 'Mientras tanto, otra persona ha iniciado sesión.',
    cancelled: 'Un intento más reciente sustituyó a este.',
  },

  reasons: {
    'signed-out': 'Ha cerrado la sesión.',
    'signed-out-elsewhere': 'La sesión se cerró en otra pestaña.',
    expired:
      'Su sesión ha caducado. Inicie sesión de nuevo y volverá a donde estaba.',
    revoked:
      'El servidor ha terminado su sesión. Inicie sesión de nuevo y volverá a donde estaba.',
    idle: 'La sesión se cerró porque no hubo nadie durante un rato. Inicie sesión de nuevo y volverá a donde estaba.',
  },

  retry: 'Intentar de nuevo',

  labels: {
    password: 'Correo y contraseña',
    gateway: 'inicio de sesión único',
  },

  language: 'Idioma',

  signIn: {
    title: 'Iniciar sesión',
    email: 'Correo electrónico',
    password: 'Contraseña',
    showPassword: 'Mostrar la contraseña',
    emailOdd: 'Esto no parece una dirección de correo electrónico.',
    capsLock: 'El bloqueo de mayúsculas está activado.',
    keep: 'Mantener la sesión iniciada',
    submit: 'Iniciar sesión',
    submitting: 'Iniciando sesión…',
    submitIn: (seconds: number) => `Iniciar sesión (en ${seconds} s)`,
    emailMissing: 'Escriba su correo electrónico.',
    passwordMissing: 'Escriba su contraseña.',
    demo: 'Cuenta de prueba',
    useDemo: 'Rellenar',
    continueWith: (provider: string) => `Continuar con ${provider}`,
    or: 'o',
    completing: 'Iniciando sesión…',
    opening: 'Abriendo la página de inicio de sesión…',
    simulated: '(simulado)',
    lastUsed: 'Último usado',
    done: 'Listo',
    doneText: 'Puede cerrar esta ventana y seguir donde estaba.',
    failedTitle: 'No se ha iniciado la sesión',
    goOn: 'Continuar',
    backToSignIn: 'Volver al inicio de sesión',
  },

  notFound: {
    title: 'Página no encontrada',
    text: 'No hay ninguna página en esta dirección.',
    home: 'Ir a la página principal',
  },

  failure: {
    title: 'Algo ha fallado',
    text: 'No se pudo mostrar esta página. No se ha perdido nada suyo.',
    reload: 'Volver a cargar la página',
    settings: 'Esta aplicación no está configurada',
  },
} satisfies SignInTexts;

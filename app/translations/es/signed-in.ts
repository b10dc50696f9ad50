import type { SignedInTexts } from '../language';
import { number, plural } from '../words';

/** What the signed-in part says, in Spanish. */
export const texts = {
  skipToContent: 'Ir al contenido',

  navigation: {
    label: 'Menú principal',
    users: 'Usuarios',
    todos: 'Tareas',
    session: 'Sesión',
    signOut: 'Cerrar sesión',
  },

  again: {
    title: 'Inicie sesión de nuevo',
    expired:
      'Su sesión ha caducado. Inicie sesión de nuevo y siga aquí: no se ha perdido nada de lo que escribió.',
    revoked:
      'El servidor ha terminado su sesión. Inicie sesión de nuevo y siga aquí: no se ha perdido nada de lo que escribió.',
    cancel: 'Cancelar y salir de esta página',
  },

  idle: {
    title: '¿Sigue ahí?',
    text: 'Se cerrará la sesión, porque no ha habido nadie durante un rato.',
    left: (seconds: number) =>
      plural(seconds, { one: 'Queda # segundo.', other: 'Quedan # segundos.' }),
    stay: 'Seguir conectado',
  },

  notices: {
    offline:
      'No tiene conexión. Su sesión sigue abierta; lo que ve puede no estar al día.',
    unreachable:
      'Ahora mismo no se puede contactar con el servidor. Su sesión sigue abierta; seguimos intentándolo.',
    tryNow: 'Intentar ahora',
    userChanged: (name: string | undefined) =>
      `Ahora hay otra persona con la sesión iniciada${name ? `: ${name}` : ''}. Lo que estaba abierto y sin guardar no se ha enviado.`,
    notKept:
      'Este navegador no guarda nada para este sitio: la sesión durará hasta que cierre o vuelva a cargar esta página.',
    dismiss: 'Cerrar',
  },

  users: {
    title: 'Usuarios',
    search: 'Buscar',
    searchHint: 'Nombre o correo',
    firstName: 'Nombre',
    lastName: 'Apellidos',
    email: 'Correo',
    createdAt: 'Alta',
    table: 'Usuarios, uno por fila.',
    tableSorts:
      'Usuarios, uno por fila. Pulse el título de una columna para ordenar.',
    loading: 'Cargando…',
    count: (count: number) =>
      plural(count, { one: '# usuario', other: '# usuarios' }),
    none: 'Ningún usuario coincide.',
    noneOnPage: 'No hay nadie en esta página.',
    clearSearch: 'Borrar la búsqueda',
    firstPage: 'Ir a la primera página',
  },

  pages: {
    label: 'Páginas',
    previous: 'Anterior',
    next: 'Siguiente',
    page: (page: number, last: number) =>
      `Página ${number(page)} de ${number(last)}`,
    pageOnly: (page: number) => `Página ${number(page)}`,
  },

  user: {
    title: 'Usuario',
    back: 'Volver a los usuarios',
    name: 'Nombre',
    unnamed: 'Sin nombre',
    notSaid: 'sin indicar',
    loading: 'Cargando…',
    you: 'Es usted.',
    profile: 'Ir a su perfil',
    fromList:
      'Es lo que dice la lista: el servidor no muestra a este usuario por separado.',
    unknown: {
      title: 'No existe ese usuario',
      text: 'No hay nadie en esta dirección, o ya no.',
    },
    hidden: {
      title: 'No se puede mostrar a este usuario',
      text: 'El servidor no muestra usuarios por separado, o este no se lo muestra a usted.',
    },
  },

  todos: {
    title: 'Tareas',
    addLabel: 'Nueva tarea',
    addHint: '¿Qué hay que hacer?',
    add: 'Añadir',
    adding: 'Añadiendo…',
    added: (title: string) => `Añadida: ${title}`,
    search: 'Buscar',
    searchHint: 'Título o descripción',
    filters: 'Qué tareas',
    statuses: { all: 'Todas', open: 'Pendientes', done: 'Hechas' },
    list: 'Tareas, las más nuevas primero',
    loading: 'Cargando…',
    count: (count: number) =>
      plural(count, { one: '# tarea', other: '# tareas' }),
    completed: (title: string) => `Hecha: ${title}`,
    reopened: (title: string) => `Pendiente otra vez: ${title}`,
    edit: 'Editar',
    editNamed: (title: string) => `Editar: ${title}`,
    titleLabel: 'Título',
    descriptionLabel: 'Descripción',
    save: 'Guardar',
    cancel: 'Cancelar',
    saved: (title: string) => `Guardada: ${title}`,
    delete: 'Eliminar',
    deleteNamed: (title: string) => `Eliminar: ${title}`,
    deleted: (title: string) => `Eliminada: ${title}`,
    undo: 'Deshacer',
    undone: (title: string) => `Recuperada: ${title}`,
    dismiss: 'Cerrar',
    notDeleted: (title: string, why: string) =>
      `No se ha eliminado: ${title}. ${why}`,
    notDeletedChanged:
      'Mientras tanto se cambió en otro lugar. Elimínela de nuevo si aún lo desea.',
    notSaved: (why: string) => `No se ha guardado. ${why}`,
    conflict:
      'No se ha guardado: mientras tanto se cambió en otro lugar. Esto es lo que hay ahora.',
    yours: (what: string) => `Usted escribió: ${what}`,
    yoursDone: 'Usted la marcó como hecha.',
    yoursOpen: 'Usted la volvió a abrir.',
    keepMine: 'Guardar la mía encima',
    keepTheirs: 'Dejar lo que hay',
    problems: {
      blank: 'Una tarea necesita un título.',
      'too-long': 'Es demasiado largo.',
      malformed: 'Contiene caracteres que no se pueden guardar.',
      refused: 'El servidor no lo acepta.',
    },
    none: 'No hay nada que hacer. Añada arriba su primera tarea.',
    noneMatch: 'Ninguna tarea coincide.',
    noneOpen: 'No queda nada pendiente. ¡Bien hecho!',
    noneDone: 'Todavía no hay nada hecho.',
    noneOnPage: 'No hay nada en esta página.',
    showAll: 'Mostrar todas las tareas',
    firstPage: 'Ir a la primera página',
  },

  headers: {
    title: 'Cabeceras de la solicitud',
    hint: 'Lo que su API recibió de esta solicitud, después de todos los proxies. El servidor oculta los secretos.',
    name: 'Nombre',
    value: 'Valor',
    table: 'Cabeceras de la solicitud, una por fila.',
    loading: 'Cargando…',
    reload: 'Consultar de nuevo',
    count: (count: number) =>
      plural(count, { one: '# cabecera', other: '# cabeceras' }),
    none: 'El servidor no ha indicado ninguna cabecera.',
  },

  profile: {
    title: 'Perfil',
    ways: 'Formas de iniciar sesión',
    waysHint:
      'Vincule una cuenta que tenga en otro lugar y podrá iniciar sesión también con ella.',
    linkedAt: (date: string) => `vinculada el ${date}`,
    notLinked: 'sin vincular',
    link: 'Vincular',
    linkNamed: (provider: string) => `Vincular ${provider}`,
    unlink: 'Desvincular',
    unlinkNamed: (provider: string) => `Desvincular ${provider}`,
    linking: 'Vinculando…',
    linked: (provider: string) => `${provider} está vinculado.`,
    unlinked: (provider: string) => `${provider} ya no está vinculado.`,
    none: 'Esta aplicación no ofrece otras formas de iniciar sesión.',
    loading: 'Cargando…',
    unsupported:
      'Su servidor no puede vincular otras formas de iniciar sesión.',
  },

  name: {
    title: 'Su nombre',
    firstName: 'Nombre',
    lastName: 'Apellidos',
    save: 'Guardar',
    saving: 'Guardando…',
    saved: 'Su nombre se ha guardado.',
    conflict: (name: string) =>
      `Mientras tanto se cambió en otro lugar, a: ${name}. Guarde de nuevo para poner el suyo, o`,
    takeTheirs: 'quédese con lo guardado',
    problems: {
      blank: 'No puede estar vacío.',
      'too-long': 'Es demasiado largo.',
      malformed: 'Use solo letras y signos de una línea.',
      refused: 'El servidor no lo acepta.',
    },
    refused: 'El servidor no acepta este nombre.',
  },

  password: {
    title: 'Su contraseña',
    hint: 'Una nueva cierra su sesión en todos los demás dispositivos.',
    hintFirst:
      'Todavía no tiene ninguna. Con una podrá iniciar sesión sin un proveedor.',
    current: 'Contraseña actual',
    wanted: 'Contraseña nueva',
    save: 'Cambiar la contraseña',
    saveFirst: 'Crear la contraseña',
    saving: 'Guardando…',
    saved:
      'Su contraseña se ha cambiado. La sesión se ha cerrado en todos los demás dispositivos.',
    tooOld:
      'Para crear una primera contraseña, cierre la sesión y vuelva a iniciarla, para que sepamos que es usted.',
    problems: {
      wrong: 'Esta no es su contraseña.',
      blank: 'No puede estar vacío.',
      'too-long': 'Es demasiado larga.',
      refused: 'El servidor no la acepta.',
    },
  },

  sessions: {
    title: 'Dónde tiene la sesión iniciada',
    hint: 'Termine las que no reconozca o ya no use.',
    current: 'Este dispositivo',
    usedNow: 'en uso ahora',
    usedAt: (moment: string) => `último uso: ${moment}`,
    signedInAt: (moment: string) => `iniciada: ${moment}`,
    end: 'Terminar',
    endNamed: (device: string) => `Terminar: ${device}`,
    ended: (device: string) => `Se ha cerrado la sesión en ${device}.`,
    endAll: 'Cerrar sesión en todas partes',
    endAllQuestion:
      '¿Cerrar la sesión en todos los dispositivos, también en este?',
    endingAll: 'Cerrando sesión…',
    cancel: 'Cancelar',
    unknownDevice: 'Dispositivo desconocido',
  },

  session: {
    title: 'Sesión',
    user: 'Iniciada como',
    provider: 'Mediante',
    place: 'Guardada',
    inStorage:
      'como tokens, en el almacenamiento que este navegador tiene para este sitio',
    inCookie:
      'por la pasarela, en una cookie que ningún script puede leer: no hay ningún token en este navegador',
    scope: 'Permisos',
    noScope: 'el servidor no ha indicado ninguno',
    expires: 'Token de acceso válido hasta',
    noExpiry: 'el servidor no lo ha indicado',
    renewable: 'Renovable',
    yes: 'sí, con un token de renovación',
    no: 'no: el servidor no dio un token de renovación',
    renew: 'Renovar ahora',
    renewing: 'Renovando…',
    renewed: 'Renovada.',
  },
} satisfies SignedInTexts;

/** The route where a user arrives who wanted nothing else. It is the page itself: one that leads on takes time after the sign-in. */
export const HOME = 'authenticated.users';

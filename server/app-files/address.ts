/** What must be known of a server and of the app that it serves. */
export interface Place {
  origin: () => string;
  appFiles: { rootUrl: string } | undefined;
}

/** Where browsers find the app that this server serves: origin and root URL. Without a build it is taken to lie at the root. */
export function appAddress({ appFiles, origin }: Place): string {
  return `${origin()}${appFiles?.rootUrl ?? '/'}`;
}

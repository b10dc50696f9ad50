import EmberRouter from '@ember/routing/router';

/** The application's route, and no other. */
export default class Router extends EmberRouter {
  override location = 'history' as const;
  override rootURL = '/';
}

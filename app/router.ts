import EmberRouter from '@ember/routing/router';
import config from './config/environment';

export default class Router extends EmberRouter {
  override location = config.locationType as 'history' | 'none';
  override rootURL = config.rootURL;
}

Router.map(function () {
  this.route('login');
  this.route('callback', { path: '/login/callback/:provider' });
  // All pages that only a signed-in user may see: guarded once, at this parent.
  this.route('authenticated', { path: '/' }, function () {
    this.route('users');
    this.route('user', { path: '/users/:id' });
    this.route('todos');
    this.route('request-headers');
    this.route('session');
    this.route('profile');
  });
  this.route('not-found', { path: '/*path' });
});

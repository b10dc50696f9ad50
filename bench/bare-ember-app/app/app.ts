import Application from '@ember/application';
import Router from './router';

/** An app with one page. */
export default class App extends Application {
  modulePrefix = 'bare-ember-app';
  override modules = {
    ...import.meta.glob('./templates/*.gts', { eager: true }),
    './router': { default: Router },
  };
}

import Application from '@ember/application';
import Router from './router';
import ApplicationTemplate from './templates/application';

/** An app with one page. */
export default class App extends Application {
  modulePrefix = 'bare-ember-app';
  override modules = {
    './router': Router,
    './templates/application': ApplicationTemplate,
  };
}

import Application from '@ember/application';
import { importSync, isDevelopingApp, macroCondition } from '@embroider/macros';
import PageTitleService from 'ember-page-title/services/page-title';
import * as environment from './config/environment';
import * as router from './router';

if (macroCondition(isDevelopingApp())) {
  importSync('./deprecation-workflow');
}

/**
 * What the first script holds, by the names that Ember looks things up by. The signed-in part is left out on purpose: it
 * is a chunk of its own (`signed-in.ts`), and only what is named here can be looked up before that is installed.
 */
const modules = {
  ...import.meta.glob(
    [
      './controllers/**/*.ts',
      './routes/**/*.ts',
      './services/**/*.ts',
      './templates/**/*.gts',
      '!./services/{api,current-user,idle-guard,session-keeper,store,todo-trash}.ts',
      '!./templates/callback.gts',
      '!./templates/authenticated.gts',
      '!./templates/authenticated/**',
    ],
    { eager: true },
  ),
  './config/environment': environment,
  './router': router,
  './services/page-title': { default: PageTitleService },
};

export default class App extends Application {
  modulePrefix = environment.default.modulePrefix;
  override modules = modules;
}

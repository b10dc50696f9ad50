/**
 * The signed-in part: EmberData and the pages that only a signed-in user sees. It is a chunk of its own, which the
 * sign-in page fetches while the user types; `load-signed-in-part.ts` installs it. Nothing else in `app/` may import it,
 * or inject the store (lint holds that).
 */
import '@warp-drive/ember/install';
import type Owner from '@ember/owner';
import {
  BooleanTransform,
  DateTransform,
  NumberTransform,
  StringTransform,
} from '@warp-drive/legacy/serializer/transform';
import ApplicationAdapter from './adapters/application';
import { unloadRecords } from './data/unload-records';
import Todo from './models/todo';
import User from './models/user';
import ApplicationSerializer from './serializers/application';
import ApiService from './services/api';
import CurrentUserService from './services/current-user';
import IdleGuardService from './services/idle-guard';
import type SessionService from './services/session';
import SessionKeeperService from './services/session-keeper';
import StoreService from './services/store';
import TodoTrashService from './services/todo-trash';
import AuthenticatedTemplate from './templates/authenticated';
import ProfileTemplate from './templates/authenticated/profile';
import SessionTemplate from './templates/authenticated/session';
import RequestHeadersTemplate from './templates/authenticated/request-headers';
import TodosTemplate from './templates/authenticated/todos';
import UserTemplate from './templates/authenticated/user';
import UsersTemplate from './templates/authenticated/users';

export { default as TodoList } from './data/todo-list';
export { default as UserDetails } from './data/user-details';
export { default as UserList } from './data/user-list';

/** What EmberData knows. */
const MODELS = { todo: Todo, user: User };

const installed = new WeakSet<Owner>();

/** Registers the signed-in part with an app; once is enough. */
export function installSignedInPart(owner: Owner): void {
  if (installed.has(owner)) return;
  installed.add(owner);

  owner.register('service:api', ApiService);
  owner.register('service:current-user', CurrentUserService);
  owner.register('service:idle-guard', IdleGuardService);
  owner.register('service:session-keeper', SessionKeeperService);
  owner.register('service:store', StoreService);
  owner.register('service:todo-trash', TodoTrashService);
  owner.register('adapter:application', ApplicationAdapter, {
    singleton: false,
  });
  owner.register('serializer:application', ApplicationSerializer, {
    singleton: false,
  });
  owner.register('transform:boolean', BooleanTransform);
  owner.register('transform:date', DateTransform);
  owner.register('transform:number', NumberTransform);
  owner.register('transform:string', StringTransform);
  for (const [type, model] of Object.entries(MODELS)) {
    owner.register(`model:${type}`, model);
  }
  owner.register('template:authenticated', AuthenticatedTemplate);
  owner.register('template:authenticated/user', UserTemplate);
  owner.register('template:authenticated/users', UsersTemplate);
  owner.register('template:authenticated/todos', TodosTemplate);
  owner.register(
    'template:authenticated/request-headers',
    RequestHeadersTemplate,
  );
  owner.register('template:authenticated/session', SessionTemplate);
  owner.register('template:authenticated/profile', ProfileTemplate);

  const session: SessionService = owner.lookup('service:session');
  const currentUser = owner.lookup('service:current-user');
  const store = owner.lookup('service:store') as StoreService;
  const trash = owner.lookup('service:todo-trash');
  const idleGuard = owner.lookup('service:idle-guard');
  session.attach({
    begin() {
      idleGuard.look();
    },
    forget() {
      currentUser.forget();
      trash.forget();
      unloadRecords(store, Object.keys(MODELS));
    },
    isSameUser: (candidate) => currentUser.isSameAs(candidate),
  });
  owner.lookup('service:session-keeper').start();
  idleGuard.start();
}

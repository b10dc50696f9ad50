import type { SimulatedServer } from '../server.ts';
import { demoUser, otherUsers } from './people.ts';
import { demoTodos } from './todos.ts';

/** The data of `contract/seed.ts`: 251 users, the to-dos of one, nobody signed in. Loaded in one go, which is quick. */
export default function defaultScenario({ db }: SimulatedServer): void {
  db.loadData({ users: [demoUser(), ...otherUsers()], todos: demoTodos() });
}

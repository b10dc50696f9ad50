import type { SimulatedServer } from '../server.ts';
import { demoUser, otherUsers } from './people.ts';
import { demoTodos } from './todos.ts';

const OTHERS = 4;

/** The demo account with its to-dos and four people, on one page: for tests that are about something else. */
export default function fewUsers({ db }: SimulatedServer): void {
  db.loadData({
    users: [demoUser(), ...otherUsers().slice(0, OTHERS)],
    todos: demoTodos(),
  });
}

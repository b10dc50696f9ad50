import { getOwner } from '@ember/owner';
import Route from '@ember/routing/route';
import type TodosController from '../../controllers/authenticated/todos';
import type TodoList from '../../data/todo-list';
import type { TodoQuery } from '../../data/todo-list';
import { loadSignedInPart } from '../../load-signed-in-part';

export default class TodosRoute extends Route<TodoList> {
  override queryParams = {
    page: { refreshModel: true },
    status: { refreshModel: true },
    search: { refreshModel: true, replace: true },
  };

  #list: TodoList | undefined;
  #stops: readonly (() => void)[] = [];

  /** The same list for as long as the page is open: it keeps what it shows until the next answer is there. */
  override async model(params: object): Promise<TodoList> {
    const { TodoList } = await loadSignedInPart(getOwner(this)!);
    this.#list ??= this.#open(TodoList);
    void this.#list.show(params as TodoQuery);
    return this.#list;
  }

  /** Ember keeps query parameters for the next visit, which may be another user's. */
  override resetController(
    controller: TodosController,
    isExiting: boolean,
  ): void {
    if (isExiting) controller.reset();
  }

  /** What was deleted is deleted for good now: on another page nobody could take it back. */
  override deactivate(): void {
    this.#stops.forEach((stop) => stop());
    this.#stops = [];
    this.#list = undefined;
    void getOwner(this)!.lookup('service:todo-trash').flush();
  }

  #open(List: typeof TodoList): TodoList {
    const owner = getOwner(this)!;
    const list = new List(owner);
    this.#stops = [
      owner.lookup('service:session-keeper').onRecover(() => list.retry()),
      owner.lookup('service:todo-trash').onSettled(() => void list.refresh()),
    ];
    return list;
  }
}

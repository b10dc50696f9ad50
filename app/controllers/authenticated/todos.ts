import Controller from '@ember/controller';
import { tracked } from '@glimmer/tracking';

/** Which to-dos are shown: it stands in the URL, so that a link or a reload shows the same. */
export default class TodosController extends Controller {
  queryParams = ['page', 'status', 'search'];

  @tracked page = 1;
  @tracked status = 'all';
  @tracked search = '';

  /** Back to what a link without query parameters shows. */
  reset(): void {
    this.page = 1;
    this.status = 'all';
    this.search = '';
  }
}

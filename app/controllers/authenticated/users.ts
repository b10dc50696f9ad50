import Controller from '@ember/controller';
import { tracked } from '@glimmer/tracking';

/** Which users are shown, and in which order: it stands in the URL, so that a link or a reload shows the same. */
export default class UsersController extends Controller {
  queryParams = ['page', 'sort', 'search'];

  @tracked page = 1;
  @tracked sort = 'last-name';
  @tracked search = '';

  /** Back to what a link without query parameters shows. */
  reset(): void {
    this.page = 1;
    this.sort = 'last-name';
    this.search = '';
  }
}

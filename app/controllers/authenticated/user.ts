import UsersController from './users';

/** Which list one has come from: it stands in the URL, so that the way back leads there after a reload, too. */
export default class UserController extends UsersController {}

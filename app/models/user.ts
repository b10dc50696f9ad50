import Model, { attr } from '@warp-drive/legacy/model';
import { Type } from '@warp-drive/core/types/symbols';

/** A user of the directory. */
export default class User extends Model {
  declare readonly [Type]: 'user';

  @attr('string') declare firstName: string | null;
  @attr('string') declare lastName: string | null;
  @attr('string') declare email: string | null;
  @attr('date') declare createdAt: Date | null;
}

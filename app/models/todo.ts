import Model, { attr } from '@warp-drive/legacy/model';
import { Type } from '@warp-drive/core/types/symbols';

/** Something that the user wants to get done. */
export default class Todo extends Model {
  declare readonly [Type]: 'todo';

  @attr('string') declare title: string | null;
  @attr('string') declare description: string | null;
  @attr('boolean') declare completed: boolean | null;
  @attr('date') declare completedAt: Date | null;
  @attr('date') declare createdAt: Date | null;
}

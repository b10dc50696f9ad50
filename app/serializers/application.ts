import { JSONAPISerializer } from '@warp-drive/legacy/serializer/json-api';

/** What is needed of EmberData's snapshot of a record. */
interface Changes {
  isNew: boolean;
  changedAttributes(): object;
}

/** The library leaves its serializers without types. */
const Base = JSONAPISerializer as new () => {
  serializeAttribute(
    snapshot: Changes,
    json: object,
    key: string,
    attribute: object,
  ): void;
};

export default class ApplicationSerializer extends Base {
  /**
   * Of a record that the API has already, only what was changed is sent: the API keeps the rest as it is
   * ([JSON:API](https://jsonapi.org/format/#crud-updating-resource-attributes)), and would have to refuse what nobody may
   * change.
   */
  override serializeAttribute(
    ...parameters: Parameters<InstanceType<typeof Base>['serializeAttribute']>
  ): void {
    const [snapshot, , key] = parameters;
    if (!snapshot.isNew && !Object.hasOwn(snapshot.changedAttributes(), key)) {
      return;
    }
    super.serializeAttribute(...parameters);
  }
}

import { getOwner } from '@ember/owner';
import { JSONAPISerializer } from '@warp-drive/legacy/serializer/json-api';
import { isRecord } from '../auth/session-data';
import { toDasherized, toServerName } from '../data/attribute-names';

/** What is needed of EmberData's snapshot of a record. */
interface Changes {
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
  normalize(model: unknown, resource: Resource): unknown;
};

/** A resource as the API writes it. */
interface Resource {
  attributes?: unknown;
}

export default class ApplicationSerializer extends Base {
  /** Whatever the API's manner is to write names, the models need one. */
  override normalize(model: unknown, resource: Resource): unknown {
    const { attributes } = resource;
    if (!isRecord(attributes)) return super.normalize(model, resource);
    const entries = Object.entries(attributes).map(([name, value]) => [
      toDasherized(name),
      value,
    ]);
    return super.normalize(model, {
      ...resource,
      attributes: Object.fromEntries(entries) as object,
    });
  }

  /** The name by which the API knows an attribute. */
  keyForAttribute(name: string, method: 'serialize' | 'deserialize'): string {
    const dasherized = toDasherized(name);
    if (method !== 'serialize') return dasherized;
    const { values } = getOwner(this)!.lookup('service:settings');
    return toServerName(dasherized, values.attributeNames);
  }

  /**
   * Only what was set or changed is sent: of a record that the API has already it keeps the rest as it is
   * ([JSON:API](https://jsonapi.org/format/#crud-updating-resource-attributes)), and in either case it would have to refuse
   * what nobody may write.
   */
  override serializeAttribute(
    ...parameters: Parameters<InstanceType<typeof Base>['serializeAttribute']>
  ): void {
    const [snapshot, , key] = parameters;
    if (!Object.hasOwn(snapshot.changedAttributes(), key)) return;
    super.serializeAttribute(...parameters);
  }
}

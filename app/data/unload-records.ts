import { recordIdentifierFor } from '@warp-drive/core';
import type Model from '@warp-drive/legacy/model';
import type StoreService from '../services/store';

/**
 * Forgets all records. One that is being saved cannot be unloaded: it goes when the API has answered, and until then
 * nobody shows it.
 *
 * @param types the models that there are
 */
export function unloadRecords(
  store: StoreService,
  types: readonly string[],
): void {
  const records = types.flatMap((type) => [
    ...(store.peekAll(type) as unknown as Model[]),
  ]);
  const saving = records.filter(({ isSaving }) => isSaving);
  if (saving.length === 0) {
    store.unloadAll();
    return;
  }
  for (const record of records) {
    if (saving.includes(record)) unloadWhenAnswered(store, record);
    else store.unloadRecord(record);
  }
}

function unloadWhenAnswered(store: StoreService, record: Model): void {
  store
    .getRequestStateService()
    .subscribeForRecord(recordIdentifierFor(record), ({ state }) => {
      if (state === 'pending') return;
      // The library is still at work on the answer.
      queueMicrotask(() => {
        if (!record.isDestroying && !record.isDestroyed) {
          store.unloadRecord(record);
        }
      });
    });
}

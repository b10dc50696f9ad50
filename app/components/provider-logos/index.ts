import type { ComponentLike } from '@glint/template';

const files = import.meta.glob<ComponentLike>('./*.gts', {
  eager: true,
  import: 'default',
});

/** The logo of a provider, as its vendor wants it shown; nothing where there is no file `<id>.gts` here. */
export function logoOf(providerId: string): ComponentLike | undefined {
  return files[`./${providerId}.gts`];
}

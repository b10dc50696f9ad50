import type { AttributeNames } from '../../config/api-settings';

/** The name of an attribute as our own API writes it: `first_name` and `firstName` are `first-name`. */
export function toDasherized(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .replace(/_/g, '-')
    .toLowerCase();
}

/** A dasherized name as a server writes it. A minus before it, which turns an order round, stays. */
export function toServerName(name: string, style: AttributeNames): string {
  if (style === 'dasherized') return name;
  return name.replace(/(\w)-(\w)/g, (_, before: string, after: string) =>
    style === 'underscored'
      ? `${before}_${after}`
      : before + after.toUpperCase(),
  );
}

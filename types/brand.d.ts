/** `config/brand.ts`, as far as the app's code must know it: `config/brand-plugin.ts` makes the module. */
declare module 'virtual:brand' {
  export const brandName: string;
}

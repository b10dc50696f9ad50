/** Where an attribute is in a document ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)). */
export function attributePointer(name: string): string {
  return `/data/attributes/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

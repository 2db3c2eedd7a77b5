/** What a text column cannot hold: U+0000, and half a surrogate pair. The backslash is what escapes them. */
const unstorable = /[\\\0]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const escaped = /\\(\\|[0-9a-f]{4})/g;

/** The text as a column can hold it, different for different texts. JSON needs none of it: it has escapes of its own. */
export function storableText(text: string): string {
  return text.replace(unstorable, (unit) =>
    unit === '\\' ? '\\\\' : `\\${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The inverse. */
export function givenText(stored: string): string {
  return stored.replace(escaped, (_, code: string) =>
    code === '\\' ? '\\' : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

import type { LogFields } from '../../src/ports/log.ts';
import type { Json } from '../../src/shared/json.ts';
import { shortened } from '../../src/shared/text.ts';

const secretName = /token|secret|password|authorization|cookie|credential|signature|api_?key|tax_?id|\bssn\b/i;
/** What a secret looks like wherever it turns up, such as in an error that quotes a request. */
const secretText =
  /\b(?:bearer|basic)\s+[\w.~+/=-]{8,}|\bxox[a-z]-[\w-]+|\bxapp-[\w-]+|\beyJ[\w-]{10,}\.[\w-]+\.[\w-]*/gi;

const longestText = 500;
const longestLine = 4_000;
const deepest = 4;

/** Fields as they may be logged: without secrets, and so short that no line grows beyond reading. */
export function safeFields(fields: LogFields): { readonly [name: string]: Json } {
  let left = longestLine;

  const safe = (value: Json, depth: number): Json => {
    if (typeof value === 'string') {
      const text = shortened(value.replace(secretText, '[secret]'), Math.min(longestText, Math.max(0, left)));
      left -= text.length;
      return text;
    }
    left -= 8;
    if (typeof value !== 'object' || value === null) return value;
    if (depth === deepest || left <= 0) return '…';
    if (Array.isArray(value)) return value.slice(0, 50).map((item: Json) => safe(item, depth + 1));
    return members(value as LogFields, depth + 1);
  };
  const members = (named: LogFields, depth: number): { readonly [name: string]: Json } => {
    const kept: Record<string, Json> = {};
    for (const [name, value] of Object.entries(named)) {
      if (value === undefined || left <= 0) continue;
      left -= name.length;
      kept[name] = secretName.test(name) ? '[secret]' : safe(value, depth);
    }
    return kept;
  };

  return members(fields, 0);
}

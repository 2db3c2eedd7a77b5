import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { IOpenAPIResponseValidator, OpenAPIResponseValidatorArgs } from 'openapi-response-validator';

// the package is CommonJS with its class under `default`
const { default: OpenAPIResponseValidator } = createRequire(import.meta.url)('openapi-response-validator') as {
  readonly default: new (args: OpenAPIResponseValidatorArgs) => IOpenAPIResponseValidator;
};

/** Procore's operations as somebody else wrote them down. Not part of the project: it lies beside it or is absent. */
export interface EndpointCatalogue {
  find(method: string, path: string): CataloguedOperation | undefined;
}

export interface CataloguedOperation {
  readonly query: readonly string[];
  /** Paths such as `updates[].origin_id`; `undefined` where the catalogue does not know the body. */
  readonly body: readonly string[] | undefined;
  /** What is wrong with an answer; nothing where the catalogue does not know the answer's shape. */
  problems(status: number, answer: unknown): readonly string[];
  knowsAnswer(status: number): boolean;
}

interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

interface Entry {
  readonly method: string;
  readonly path: string;
  readonly details: {
    readonly parameters?: readonly { readonly name: string; readonly in: string }[];
    readonly requestBody?: { readonly schema?: Schema };
    readonly responses?: Readonly<Record<string, { readonly schema?: Schema }>>;
  };
}

const file = new URL('../../../shared/oracle/procore-endpoints.json', import.meta.url);

/** `undefined`, said loudly, when the catalogue is not there. */
export function readEndpointCatalogue(): EndpointCatalogue | undefined {
  if (!existsSync(file)) {
    console.warn('SKIPPED: the endpoint catalogue of Procore is not there, so nothing was held against it');
    return undefined;
  }
  const entries = JSON.parse(readFileSync(file, 'utf8')) as readonly Entry[];
  return {
    find(method, path) {
      const matching = entries.filter((entry) => entry.method === method && matches(entry.path, path));
      // `sync` is a name where another operation has an id
      const entry = matching.find((found) => found.path === path) ?? matching.toSorted(byParameters)[0];
      return entry === undefined ? undefined : catalogued(entry);
    },
  };
}

function byParameters(a: Entry, b: Entry): number {
  return a.path.split('{').length - b.path.split('{').length;
}

function matches(pattern: string, path: string): boolean {
  const parts = pattern.split('/');
  const given = path.split('/');
  return parts.length === given.length && parts.every((part, i) => part === given[i] || part.startsWith('{'));
}

function catalogued({ details }: Entry): CataloguedOperation {
  const body = details.requestBody?.schema;
  const schemaOf = (status: number): Schema | undefined => details.responses?.[String(status)]?.schema;
  return {
    query: (details.parameters ?? []).filter((parameter) => parameter.in === 'query').map(({ name }) => name),
    body: body?.properties === undefined ? undefined : keyPaths(body, ''),
    knowsAnswer: (status) => schemaOf(status) !== undefined,
    problems(status, answer) {
      const schema = schemaOf(status);
      if (schema === undefined) return [];
      const responses = { [status]: { schema: checkable(schema) } };
      const found = new OpenAPIResponseValidator({ responses }).validateResponse(String(status), withoutNulls(answer));
      return (found?.errors ?? []).map((error: unknown) => JSON.stringify(error));
    },
  };
}

function keyPaths(schema: Schema, prefix: string): readonly string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, member]) => {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    if (member.type === 'array') return [`${path}[]`, ...keyPaths(member.items ?? {}, `${path}[]`)];
    return [path, ...keyPaths(member, path)];
  });
}

/** The catalogue stops at a depth and says "(nested object)" there: unknown, not an object. What it knows is closed. */
function checkable(schema: Schema): object {
  if (schema.description === '(nested object)') return {};
  const { format, properties, items, ...rest } = schema;
  return {
    ...rest,
    ...(format === 'date' || format === 'date-time' || format === 'email' ? { format } : {}),
    ...(items === undefined ? {} : { items: checkable(items) }),
    ...(properties === undefined || Object.keys(properties).length === 0
      ? {}
      : {
          properties: Object.fromEntries(Object.entries(properties).map(([key, member]) => [key, checkable(member)])),
          additionalProperties: false,
        }),
  };
}

/** The catalogue does not mark what may be null, and Procore's own examples have nulls almost everywhere. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(kept.map(([key, member]) => [key, withoutNulls(member)]));
}

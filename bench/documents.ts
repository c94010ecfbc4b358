import { stringify } from 'yaml';
import type { JsonSchema } from '../server/src/core/schema/json-schema.ts';

/** A values file to measure with, and an edit inside one of its blocks. */
export interface BenchDocument {
  readonly name: string;
  readonly text: string;
  readonly schema: JsonSchema;
  /** The text after the `n`th edit: a value near the middle gets other digits. */
  readonly edited: (n: number) => string;
  /** Offset of a key near the middle, for hover. */
  readonly keyAt: number;
  /** Offset at the end of a key's first letters, for completion. */
  readonly typedAt: number;
}

const component = (n: number): string => `service${n}:
  replicaCount: ${1 + (n % 3)}
  image:
    repository: registry.example.com/team/service${n}
    tag: "1.${n}.0"
  resources:
    requests:
      cpu: ${100 + n}m
      memory: 256Mi
    limits:
      memory: 512Mi
`;

const text: JsonSchema = { type: 'string' };
const amounts: JsonSchema = { type: 'object', properties: { cpu: text, memory: text }, additionalProperties: false };

/** The schema of a chart whose values are components under any name. */
export const componentSchema: JsonSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  additionalProperties: {
    type: 'object',
    additionalProperties: false,
    properties: {
      replicaCount: { type: 'integer', minimum: 0, description: 'How many pods run.' },
      image: {
        type: 'object',
        properties: { repository: text, tag: text, pullPolicy: { enum: ['Always', 'IfNotPresent', 'Never'] } },
        additionalProperties: false,
      },
      resources: { type: 'object', properties: { requests: amounts, limits: amounts }, additionalProperties: false },
    },
  },
};

/** `lines` lines of a generic chart: components of eleven lines. */
export function genericDocument(lines: number): BenchDocument {
  const count = Math.round(lines / 11);
  const middle = Math.floor(count / 2);
  const whole = Array.from({ length: count }, (_, n) => component(n)).join('');
  return benchDocument('generic', whole, componentSchema, `service${middle}:\n  replicaCount: `, '  replicaCount');
}

/** About `lines` lines for a product: its defaults, as many of them as fit, and more labels and annotations where they are free. */
export function productDocument(lines: number, schema: JsonSchema, defaults: unknown): BenchDocument {
  const sections = Object.entries(defaults as Record<string, unknown>).filter(([, value]) => isMap(value));
  const middle = 'controlPlanes';
  const chosen = new Map(sections.filter(([name]) => name === middle));
  for (const [name, value] of sections) {
    if (linesOf(Object.fromEntries([...chosen, [name, value]])) <= lines) {
      chosen.set(name, value);
    }
  }
  const order = sections.filter(([name]) => chosen.has(name));
  const free = order
    .flatMap(([name, value]) => freeMaps(value, schema.properties?.[name]).length)
    .reduce((a, b) => a + b);
  const more = Math.max(0, Math.round((lines - linesOf(Object.fromEntries(order))) / free));
  const values = order.map(([name, value]) => [name, withEntries(value, schema.properties?.[name], more)] as const);
  return benchDocument('Spaces', stringify(Object.fromEntries(values)), schema, '      replicas: ', '      replicas');
}

const linesOf = (value: unknown): number => stringify(value).split('\n').length;
const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isFree = (name: string): boolean => /(?:Annotations|Labels|annotations|labels)$/.test(name);

function freeMaps(value: unknown, schema: JsonSchema | undefined): readonly string[] {
  return isMap(value)
    ? Object.entries(schema?.properties ?? {}).flatMap(([name, part]) =>
        isFree(name) ? [name] : freeMaps(value[name], part),
      )
    : [];
}

function withEntries(value: unknown, schema: JsonSchema | undefined, count: number): unknown {
  if (!isMap(value)) {
    return value;
  }
  const entries = Object.entries(schema?.properties ?? {}).flatMap(([name, part]) => {
    if (isFree(name) && count > 0) {
      const notes = Array.from({ length: count }, (_, n) => [`team-${n}.example.com/owner`, `group ${n}`]);
      return [[name, Object.fromEntries(notes)] as const];
    }
    return name in value ? [[name, withEntries(value[name], part, count)] as const] : [];
  });
  return { ...value, ...Object.fromEntries(entries) };
}

/** One anchor, used `count` times. */
export function aliasDocument(count: number): BenchDocument {
  const uses = Array.from({ length: count }, (_, n) => `service${n}:\n  replicaCount: 2\n  resources: *small\n`);
  const anchored = 'service:\n  replicaCount: 2\n  resources: &small\n    requests:\n      cpu: 100m\n';
  return benchDocument(
    'aliases',
    anchored + uses.join(''),
    componentSchema,
    `service${count / 2}:\n  replicaCount: `,
    '  r',
  );
}

function benchDocument(name: string, whole: string, schema: JsonSchema, place: string, key: string): BenchDocument {
  const at = whole.indexOf(place, place.startsWith(' ') ? whole.length / 2 - 1 : 0);
  const start = (at === -1 ? whole.indexOf(place) : at) + place.length;
  const keyAt = whole.lastIndexOf(key, start) + key.search(/\S/);
  return {
    name,
    text: whole,
    schema,
    edited: n => `${whole.slice(0, start)}${1 + (n % 9)}${n % 2 === 0 ? '1' : ''}${whole.slice(start)}`,
    keyAt: keyAt + 1,
    typedAt: keyAt + 1,
  };
}

/** The files of `charts` charts with three overlays each: four values files a chart, some sixty lines each. */
export function chartTree(charts: number): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  const values = (from: number) => Array.from({ length: 5 }, (_, n) => component(from + n)).join('');
  for (let n = 0; n < charts; n++) {
    files[`chart${n}/Chart.yaml`] = `apiVersion: v2\nname: chart${n}\nversion: 1.0.0\n`;
    files[`chart${n}/templates/all.yaml`] =
      '{{- range $name, $part := .Values }}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ $name }}\ndata:\n  all: {{ toJson $part | quote }}\n{{- end }}\n';
    files[`chart${n}/values.yaml`] = values(n);
    for (const stage of ['development', 'staging', 'production']) {
      files[`chart${n}/values-${stage}.yaml`] = values(n);
    }
  }
  return files;
}

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import type { JsonSchema } from '../../server/src/core/schema/json-schema.ts';

/**
 * JSON Schema definitions of the Kubernetes types that a values file can hold, read from the declarations of the npm
 * package kubernetes-models. Names: `k8s.Affinity`. Closed where Kubernetes' type is closed; null is accepted wherever
 * it means "unset".
 */

/** Types that may stand after `k8s:` in facts and notes. What they refer to comes along. */
export const ROOTS: readonly string[] = [
  'v1/Affinity',
  'v1/Toleration',
  'v1/TopologySpreadConstraint',
  'v1/ResourceRequirements',
  'v1/VolumeResourceRequirements',
  'v1/PodSecurityContext',
  'v1/SecurityContext',
  'v1/Probe',
  'v1/Lifecycle',
  'v1/EnvVar',
  'v1/EnvFromSource',
  'v1/Volume',
  'v1/VolumeMount',
  'v1/Container',
  'v1/ContainerPort',
  'v1/LocalObjectReference',
  'v1/ServicePort',
  'v1/PodDNSConfig',
  'v1/HostAlias',
  'v1/PersistentVolumeClaimSpec',
  'v1/PodReadinessGate',
  'apps/v1/DeploymentStrategy',
  'apps/v1/StatefulSetUpdateStrategy',
  'autoscaling/v2/HorizontalPodAutoscalerBehavior',
  'autoscaling/v2/MetricSpec',
  'networking.k8s.io/v1/NetworkPolicyPeer',
  'networking.k8s.io/v1/NetworkPolicyPort',
  'networking.k8s.io/v1/NetworkPolicyIngressRule',
  'networking.k8s.io/v1/NetworkPolicyEgressRule',
  'networking.k8s.io/v1/IngressTLS',
  'rbac.authorization.k8s.io/v1/PolicyRule',
  '@kubernetes-models/apimachinery/apis/meta/v1/LabelSelector',
  '@kubernetes-models/apimachinery/api/resource/Quantity',
  '@kubernetes-models/apimachinery/util/intstr/IntOrString',
];

/**
 * Where the declarations say less than Kubernetes accepts: comparison operators of tolerations are newer than the
 * package, and an empty string is "unset" for these.
 */
const MORE_VALUES: Readonly<Record<string, readonly string[]>> = {
  'Toleration.operator': ['Lt', 'Gt', ''],
  'Toleration.effect': [''],
  'Container.imagePullPolicy': [''],
};

/** Bounds and forms that the declarations only tell in prose. */
const BOUNDS: Readonly<Record<string, JsonSchema>> = {
  'ContainerPort.containerPort': { minimum: 1, maximum: 65535 },
  'ContainerPort.hostPort': { minimum: 0, maximum: 65535 },
  'ServicePort.port': { minimum: 1, maximum: 65535 },
  'ServicePort.nodePort': { minimum: 0, maximum: 65535 },
  'TopologySpreadConstraint.maxSkew': { minimum: 1 },
  'PreferredSchedulingTerm.weight': { minimum: 1, maximum: 100 },
  'WeightedPodAffinityTerm.weight': { minimum: 1, maximum: 100 },
  'HPAScalingPolicy.periodSeconds': { minimum: 1, maximum: 1800 },
  'HPAScalingRules.stabilizationWindowSeconds': { minimum: 0, maximum: 3600 },
  'Probe.periodSeconds': { minimum: 0 },
  'Probe.timeoutSeconds': { minimum: 0 },
  'Probe.initialDelaySeconds': { minimum: 0 },
  'Probe.failureThreshold': { minimum: 0 },
  'Probe.successThreshold': { minimum: 0 },
};

/** Fields that are newer than the package. */
const MORE_FIELDS: Readonly<Record<string, Readonly<Record<string, JsonSchema>>>> = {
  Container: {
    restartPolicyRules: {
      type: ['array', 'null'],
      description: 'Rules that decide on a restart by exit code, before restartPolicy does (Kubernetes 1.34).',
    },
  },
  EnvVarSource: {
    fileKeyRef: {
      type: ['object', 'null'],
      description: 'Takes the value from a key of a file in a volume (Kubernetes 1.34).',
    },
  },
  Lifecycle: {
    stopSignal: {
      type: ['string', 'null'],
      description: 'The signal that stops the container, instead of the one its image names (Kubernetes 1.33).',
    },
  },
  HPAScalingRules: {
    tolerance: {
      $ref: '#/definitions/k8s.Quantity',
      description:
        'How far the metric may be off its target before anything is scaled; 0.1 is ten percent (Kubernetes 1.33).',
    },
  },
  PodSecurityContext: {
    seLinuxChangePolicy: {
      type: ['string', 'null'],
      enum: ['MountOption', 'Recursive', null],
      description: 'How the SELinux label is put on the volumes of the pod.',
    },
    supplementalGroupsPolicy: {
      type: ['string', 'null'],
      enum: ['Merge', 'Strict', null],
      description: 'Whether the groups of the image are added to supplementalGroups.',
    },
  },
  ResourceClaim: { request: { type: ['string', 'null'], description: 'One request of the claim; empty: all of it.' } },
  VolumeProjection: {
    podCertificate: {
      type: ['object', 'null'],
      description: 'A private key and certificate that the kubelet keeps fresh (Kubernetes 1.34).',
    },
  },
};

/** Fields that the API server writes; nobody sets them in values. */
const SERVER_FIELDS = new Set([
  'ObjectMeta.managedFields',
  'ObjectMeta.ownerReferences',
  'ObjectMeta.selfLink',
  'ObjectMeta.resourceVersion',
  'ObjectMeta.uid',
]);

/**
 * What a container can ask for. A name without a slash must be one of Kubernetes' own, or the API server refuses the
 * pod; `storage` is what claims of volumes ask for.
 */
const RESOURCE_LIST: JsonSchema = {
  type: ['object', 'null'],
  description:
    'Amounts by resource: cpu, memory, ephemeral-storage, huge pages, and extended resources by their full name.',
  properties: {
    cpu: {
      $ref: '#/definitions/k8s.Quantity',
      description: 'Processor time: 1 is one core, 500m half of one.',
    },
    memory: { $ref: '#/definitions/k8s.Quantity', description: 'Memory in bytes: 512Mi, 2Gi.' },
    'ephemeral-storage': {
      $ref: '#/definitions/k8s.Quantity',
      description: "Room on the node's own disk: logs, emptyDir volumes and the writable layer of the container.",
    },
    storage: { $ref: '#/definitions/k8s.Quantity', description: 'Size of a volume, in claims only.' },
  },
  patternProperties: {
    '/': { $ref: '#/definitions/k8s.Quantity' },
    '^hugepages-': { $ref: '#/definitions/k8s.Quantity' },
  },
  additionalProperties: false,
};
const RESOURCE_LISTS = new Set(['ResourceRequirements.limits', 'ResourceRequirements.requests']);

const SCALARS: Readonly<Record<string, JsonSchema>> = {
  Quantity: {
    type: ['string', 'number', 'null'],
    description:
      'A Kubernetes quantity: a number with an optional suffix (m; k, M, G, T, P, E; Ki, Mi, Gi, Ti, Pi, Ei).',
    pattern: '^[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]+)?$|\\$|\\{\\{|<',
    'x-form': 'quantity',
  },
  IntOrString: {
    type: ['integer', 'string', 'null'],
    description: 'A number, or a text such as a percentage or a port name.',
  },
  MicroTime: { type: ['string', 'null'] },
  Time: { type: ['string', 'null'] },
};

interface Member {
  readonly name: string;
  readonly optional: boolean;
  readonly type: string;
  readonly text: string;
}
interface Declared {
  readonly text: string;
  readonly members: readonly Member[];
  readonly imports: ReadonlyMap<string, string>;
}

/** `{ "k8s.Affinity": {…}, … }`: every root and what it reaches, sorted by name. */
export function kubernetesDefinitions(): Record<string, JsonSchema> {
  const require = createRequire(import.meta.url);
  const home = dirname(require.resolve('kubernetes-models/package.json'));
  const definitions = new Map<string, JsonSchema>();
  const seen = new Map<string, string>();
  const visit = (file: string): string => {
    const name = nameOf(file);
    const before = seen.get(name);
    if (before !== undefined && before !== file)
      throw new Error(`two Kubernetes types are called ${name}: ${before}, ${file}`);
    if (before === undefined) {
      seen.set(name, file);
      definitions.set(name, define(name, file, visit));
    }
    return `#/definitions/k8s.${name}`;
  };
  for (const root of ROOTS) visit(root.startsWith('@') ? resolve(home, '..', root) : join(home, root));
  definitions.set('ResourceList', RESOURCE_LIST);
  const sorted = [...definitions].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, schema]) => [`k8s.${name}`, schema]));
}

const nameOf = (file: string): string => file.split('/').at(-1) ?? file;

function define(name: string, file: string, visit: (file: string) => string): JsonSchema {
  const scalar = SCALARS[name];
  if (scalar) return scalar;
  const declared = readDeclaration(`${file}.d.ts`);
  const members = declared.members.filter(member => !SERVER_FIELDS.has(`${name}.${member.name}`));
  const required = members.filter(member => !member.optional).map(member => member.name);
  return {
    type: ['object', 'null'],
    ...(declared.text !== '' && { description: declared.text }),
    properties: {
      ...MORE_FIELDS[name],
      ...Object.fromEntries(members.map(member => [member.name, memberSchema(name, member, file, declared, visit)])),
    },
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

function memberSchema(
  owner: string,
  member: Member,
  file: string,
  declared: Declared,
  visit: (file: string) => string,
): JsonSchema {
  const key = `${owner}.${member.name}`;
  const schema = typeSchema(member.type, name => visit(resolveImport(name, file, declared)));
  const more = MORE_VALUES[key] ?? [];
  const values = schema.enum;
  const described = member.text === '' ? {} : { description: member.text };
  if (RESOURCE_LISTS.has(key)) return { $ref: '#/definitions/k8s.ResourceList', ...described };
  if ('$ref' in schema) return { ...schema, ...described };
  return {
    ...described,
    ...schema,
    ...(member.optional && schema.type !== undefined && { type: nullable(schema.type) }),
    ...(values && { enum: [...values, ...more, ...(member.optional ? [null] : [])] }),
    ...BOUNDS[key],
  };
}

const nullable = (type: string | readonly string[]): readonly string[] => [
  ...new Set([...(typeof type === 'string' ? [type] : type), 'null']),
];

function typeSchema(type: string, refer: (name: string) => string): JsonSchema {
  const list = /^Array<(.+)>$/.exec(type)?.[1];
  if (list !== undefined) return { type: 'array', items: typeSchema(list, refer) };
  const map = /^\{\s*\[key: string\]: (.+);\s*\}$/.exec(type)?.[1];
  if (map !== undefined) return { type: 'object', additionalProperties: typeSchema(map, refer) };
  if (/^"[^"]*"( \| "[^"]*")*$/.test(type))
    return { type: 'string', enum: [...type.matchAll(/"([^"]*)"/g)].map(match => match[1] ?? '') };
  if (type === 'number') return { type: 'integer' };
  if (type === 'string' || type === 'boolean') return { type };
  if (type === '{}' || type === 'object') return { type: 'object' };
  if (/^I[A-Z]\w+$/.test(type)) return { $ref: refer(type) };
  throw new Error(`cannot read the Kubernetes type ${type}`);
}

function resolveImport(name: string, file: string, declared: Declared): string {
  const from = declared.imports.get(name);
  if (from === undefined) return file;
  if (from.startsWith('.')) return resolve(dirname(file), from);
  const modules = file.slice(0, file.lastIndexOf('node_modules') + 'node_modules'.length);
  const nested = join(file.slice(0, file.indexOf('/', modules.length + 1)), 'node_modules', from);
  return existsSync(`${nested}.d.ts`) ? nested : join(modules, from);
}

function readDeclaration(path: string): Declared {
  const source = readFileSync(path, 'utf8');
  const imports = new Map(
    [...source.matchAll(/^import \{ (\w+) \} from "([^"]+)";$/gm)].map(match => [match[1] ?? '', match[2] ?? '']),
  );
  const body = /((?:^\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?)export interface \w+ \{\n([\s\S]*?)\n\}/m.exec(source);
  if (!body) throw new Error(`${path}: no interface`);
  const members = [
    ...(body[2] ?? '').matchAll(
      /^ {4}(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n {4})?"([^"]+)"(\??): ((?:\{[\s\S]*?\n {4}\}|[^\n])*?);$/gm,
    ),
  ];
  return {
    text: summary(body[1] ?? ''),
    imports,
    members: members.map(match => ({
      name: match[2] ?? '',
      optional: match[3] === '?',
      type: (match[4] ?? '').replace(/\s+/g, ' '),
      text: summary(match[1] ?? ''),
    })),
  };
}

/** The first two sentences of a comment, without the list of values and the links. */
function summary(comment: string): string {
  const text =
    comment
      .replace(/^\/\*\*|\*\/\s*$/g, '')
      .split('\n')
      .map(line => line.replace(/^\s*\* ?/, '').trim())
      .join('\n')
      .split('Possible enum values:')[0]
      ?.replace(/\s+/g, ' ')
      .replace(/ ?More info: \S+/g, '')
      .trim() ?? '';
  const sentences = text.match(/[^.]+(?:\.(?!\s|$)[^.]*)*\.?/g) ?? [];
  const short = sentences.slice(0, 2).join('').trim();
  return short.length > 320 ? `${short.slice(0, short.lastIndexOf(' ', 300))} …` : short;
}

import type { Form, JsonValue, KeyType } from '../../server/src/core/product/table.ts';

/** What a setting's name, place and defaults tell of its type. Shared by the importers. */
export interface Typing {
  readonly type: KeyType;
  readonly form?: Form;
  readonly values?: readonly JsonValue[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly open?: boolean;
}

/** A type known by the last key alone, whatever the defaults are. First match wins. */
const BY_NAME: readonly (readonly [RegExp, Typing])[] = [
  [/^affinity$/, { type: 'k8s:Affinity' }],
  [/^tolerations$/, { type: 'k8s:Toleration[]' }],
  [/^topologySpreadConstraints$/, { type: 'k8s:TopologySpreadConstraint[]' }],
  [/^nodeSelector$/, { type: 'map<string>' }],
  [/^podSecurityContext$/, { type: 'k8s:PodSecurityContext' }],
  [/^imagePullSecrets$/, { type: 'k8s:LocalObjectReference[]' }],
  [/^(env|extraEnv)$/, { type: 'k8s:EnvVar[]' }],
  [/^extraVolumes$/, { type: 'k8s:Volume[]' }],
  [/^extraVolumeMounts$/, { type: 'k8s:VolumeMount[]' }],
  [/^pvcTemplate$/, { type: 'k8s:PersistentVolumeClaimSpec' }],
  [/^(command|args|extraArgs)$/, { type: 'string[]' }],
  [/^(minAllowed|maxAllowed)$/, { type: 'k8s:ResourceList' }],
  [/(^|[a-z])([Ll]abels|[Aa]nnotations)$/, { type: 'map<string>' }],
  [/^pullPolicy$/, { type: 'string', values: ['Always', 'IfNotPresent', 'Never', ''] }],
  [/^(minAvailable|maxUnavailable)$/, { type: 'integer|string', form: 'int-or-percentage' }],
  [/^([a-z]\w*P|p)ort$/, { type: 'integer', form: 'port' }],
  [/^(replicas|replicaCount|instances|minReplicas)$/, { type: 'integer', minimum: 0 }],
  [/^maxReplicas$/, { type: 'integer', minimum: 1 }],
  [/^target(CPU|Memory)UtilizationPercentage$/, { type: 'integer', minimum: 0 }],
];

/** The type of the leaf at `path`, given every default it ever had. `undefined` members are not told apart from null. */
export function typeOfLeaf(path: readonly string[], defaults: readonly JsonValue[]): Typing {
  return (
    resourceTyping(path, defaults) ??
    namedTyping(path, defaults) ?? { ...ofDefaults(defaults), ...formOf(path, defaults) }
  );
}

/** `resources`, `resources.limits`, `resources.limits.cpu`: Kubernetes types at all three depths. */
export function resourceTyping(path: readonly string[], defaults: readonly JsonValue[] = []): Typing | undefined {
  const [outer, bound, leaf] = [path.at(-3) ?? '', path.at(-2) ?? '', path.at(-1) ?? ''];
  if (isResources(outer) && isBound(bound)) return { type: 'k8s:Quantity', form: 'quantity' };
  if (isResources(bound) && isBound(leaf)) return { type: 'k8s:ResourceList' };
  if (isResources(leaf) && defaults.every(value => value === null || typeof value === 'object'))
    return { type: 'k8s:ResourceRequirements' };
  return undefined;
}

const isResources = (key: string): boolean => /^resources([A-Z]|$)/.test(key) || /[a-z]Resources$/.test(key);
const isBound = (key: string): boolean => key === 'limits' || key === 'requests';

function namedTyping(path: readonly string[], defaults: readonly JsonValue[]): Typing | undefined {
  const found = BY_NAME.find(([name]) => name.test(path.at(-1) ?? ''))?.[1];
  if (!found) return undefined;
  const base = ofDefaults(defaults).type;
  const agrees = base === 'any' || baseOf(found.type).some(member => base.split('|').includes(member));
  return agrees ? found : undefined;
}

function baseOf(type: KeyType): readonly string[] {
  if (type === 'integer|string') return ['integer', 'string'];
  if (type.endsWith('[]')) return ['any[]', 'string[]', 'object[]'];
  return type.startsWith('map<') || type.startsWith('k8s:') ? ['object'] : [type];
}

/** The JSON types of the defaults seen; `any` when all were null. */
export function ofDefaults(defaults: readonly JsonValue[]): Typing {
  const members = [...new Set(defaults.filter(value => value !== null).map(typeOfValue))];
  const types = members.includes('number') ? members.filter(type => type !== 'integer') : members;
  if (types.length === 0) return { type: 'any' };
  if (types.length === 1 && types[0] === 'object') return { type: 'object', open: true };
  return { type: types.includes('string[]') ? types.filter(type => type !== 'any[]').join('|') : types.join('|') };
}

function typeOfValue(value: JsonValue): string {
  if (Array.isArray(value))
    return value.length > 0 && value.every(item => typeof item === 'string') ? 'string[]' : 'any[]';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value === 'object' ? 'object' : typeof value;
}

/** Forms told by name and default; only for strings and integers. */
function formOf(path: readonly string[], defaults: readonly JsonValue[]): { form?: Form } {
  const name = path.at(-1) ?? '';
  const parent = path.at(-2) ?? '';
  const texts = defaults.filter(value => typeof value === 'string' && value !== '') as string[];
  if (!defaults.some(value => typeof value === 'string')) return {};
  if (/^(size|storage)$/.test(name) && texts.length > 0 && texts.every(text => /^\d+[KMGT]i?$/.test(text)))
    return { form: 'quantity' };
  if (/^(scrapeI|i)nterval$/.test(name) && /Monitor$/.test(parent)) return { form: 'prometheus-duration' };
  if (
    /[Dd]uration$|[Ii]nterval$|[Rr]enewBefore$|[Tt]imeout$/.test(name) &&
    texts.some(text => /^\d+(\.\d+)?(h|m|s|ms)/.test(text))
  )
    return { form: 'go-duration' };
  if (name === 'tag' || name === 'imageTag') return { form: 'image-tag' };
  if (name === 'imageName') return { form: 'image' };
  if (name === 'schedule' && texts.some(text => text.split(' ').length === 5)) return { form: 'cron' };
  return {};
}

import type { JsonSchema } from '../schema/json-schema.ts';
import {
  all,
  any,
  atLeast,
  atMost,
  each,
  filled,
  has,
  isFalse,
  isTrue,
  key,
  not,
  oneOf,
  type ProductConstraint,
  switchedTo,
  text,
  unset,
} from './constraint.ts';

const apollo = { 'features.alpha.apollo.enabled': isTrue } as const;
/** Replicas at the place of older versions are meant, and are another rule's. */
const serving = { ...apollo, 'features.alpha.apollo': not({ required: ['replicaCount'] }) };
const parallel = { 'controlPlanes.ha.enabled': isTrue } as const;
const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';

/** Bound to nodes by their labels. */
const bound: JsonSchema = has('nodeAffinity', has(required, has('nodeSelectorTerms', { type: 'array', minItems: 1 })));
const list: JsonSchema = { type: 'array', minItems: 1 };
const apart: JsonSchema = has('podAntiAffinity', any(has(required, list), has(preferred, list)));
const onZones = text('zone$');
const overZones: JsonSchema = has(
  'podAntiAffinity',
  any(
    has(required, { contains: has('topologyKey', onZones) }),
    has(preferred, { contains: has('podAffinityTerm', has('topologyKey', onZones)) }),
  ),
);
/** What is surely less than the guide asks for: millicores below 500, mebibytes below a gibibyte. */
const belowHalfCore = any(text('^\\d{1,2}m$|^[0-4]\\d{2}m$'), { type: 'number', maximum: 0.49 });
const belowTwoCores = any(text('^\\d{1,3}m$|^1\\d{3}m$|^[01](\\.\\d+)?$'), { type: 'number', maximum: 1.99 });
const belowOneGibibyte = text('^\\d{1,3}(\\.\\d+)?Mi?$|^\\d{1,6}Ki?$');
const belowFourGibibytes = text('^[1-3]?\\d{1,3}(\\.\\d+)?Mi?$|^[0-3](\\.\\d+)?Gi?$');
const below50Gibibytes = text('^[1-4]?\\d(\\.\\d+)?Gi?$|^\\d{1,4}(\\.\\d+)?Mi?$');
/** Resources at the wrong place are meant, and are another rule's. */
const inPlace = { controller: not({ required: ['resources'] }) };
const controllerResources = 'controller.controller.resources';

function role(name: 'etcd' | 'vcluster'): readonly ProductConstraint[] {
  const affinity = `controlPlanes.${name}.affinity`;
  return [
    { rule: `spaces-${name}-node-affinity-missing`, must: { [affinity]: bound } },
    { rule: `spaces-${name}-anti-affinity-missing`, when: parallel, must: { [affinity]: apart } },
    { rule: `spaces-${name}-zone-missing`, when: { ...parallel, [affinity]: apart }, must: { [affinity]: overZones } },
    {
      rule: `spaces-${name}-tolerations-missing`,
      when: { [affinity]: bound },
      must: { [`controlPlanes.${name}.tolerations`]: list },
    },
  ];
}

/** What a production Space has, as far as JSON Schema can ask for it. */
export const spaces: readonly ProductConstraint[] = [
  { rule: 'spaces-ha-disabled', must: { 'controlPlanes.ha.enabled': isTrue } },
  { rule: 'spaces-api-replicas', when: { 'api.hpa.enabled': isFalse }, must: { 'api.replicaCount': atLeast(2) } },
  { rule: 'spaces-api-replicas', when: { 'api.hpa.enabled': isTrue }, must: { 'api.hpa.minReplicas': atLeast(2) } },
  { rule: 'spaces-apollo-disabled', must: apollo },
  {
    rule: 'spaces-apollo-replicas',
    when: { ...serving, 'apollo.apollo.hpa.enabled': isFalse },
    must: { 'apollo.apollo.replicaCount': atLeast(2) },
  },
  {
    rule: 'spaces-apollo-replicas',
    when: { ...serving, 'apollo.apollo.hpa.enabled': isTrue },
    must: { 'apollo.apollo.hpa.minReplicas': atLeast(2) },
  },
  {
    rule: 'spaces-apollo-values-moved',
    must: { 'apollo.apollo': {}, 'features.alpha.apollo': key('replicaCount', unset) },
  },
  { rule: 'spaces-router-hpa-disabled', must: { 'router.hpa.enabled': isTrue } },
  {
    rule: 'spaces-router-hpa-bounds',
    when: { 'router.hpa.enabled': isTrue },
    must: { 'router.hpa.minReplicas': atLeast(2) },
  },
  ...role('etcd'),
  ...role('vcluster'),
  {
    rule: 'spaces-etcd-storage-small',
    must: { 'controlPlanes.etcd.persistence.size': not(below50Gibibytes) },
  },
  { rule: 'spaces-etcd-storage-class-unset', must: { 'controlPlanes.etcd.persistence.storageClassName': filled } },
  {
    rule: 'spaces-controller-resources-low',
    when: inPlace,
    must: {
      [`${controllerResources}.requests.cpu`]: not(belowHalfCore),
      [`${controllerResources}.requests.memory`]: not(belowOneGibibyte),
    },
  },
  {
    rule: 'spaces-controller-resources-low',
    when: inPlace,
    must: {
      [`${controllerResources}.limits`]: all(key('cpu', not(belowTwoCores)), key('memory', not(belowFourGibibytes))),
    },
  },
  { rule: 'spaces-controller-resources-misplaced', must: { controller: key('resources', unset) } },
  { rule: 'spaces-insecure', must: { 'api.insecure': switchedTo(false), 'router.insecure': switchedTo(false) } },
  { rule: 'spaces-insecure', must: { 'ingress.insecure': switchedTo(false) } },
  { rule: 'spaces-insecure', must: { 'gatewayAPI.insecure': switchedTo(false) } },
  { rule: 'spaces-api-exposed', must: { 'api.proxy.service.type': not(oneOf('NodePort', 'LoadBalancer')) } },
  {
    rule: 'spaces-alpha-feature',
    must: { 'features.alpha.simulations.enabled': switchedTo(false) },
  },
  {
    rule: 'spaces-postgres-sidecar',
    when: { ...apollo, 'apollo.apollo.replicaCount': all({ type: 'number' }, atLeast(2)) },
    must: { 'apollo.apollo.storage.postgres.sidecar': switchedTo(false) },
  },
  {
    rule: 'spaces-billing-incomplete',
    when: { 'billing.enabled': isTrue, 'billing.storage.provider': oneOf('aws') },
    must: { 'billing.storage.aws.bucket': filled, 'billing.storage.aws.region': filled },
  },
  {
    rule: 'spaces-billing-incomplete',
    when: { 'billing.enabled': isTrue },
    must: { 'billing.storage.provider': filled },
  },
  {
    rule: 'spaces-host-default',
    when: { 'router.proxy.service.type': oneOf('LoadBalancer') },
    must: { 'externalTLS.host': all(filled, not(text('nip\\.io$|^localhost$|127\\.0\\.0\\.1'))) },
  },
  {
    rule: 'spaces-reserved-label',
    must: { 'space.labels': { propertyNames: not(text('^internal\\.spaces\\.upbound\\.io/')) } },
  },
  {
    rule: 'spaces-pull-secret-name',
    must: { imagePullSecrets: any({ contains: key('name', oneOf('upbound-pull-secret')) }, { maxItems: 0 }, unset) },
  },
  {
    rule: 'spaces-vector-buffer',
    when: { 'controlPlanes.vector.persistence.enabled': isTrue },
    must: { 'controlPlanes.vector.sinks.usage.buffer.maxSize': not(all({ type: 'number' }, atMost(268_435_487))) },
  },
  { rule: 'spaces-affinity-selector-mismatch', must: { 'controlPlanes.etcd.affinity': selects('vcluster-etcd') } },
  { rule: 'spaces-affinity-selector-mismatch', must: { 'controlPlanes.vcluster.affinity': selects('vcluster') } },
];

/** Pod anti-affinity that selects by `app` selects its own pods. */
function selects(app: string): JsonSchema {
  return key('podAntiAffinity', key(required, each(key('labelSelector', key('matchLabels', key('app', oneOf(app)))))));
}

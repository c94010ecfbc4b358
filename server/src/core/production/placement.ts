import {
  all,
  any,
  at,
  atLeast,
  atMost,
  type Constraint,
  each,
  filled,
  has,
  hasAny,
  isTrue,
  key,
  not,
  oneOf,
  text,
  unset,
  when,
} from './constraint.ts';

const toleration = (rule: string, schema: Constraint['schema']): Constraint => ({
  rule,
  schema: key('tolerations', each(schema)),
});

const exists = has('operator', oneOf('Exists'));
const noKey = any(not({ required: ['key'] }), has('key', oneOf('', null)));
const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
const podRules = 'podAffinity|podAntiAffinity';
const severalReplicas = hasAny('replicaCount|replicas', { type: 'number', minimum: 2 });
const retired = {
  'beta.kubernetes.io/os': unset,
  'beta.kubernetes.io/arch': unset,
  'beta.kubernetes.io/instance-type': unset,
  'failure-domain.beta.kubernetes.io/zone': unset,
  'failure-domain.beta.kubernetes.io/region': unset,
};

/** Tolerations, affinity, node selectors and spread constraints, wherever they stand. */
export const placement: readonly Constraint[] = [
  toleration('toleration-operator-invalid', key('operator', oneOf('Equal', 'Exists', 'Lt', 'Gt', '', null))),
  toleration(
    'toleration-effect-invalid',
    key('effect', oneOf('NoSchedule', 'PreferNoSchedule', 'NoExecute', '', null)),
  ),
  toleration('toleration-exists-with-value', when(exists, key('value', oneOf('', null)))),
  toleration('toleration-key-empty', when(all(noKey, { type: 'object', minProperties: 1 }), exists)),
  toleration('toleration-value-not-string', key('value', { type: ['string', 'null'] })),
  toleration(
    'toleration-seconds-without-no-execute',
    when(has('tolerationSeconds', { type: 'number' }), has('effect', oneOf('NoExecute'))),
  ),
  toleration(
    'toleration-never-evicted',
    when(
      all(
        exists,
        has('key', text('^node\\.kubernetes\\.io/(unreachable|not-ready)$')),
        has('effect', oneOf('NoExecute')),
      ),
      has('tolerationSeconds'),
    ),
  ),
  {
    rule: 'toleration-deprecated-key',
    schema: key(
      'tolerations',
      when(
        { contains: has('key', oneOf('node-role.kubernetes.io/master')) },
        { contains: has('key', oneOf('node-role.kubernetes.io/control-plane')) },
      ),
    ),
  },
  {
    rule: 'toleration-wildcard',
    schema: when(
      severalReplicas,
      key('tolerations', each(not(all(exists, noKey, not(has('effect', oneOf('PreferNoSchedule'))))))),
    ),
  },
  {
    rule: 'affinity-topology-key',
    schema: all(
      at(`${podRules}.${required}.[]`, has('topologyKey', filled)),
      at(`${podRules}.${preferred}.[].podAffinityTerm`, has('topologyKey', filled)),
    ),
  },
  {
    rule: 'affinity-weight',
    schema: at(`nodeAffinity|${podRules}.${preferred}.[].weight`, all(atLeast(1), atMost(100))),
  },
  {
    rule: 'anti-affinity-selector-missing',
    schema: at(`podAntiAffinity.${required}.[]`, has('labelSelector', { type: 'object' })),
  },
  {
    rule: 'anti-affinity-namespace-wide',
    schema: at(`podAntiAffinity.${required}.[].namespaceSelector`, any({ type: 'object', minProperties: 1 }, unset)),
  },
  { rule: 'node-selector-terms-empty', schema: at(`nodeAffinity.${required}.nodeSelectorTerms`, { minItems: 1 }) },
  {
    rule: 'selector-requirement-invalid',
    schema: key(
      'matchExpressions',
      each(
        all(
          when(has('operator', oneOf('Exists', 'DoesNotExist')), key('values', any({ maxItems: 0 }, unset))),
          when(has('operator', oneOf('In', 'NotIn')), has('values', { type: 'array', minItems: 1 })),
        ),
      ),
    ),
  },
  {
    rule: 'topology-spread-invalid',
    schema: key(
      'topologySpreadConstraints',
      each(
        all(
          key('maxSkew', atLeast(1)),
          has('topologyKey', filled),
          key('whenUnsatisfiable', oneOf('DoNotSchedule', 'ScheduleAnyway')),
        ),
      ),
    ),
  },
  {
    rule: 'topology-spread-selector-missing',
    schema: key('topologySpreadConstraints', each(has('labelSelector', { type: 'object' }))),
  },
  { rule: 'node-label-deprecated', schema: key('nodeSelector', { properties: retired }) },
  {
    rule: 'node-selector-hostname',
    schema: when(severalReplicas, at('nodeSelector', key('kubernetes.io/hostname', unset))),
  },
  {
    rule: 'leader-election-disabled',
    schema: when(severalReplicas, at('leaderElection.enabled', isTrue)),
  },
];

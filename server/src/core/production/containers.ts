import type { JsonSchema } from '../schema/json-schema.ts';
import {
  all,
  any,
  at,
  atLeast,
  type Constraint,
  each,
  has,
  hasAny,
  isTrue,
  key,
  not,
  oneOf,
  switchedTo,
  text,
  unset,
  when,
} from './constraint.ts';

const securityContexts = 'podSecurityContext|containerSecurityContext|securityContext';
const amount = 'limits|requests';
/** A Kubernetes quantity, or a text that something fills in later. */
const quantity = text('^([+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+|[KMGTPE]i|[numkMGTPE])?|.*[{$<].*|ENC.*|)$');
const containerOnly = {
  allowPrivilegeEscalation: unset,
  capabilities: unset,
  privileged: unset,
  procMount: unset,
  readOnlyRootFilesystem: unset,
};
const stringMap: JsonSchema = { additionalProperties: { type: ['string', 'null'] } };
const imageName = 'registry|repository';
const stores = 'postgresql|postgres|mysql|mariadb|mongodb';
const verticalAutoscaler = 'vpa|verticalPodAutoscaler';

/** Images, resources, security contexts, volumes and environment, wherever they stand. */
export const containers: readonly Constraint[] = [
  { rule: 'image-tag-latest', schema: at('image.tag', not(oneOf('latest'))) },
  { rule: 'image-tag-not-string', schema: at('image.tag', { type: ['string', 'null'] }) },
  { rule: 'image-registry-deprecated', schema: at(`image.${imageName}`, not(text('^k8s\\.gcr\\.io(/|$)'))) },
  {
    rule: 'image-pull-policy-mutable',
    schema: key('image', when(has('tag', oneOf('latest')), key('pullPolicy', not(oneOf('IfNotPresent', 'Never'))))),
  },

  {
    rule: 'resources-key-unknown',
    schema: at(`resources.${amount}`, {
      propertyNames: { pattern: '^(cpu|memory|ephemeral-storage|storage|hugepages-.+|.+/.+)$' },
    }),
  },
  {
    rule: 'resources-quantity-invalid',
    schema: at(`resources.${amount}.cpu|memory`, not(all({ type: 'string' }, not(quantity)))),
  },
  { rule: 'resources-memory-fractional', schema: at(`resources.${amount}.memory`, not(text('^\\d+(\\.\\d+)?m$'))) },
  {
    rule: 'resources-memory-small',
    schema: at(
      `resources.${amount}.memory`,
      not(any(text('^[1-9]\\d{0,5}$'), { type: 'number', exclusiveMinimum: 0, maximum: 999_999 })),
    ),
  },
  {
    rule: 'resources-cpu-large',
    schema: at(`resources.${amount}.cpu`, not(any(text('^\\d{3,}$'), { type: 'number', minimum: 129 }))),
  },
  {
    rule: 'resources-requests-missing',
    guesses: true,
    schema: when(
      all(hasAny('replicaCount|replicas', { type: 'number', minimum: 1 }), not({ required: ['resourcesPreset'] })),
      key('resources', any(has('requests', all({ required: ['cpu'] }, { required: ['memory'] })), hasBothLimits())),
    ),
  },
  {
    rule: 'resources-memory-limit-missing',
    guesses: true,
    schema: when(
      hasAny('replicaCount|replicas', { type: 'number', minimum: 1 }),
      key('resources', when(has('requests', has('memory')), has('limits', { type: 'object', required: ['memory'] }))),
    ),
  },
  {
    rule: 'resources-empty',
    guesses: true,
    schema: when(hasAny('replicaCount|replicas', { type: 'number', minimum: 1 }), key('resources', not(oneOfEmpty()))),
  },

  { rule: 'security-privileged', schema: at(`${securityContexts}.privileged`, switchedTo(false)) },
  {
    rule: 'security-privilege-escalation',
    schema: at(`${securityContexts}.allowPrivilegeEscalation`, switchedTo(false)),
  },
  {
    rule: 'security-run-as-root',
    schema: key(
      securityContexts,
      all(
        key('runAsUser', not(oneOf(0))),
        when(not(has('runAsUser', { type: 'number' })), key('runAsNonRoot', switchedTo(true))),
      ),
    ),
  },
  {
    rule: 'security-capabilities',
    schema: at(
      `${securityContexts}.capabilities`,
      all(
        key('add', each(not(text('^(CAP_)?(ALL|SYS_ADMIN|NET_ADMIN|SYS_MODULE|SYS_PTRACE|DAC_READ_SEARCH|BPF)$')))),
        when(
          has('drop', { type: 'array' }),
          key('drop', { contains: oneOf('ALL', 'all', 'NET_RAW', 'CAP_NET_RAW', 'CAP_ALL') }),
        ),
      ),
    ),
  },
  { rule: 'security-context-misplaced', schema: key('podSecurityContext', { properties: containerOnly }) },
  { rule: 'security-host-namespace', schema: key('hostNetwork|hostPID|hostIPC', switchedTo(false)) },
  { rule: 'security-host-port', schema: key('hostPort', not({ type: 'number', minimum: 1 })) },
  { rule: 'security-host-path', schema: at('extraVolumes.[].hostPath', unset) },

  { rule: 'env-value-not-string', schema: at('env|extraEnv|extraEnvVars.[].value', { type: ['string', 'null'] }) },
  {
    rule: 'string-map-value-not-string',
    schema: key('podAnnotations|podLabels|nodeSelector', stringMap),
  },
  {
    rule: 'pod-safe-to-evict-false',
    schema: key('podAnnotations', key('cluster-autoscaler.kubernetes.io/safe-to-evict', not(oneOf('false')))),
  },
  { rule: 'secret-placeholder', schema: key('password', not(oneOf('changeme', 'CHANGEME', 'changeit', 'password'))) },

  {
    rule: 'persistence-disabled-stateful',
    schema: key(
      stores,
      all(at('persistence.enabled', switchedTo(true)), at('primary.persistence.enabled', switchedTo(true))),
    ),
  },
  {
    rule: 'persistence-rwo-multi-replica',
    schema: when(
      all(
        hasAny('replicaCount|replicas', { type: 'number', minimum: 2 }),
        has('strategy', has('type', oneOf('RollingUpdate'))),
      ),
      key('persistence', when(has('enabled', isTrue), key('accessModes', not(hasOnlyReadWriteOnce())))),
    ),
  },
  { rule: 'vpa-update-mode-boolean', schema: at(`${verticalAutoscaler}.updateMode`, not({ type: 'boolean' })) },
  {
    rule: 'vpa-update-mode-invalid',
    schema: at(
      `${verticalAutoscaler}.updateMode`,
      not(all({ type: 'string' }, not(text('^(Off|Initial|Recreate|InPlaceOrRecreate|InPlace|Auto|.*[{$].*|)$')))),
    ),
  },
  {
    rule: 'vpa-update-mode-auto',
    schema: key(verticalAutoscaler, when(has('enabled', isTrue), key('updateMode', not(oneOf('Auto'))))),
  },
  {
    rule: 'vpa-quorum-store',
    schema: key(
      'etcd|zookeeper|consul|nats|cockroachdb|rabbitmq',
      when(
        hasAny('replicaCount|replicas', atLeast(2)),
        key(
          verticalAutoscaler,
          when(has('enabled', isTrue), key('updateMode', not(oneOf('Auto', 'Recreate', 'InPlaceOrRecreate')))),
        ),
      ),
    ),
  },
];

function hasBothLimits(): JsonSchema {
  return has('limits', { type: 'object', required: ['cpu', 'memory'] });
}

function oneOfEmpty(): JsonSchema {
  return all({ type: 'object' }, not({ minProperties: 1 }));
}

function hasOnlyReadWriteOnce(): JsonSchema {
  return all({ type: 'array', minItems: 1 }, each(oneOf('ReadWriteOnce', 'ReadWriteOncePod')));
}

import type { JsonSchema } from '../schema/json-schema.ts';
import {
  all,
  any,
  at,
  atLeast,
  atMost,
  type Constraint,
  has,
  hasAny,
  isFalse,
  isTrue,
  key,
  not,
  oneOf,
  switchedOn,
  switchedTo,
  text,
  unset,
  when,
} from './constraint.ts';

const autoscaler = 'autoscaling|hpa|horizontalPodAutoscaler';
const budget = 'podDisruptionBudget|pdb|disruptionBudget';
const replicas = 'replicaCount|replicas';
const quorumStores = 'etcd|zookeeper|consul|nats|cockroachdb|rabbitmq';
const several: JsonSchema = { type: 'number', minimum: 2 };
const setScalar: JsonSchema = any({ type: 'number' }, { type: 'string', minLength: 1 });
const nothing: JsonSchema = oneOf(null, '');
const zero: JsonSchema = oneOf(0, '0', '0%');
const autoscaled = hasAny(autoscaler, has('enabled', isTrue));
const notServing = any(not({ required: ['service'] }), has('service', has('enabled', isFalse)));
const keepsData = hasAny('persistence', has('enabled', isTrue));
const scales = (path: string, value: JsonSchema): JsonSchema => switchedOn(autoscaler, at(path, value));
const seconds = 'initialDelaySeconds|periodSeconds|timeoutSeconds|failureThreshold|successThreshold';
const probes = 'livenessProbe|readinessProbe|startupProbe';
const handlers = ['exec', 'grpc', 'httpGet', 'tcpSocket'] as const;
const pairs = handlers.flatMap((one, index) => handlers.slice(index + 1).map(other => [one, other] as const));
const anObject: JsonSchema = { type: 'object' };

/** Replicas, autoscalers, disruption budgets, update strategies, probes and shutdown, wherever they stand. */
export const availability: readonly Constraint[] = [
  {
    rule: 'replicas-single',
    schema: when(not(any(autoscaled, notServing, keepsData, recreates())), key(replicas, when(oneOf(1), atLeast(2)))),
  },
  { rule: 'replicas-type', schema: key('replicaCount', any({ type: 'integer' }, not({ type: 'number' }))) },
  {
    rule: 'replicas-quorum-even',
    schema: key(quorumStores, when(not(autoscaled), key(replicas, not(oneOf(4, 6, 8))))),
  },
  { rule: 'replicas-quorum-small', schema: key(quorumStores, key(replicas, when(oneOf(1, 2), atLeast(3)))) },

  { rule: 'hpa-min-replicas-single', schema: scales('minReplicas', atLeast(2)) },
  { rule: 'hpa-max-missing', schema: scales('maxReplicas', not(unset)) },
  {
    rule: 'hpa-target-range',
    schema: scales('targetCPUUtilizationPercentage|targetMemoryUtilizationPercentage', all(atLeast(0), atMost(90))),
  },
  {
    rule: 'hpa-behavior-invalid',
    schema: scales(
      'behavior.scaleUp|scaleDown',
      all(
        key('stabilizationWindowSeconds', all(atLeast(0), atMost(3600))),
        key('selectPolicy', oneOf('Max', 'Min', 'Disabled', '', null)),
        at('policies.[].type', oneOf('Pods', 'Percent')),
        at('policies.[].value', atLeast(1)),
        at('policies.[].periodSeconds', all(atLeast(1), atMost(1800))),
      ),
    ),
  },
  {
    rule: 'hpa-scale-down-window-short',
    schema: scales('behavior.scaleDown.stabilizationWindowSeconds', any(atLeast(300), { maximum: -1 })),
  },
  { rule: 'hpa-scale-up-disabled', schema: scales('behavior.scaleUp.selectPolicy', not(oneOf('Disabled'))) },
  { rule: 'hpa-scale-up-slow', schema: scales('behavior.scaleUp.stabilizationWindowSeconds', atMost(60)) },
  {
    rule: 'hpa-metric-invalid',
    schema: scales(
      'metrics.[]',
      all(
        key('type', oneOf('Resource', 'Pods', 'Object', 'External', 'ContainerResource')),
        when(has('type', oneOf('Resource')), has('resource')),
        when(has('type', oneOf('Pods')), has('pods')),
        when(has('type', oneOf('Object')), has('object')),
        when(has('type', oneOf('External')), has('external')),
        when(has('type', oneOf('ContainerResource')), has('containerResource')),
      ),
    ),
  },
  {
    rule: 'hpa-quorum-store',
    schema: key(
      quorumStores,
      when(hasAny(replicas, { type: 'number' }), at(`${autoscaler}.enabled`, switchedTo(false))),
    ),
  },

  {
    rule: 'pdb-missing',
    schema: when(all(hasAny(replicas, several), not(autoscaled)), at(`${budget}.enabled`, switchedTo(true))),
  },
  {
    rule: 'pdb-both-set',
    schema: switchedOn(budget, not(all(has('minAvailable', setScalar), has('maxUnavailable', setScalar)))),
  },
  {
    rule: 'pdb-neither-set',
    schema: switchedOn(budget, not(all(has('minAvailable', nothing), has('maxUnavailable', nothing)))),
  },
  {
    rule: 'pdb-value-invalid',
    schema: switchedOn(
      budget,
      key('minAvailable|maxUnavailable', any({ type: 'integer', minimum: 0 }, text('^(\\d+%?|.*[{$].*)?$'), unset)),
    ),
  },

  {
    rule: 'strategy-value-invalid',
    schema: when(
      hasAny(replicas, { type: 'number' }),
      at('strategy.type', oneOf('RollingUpdate', 'Recreate', 'OnDelete', '', null)),
    ),
  },
  {
    rule: 'strategy-recreate',
    schema: when(
      all(hasAny(replicas, several), has('service'), not(autoscaled), not(keepsData)),
      at('strategy.type', not(oneOf('Recreate'))),
    ),
  },
  {
    rule: 'strategy-recreate-with-rolling-update',
    schema: when(
      hasAny(replicas, { type: 'number' }),
      key(
        'strategy|updateStrategy|deploymentStrategy',
        when(has('type', oneOf('Recreate')), key('rollingUpdate', unset)),
      ),
    ),
  },
  {
    rule: 'strategy-zero-both',
    schema: when(
      hasAny(replicas, { type: 'number' }),
      at('strategy.rollingUpdate', not(all(has('maxSurge', zero), has('maxUnavailable', zero)))),
    ),
  },
  {
    rule: 'revision-history-limit',
    schema: when(hasAny(replicas, { type: 'number' }), key('revisionHistoryLimit', not(oneOf(0)))),
  },

  { rule: 'probe-timing-negative', schema: at(`${probes}.${seconds}`, atLeast(0)) },
  {
    rule: 'probe-success-threshold',
    schema: at('livenessProbe|startupProbe.successThreshold', not(all({ type: 'number' }, atLeast(2)))),
  },
  {
    rule: 'probe-readiness-grace',
    schema: at('readinessProbe.terminationGracePeriodSeconds', not({ type: 'number' })),
  },
  {
    rule: 'probe-handler-conflict',
    schema: key(probes, all(...pairs.map(([one, other]) => not(all(has(one, anObject), has(other, anObject)))))),
  },
  {
    rule: 'probe-handler-missing',
    schema: key(
      'customLivenessProbe|customReadinessProbe|customStartupProbe',
      when({ type: 'object', minProperties: 1 }, any(...handlers.map(handler => has(handler, anObject)))),
    ),
  },
  {
    rule: 'probe-liveness-aggressive',
    schema: key(
      'livenessProbe',
      not(
        all(
          has('failureThreshold', oneOf(1)),
          has('periodSeconds', { type: 'number', minimum: 1, maximum: 10 }),
          not(has('enabled', isFalse)),
        ),
      ),
    ),
  },
  {
    rule: 'probe-liveness-checks-readiness-path',
    schema: at('livenessProbe.httpGet.path', not(text('/(ready|readyz|readiness)$'))),
  },
  {
    rule: 'probe-readiness-missing',
    schema: when(not(notServing), at('readinessProbe.enabled', switchedTo(true))),
  },
  { rule: 'termination-grace-zero', schema: key('terminationGracePeriodSeconds', not(oneOf(0))) },
  {
    rule: 'service-session-affinity-timeout',
    schema: at(
      'service.sessionAffinityConfig.clientIP.timeoutSeconds',
      any(all({ type: 'integer' }, atLeast(1), atMost(86400)), not({ type: 'number' })),
    ),
  },
  {
    rule: 'service-session-affinity-orphan',
    schema: key(
      'service',
      when(
        has('sessionAffinityConfig', has('clientIP', has('timeoutSeconds', { type: 'number' }))),
        key('sessionAffinity', not(oneOf('None'))),
      ),
    ),
  },
];

function recreates(): JsonSchema {
  return hasAny('strategy|updateStrategy|deploymentStrategy', has('type', oneOf('Recreate')));
}

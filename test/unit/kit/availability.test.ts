import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  autoscalerProblems,
  defaultBehavior,
  desiredReplicas,
  missingRequests,
  reachability,
  scaleLimit,
} from '../../../server/src/core/kit/autoscaling.ts';
import { budgetProblems, disruption, keepsQuorum } from '../../../server/src/core/kit/disruption-budget.ts';
import { effectiveReplicas } from '../../../server/src/core/kit/effective-replicas.ts';
import { parseIntOrPercentage, scaleIntOrPercentage } from '../../../server/src/core/kit/int-or-percentage.ts';
import {
  probeCombination,
  probeTiming,
  proposedGrace,
  terminationFindings,
} from '../../../server/src/core/kit/probe.ts';
import { lintQuantity, parseQuantity } from '../../../server/src/core/kit/quantity.ts';
import {
  antiAffinityOutcome,
  orderedUnavailable,
  rollingUpdate,
  rollingUpdateProblems,
  strategyProblems,
} from '../../../server/src/core/kit/rollout.ts';
import { readVpaMode } from '../../../server/src/core/kit/vpa-mode.ts';
import { randomOf } from '../../support/random.ts';

test('a budget that is unknown or sets neither or both sides has no outcome', () => {
  assert.equal(disruption(undefined, 3), undefined);
  assert.equal(disruption({ minAvailable: 1 }, undefined), undefined);
  assert.equal(disruption({}, 3), undefined);
  assert.equal(disruption({ minAvailable: 1, maxUnavailable: 1 }, 3), undefined);
  assert.equal(disruption({ minAvailable: '{{ .Values.min }}' }, 3), undefined);
  assert.deepEqual(budgetProblems({ minAvailable: '+50%' }), ['string-not-percent']);
});

test('quorum with either side of a budget', () => {
  assert.equal(keepsQuorum(3, { minAvailable: 2 }), true);
  assert.equal(keepsQuorum(5, { minAvailable: '50%' }), true);
  assert.equal(keepsQuorum(4, { minAvailable: '50%' }), false);
  assert.equal(keepsQuorum(undefined, { minAvailable: 2 }), undefined);
});

test('any budget: as many stay healthy as it asks for', () => {
  const random = randomOf(7);
  for (let round = 0; round < 2000; round++) {
    const [replicas, percent] = [1 + random.below(200), random.below(101)];
    const kept = disruption({ minAvailable: `${percent}%` }, replicas) ?? assert.fail();
    assert.ok(100 * kept.desiredHealthy >= percent * replicas && 100 * (kept.desiredHealthy - 1) < percent * replicas);
    assert.equal(kept.allowed, replicas - kept.desiredHealthy);
    const lost = disruption({ maxUnavailable: `${percent}%` }, replicas) ?? assert.fail();
    assert.equal(lost.allowed, Math.min(replicas, scaleIntOrPercentage(`${percent}%`, replicas, 'up') ?? -1));
  }
});

test('integers and percentages', () => {
  assert.deepEqual(parseIntOrPercentage(0.5), { kind: 'error', error: 'not-an-integer' });
  assert.deepEqual(parseIntOrPercentage(true), { kind: 'error', error: 'not-an-integer' });
  assert.equal(scaleIntOrPercentage('50%', undefined, 'up'), undefined);
  assert.equal(scaleIntOrPercentage(2, undefined, 'up'), 2);
});

test('effective replicas', () => {
  assert.deepEqual(effectiveReplicas({ autoscaling: { enabled: true, minReplicas: 2, maxReplicas: 5 } }), {
    replicas: 2,
    maximum: 5,
    basis: 'hpa',
  });
  assert.equal(effectiveReplicas({ autoscaling: { enabled: '{{ .Values.on }}' } }), undefined);
  assert.deepEqual(effectiveReplicas({ replicas: '$(REPLICAS)' }), {
    replicas: undefined,
    maximum: undefined,
    basis: 'replicas',
  });
  assert.deepEqual(effectiveReplicas({ keda: { enabled: true } }), { replicas: 0, maximum: 100, basis: 'keda' });
  assert.deepEqual(effectiveReplicas({ autoscaling: true, replicaCount: 4 }), {
    replicas: 4,
    maximum: 4,
    basis: 'replicas',
  });
});

test('the largest proposal wins; one unknown metric leaves the outcome open', () => {
  const [hot, cold] = [
    { current: 140, target: 70 },
    { current: 10, target: 80 },
  ];
  assert.equal(desiredReplicas(3, [hot, cold]), 6);
  assert.equal(desiredReplicas(3, [hot, undefined]), undefined);
  assert.equal(desiredReplicas(undefined, [hot]), undefined);
  assert.equal(desiredReplicas(3, []), undefined);
});

test('the default behavior', () => {
  assert.equal(scaleLimit('up', 1, defaultBehavior.scaleUp), 5);
  assert.equal(scaleLimit('up', 10, defaultBehavior.scaleUp), 20);
  assert.equal(scaleLimit('down', 10, defaultBehavior.scaleDown), 0);
});

test('autoscaler settings that are templates or quoted', () => {
  assert.deepEqual(autoscalerProblems({ minReplicas: '{{ .min }}', maxReplicas: 1 }), []);
  assert.deepEqual(autoscalerProblems({ minReplicas: '5', maxReplicas: '3' }), ['max-below-min']);
  assert.deepEqual(autoscalerProblems({}), []);
});

test('requests that cannot be read are not missing; unknown limits leave reachability open', () => {
  assert.deepEqual(missingRequests({ requests: { cpu: '{{ .cpu }}' } }, ['cpu', 'memory']), ['memory']);
  assert.deepEqual(missingRequests({ requests: {} }, ['constructor']), ['constructor']);
  assert.equal(reachability(parseQuantity('1'), undefined, 80), undefined);
  assert.equal(reachability(parseQuantity('0'), null, 80), undefined);
  assert.equal(reachability(parseQuantity('100m'), parseQuantity('110m'), 100)?.scaleUpReachable, false);
});

test('rollouts', () => {
  assert.equal(rollingUpdate(undefined, 1, 0), undefined);
  assert.deepEqual(rollingUpdate(0, null, null), { surge: 0, unavailable: 1, minPods: 0, maxPods: 0 });
  assert.deepEqual(rollingUpdateProblems('x', 'y'), ['max-surge-invalid', 'max-unavailable-invalid']);
  assert.equal(orderedUnavailable(10, undefined), 1);
  assert.equal(orderedUnavailable(10, '25%'), 3);
  assert.equal(antiAffinityOutcome(3, undefined, { unavailable: 0 }), undefined);
});

test('probes whose numbers are templates are not judged', () => {
  const slow = { httpGet: { path: '/', port: 80 }, periodSeconds: '{{ .period }}' };
  assert.equal(probeTiming(slow), undefined);
  assert.deepEqual(probeCombination({ livenessProbe: slow, readinessProbe: slow }), []);
  assert.deepEqual(probeCombination({ startupProbe: slow }), []);
});

test('each finding names its probe', () => {
  const late = { exec: { command: ['true'] }, timeoutSeconds: 20 };
  assert.deepEqual(probeCombination({ readinessProbe: late, startupProbe: late }), [
    { finding: 'probe-timeout-exceeds-period', probe: 'readinessProbe' },
    { finding: 'probe-timeout-exceeds-period', probe: 'startupProbe' },
  ]);
});

test('termination', () => {
  assert.deepEqual(terminationFindings({ preStopSleep: 60, grace: undefined, loadBalancerDrain: 60 }), []);
  assert.deepEqual(terminationFindings({ preStopSleep: undefined, grace: 30, loadBalancerDrain: 60 }), [
    'termination-grace-below-drain',
  ]);
  assert.equal(proposedGrace(15, 60), 90);
});

test("a probe that is switched off, or whose handler is the template's, is not compared", () => {
  const quick = { httpGet: { path: '/', port: 80 }, periodSeconds: 10 };
  assert.deepEqual(probeCombination({ livenessProbe: { enabled: true }, readinessProbe: { enabled: true } }), []);
  assert.deepEqual(probeCombination({ livenessProbe: quick, readinessProbe: { ...quick, enabled: false } }), []);
  assert.deepEqual(
    probeCombination({ livenessProbe: { initialDelaySeconds: 90 }, startupProbe: { enabled: false } }).map(
      ({ finding }) => finding,
    ),
    ['probe-startup-missing'],
  );
});

test('templates are not judged', () => {
  const template = '{{ .Values.x }}';
  assert.deepEqual(budgetProblems({ minAvailable: template }), []);
  assert.deepEqual(rollingUpdateProblems(template, template), []);
  assert.equal(rollingUpdate(3, template, 0), undefined);
  assert.deepEqual(strategyProblems({ type: template }), []);
  assert.deepEqual(
    autoscalerProblems({
      behavior: { scaleUp: { selectPolicy: template, policies: [{ type: template, value: template }] } },
    }),
    [],
  );
  assert.equal(lintQuantity('cpu', template), undefined);
  assert.equal(readVpaMode(template), undefined);
});

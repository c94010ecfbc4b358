import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  autoscalerProblems,
  clampReplicas,
  desiredReplicas,
  missingRequests,
  reachability,
  type ScalingPolicy,
  scaleLimit,
} from '../../../server/src/core/kit/autoscaling.ts';
import { type ConnectionPool, connectionDemand } from '../../../server/src/core/kit/connection-pool.ts';
import {
  budgetProblems,
  type DisruptionBudget,
  disruption,
  keepsQuorum,
  quorumOf,
} from '../../../server/src/core/kit/disruption-budget.ts';
import { parseGoDuration, parsePrometheusDuration } from '../../../server/src/core/kit/duration.ts';
import { effectiveReplicas } from '../../../server/src/core/kit/effective-replicas.ts';
import { applySet, parseSet } from '../../../server/src/core/kit/helm-set.ts';
import { parseImageReference } from '../../../server/src/core/kit/image-reference.ts';
import { parseIntOrPercentage, scaleIntOrPercentage } from '../../../server/src/core/kit/int-or-percentage.ts';
import type { JsonMap } from '../../../server/src/core/kit/json.ts';
import { isLabelKey, isLabelValue } from '../../../server/src/core/kit/label.ts';
import { type Labels, matchesSelector, selectorProblems } from '../../../server/src/core/kit/label-selector.ts';
import { parseNginxInteger } from '../../../server/src/core/kit/nginx-integer.ts';
import { matchesNodeTerms, nodeTermsProblems } from '../../../server/src/core/kit/node-affinity.ts';
import {
  type ProbeRole,
  probeCombination,
  probeProblems,
  probeTiming,
  terminationFindings,
} from '../../../server/src/core/kit/probe.ts';
import {
  canonicalQuantity,
  lintQuantity,
  milliValue,
  parseQuantity,
  wholeValue,
} from '../../../server/src/core/kit/quantity.ts';
import { redisCluster } from '../../../server/src/core/kit/redis-cluster.ts';
import { parseRedisSize } from '../../../server/src/core/kit/redis-size.ts';
import { limitRatio } from '../../../server/src/core/kit/resource-requirements.ts';
import {
  antiAffinityOutcome,
  rollingUpdate,
  rollingUpdateProblems,
  strategyProblems,
} from '../../../server/src/core/kit/rollout.ts';
import { isSessionAffinityTimeout } from '../../../server/src/core/kit/session-affinity.ts';
import {
  type Taint,
  type Toleration,
  taintOutcome,
  tolerates,
  tolerationProblems,
} from '../../../server/src/core/kit/toleration.ts';
import { spreadAllows, spreadProblems } from '../../../server/src/core/kit/topology-spread.ts';
import { readVpaMode } from '../../../server/src/core/kit/vpa-mode.ts';
import {
  isEmptyValue,
  printInteger,
  printQuoted,
  printScalar,
  printYaml,
} from '../../../server/src/core/values/template-print.ts';
import { keyName, type ScalarValue, typeScalar } from '../../../server/src/core/values/yaml11.ts';

/** Each file of vectors/ is a table of what Kubernetes, Helm and the like make of an input. */
interface Row<Given> {
  readonly given: Given;
  readonly expected: JsonMap;
}

const folder = fileURLToPath(new URL('vectors', import.meta.url));
const rowsOf = <Given>(kind: string): readonly Row<Given>[] =>
  JSON.parse(readFileSync(`${folder}/${kind}.json`, 'utf8'));

const covered = new Map<string, number>();

/** One test a kind: `run` answers with the expected fields, and may answer with more. */
function table<Given>(kind: string, run: (given: Given) => object): void {
  const rows = rowsOf<Given>(kind);
  covered.set(kind, rows.length);
  test(`${kind} (${rows.length})`, () => {
    for (const { given, expected } of rows) {
      const actual: JsonMap = { ...run(given) };
      const relevant = Object.fromEntries(Object.keys(expected).map(name => [name, plain(actual[name])]));
      assert.deepEqual(relevant, expected, JSON.stringify(given));
    }
  });
}

/** As the tables write it: integers that a float cannot hold as text, nothing as null. */
const plain = (value: unknown): unknown =>
  typeof value === 'bigint' ? (value > 10n ** 17n ? String(value) : Number(value)) : (value ?? null);

const firstReason = (problems: readonly string[]) => ({ valid: problems.length === 0, reason: problems[0] });

describe('quantities', () => {
  table<{ text: string }>('quantity', ({ text }) => {
    const quantity = parseQuantity(text);
    return quantity
      ? {
          valid: true,
          bytes: wholeValue(quantity),
          milli: milliValue(quantity),
          canonical: canonicalQuantity(quantity),
        }
      : { valid: false };
  });
  table<{ resource: 'cpu' | 'memory'; text: string }>('resource-lint', ({ resource, text }) => ({
    findings: lintQuantity(resource, text),
  }));
  table<{ request: string; limit: string }>(
    'limits-ratio',
    ({ request, limit }) => limitRatio(parseQuantity(request), parseQuantity(limit)) ?? {},
  );
});

describe('taints and tolerations', () => {
  table<{ taint: Taint; toleration: Toleration; comparisonOperators?: boolean }>(
    'toleration',
    ({ taint, toleration, comparisonOperators = false }) => ({
      tolerates: tolerates(toleration, taint, { comparisonOperators }),
    }),
  );
  table<{ toleration: JsonMap; comparisonOperators: boolean }>(
    'toleration-valid',
    ({ toleration, comparisonOperators }) => firstReason(tolerationProblems(toleration, { comparisonOperators })),
  );
  table<{ taints: Taint[]; tolerations: Toleration[] }>(
    'taints-pod',
    ({ taints, tolerations }) => taintOutcome(taints, tolerations) ?? {},
  );
});

describe('disruption budgets', () => {
  table<{ value: unknown; total: number; roundUp: boolean }>('int-or-percent', ({ value, total, roundUp }) => {
    const parsed = parseIntOrPercentage(value);
    return parsed.kind === 'error'
      ? { error: parsed.error }
      : { result: scaleIntOrPercentage(value, total, roundUp ? 'up' : 'down') };
  });
  table<DisruptionBudget & { replicas: number; healthy: number }>('pdb', ({ replicas, healthy, ...budget }) => {
    const outcome = disruption(budget, replicas, healthy);
    return { ...outcome, disruptionsAllowed: outcome?.allowed };
  });
  table<{ spec: JsonMap }>('pdb-valid', ({ spec }) => firstReason(budgetProblems(spec)));
  table<{ members: number }>('quorum', ({ members }) => quorumOf(members));
  table<{ members: number; maxUnavailable: number | string }>('quorum-pdb', ({ members, maxUnavailable }) => ({
    safe: keepsQuorum(members, { maxUnavailable }),
  }));
});

describe('rollouts', () => {
  table<{ replicas: number; maxSurge: unknown; maxUnavailable: unknown }>(
    'rolling-update',
    ({ replicas, maxSurge, maxUnavailable }) => ({
      valid: rollingUpdateProblems(maxSurge, maxUnavailable).length === 0,
      ...rollingUpdate(replicas, maxSurge, maxUnavailable),
    }),
  );
  table<{ strategy: JsonMap }>('strategy-valid', ({ strategy }) => firstReason(strategyProblems(strategy)));
  table<{ replicas: number; domains: number; maxSurge: unknown; maxUnavailable: unknown; matchLabelKeys?: string[] }>(
    'required-anti-affinity',
    given => {
      const update = rollingUpdate(given.replicas, given.maxSurge, given.maxUnavailable);
      return (
        antiAffinityOutcome(
          given.replicas,
          given.domains,
          update,
          given.matchLabelKeys?.includes('pod-template-hash'),
        ) ?? {}
      );
    },
  );
});

describe('autoscaling', () => {
  interface Desired {
    readonly currentReplicas: number;
    readonly currentMetric: number;
    readonly targetMetric: number;
    readonly minReplicas: number;
    readonly maxReplicas: number;
    readonly tolerance: number;
  }
  table<Desired>('hpa-desired', given => {
    const desired = desiredReplicas(
      given.currentReplicas,
      [{ current: given.currentMetric, target: given.targetMetric }],
      given.tolerance,
    );
    return {
      desired,
      clamped: desired === undefined ? undefined : clampReplicas(desired, given.minReplicas, given.maxReplicas),
    };
  });
  interface Limit {
    readonly direction: 'up' | 'down';
    readonly currentReplicas: number;
    readonly policies: ScalingPolicy[];
    readonly selectPolicy: 'Max' | 'Min' | 'Disabled';
  }
  table<Limit>('hpa-scale-limit', ({ direction, currentReplicas, ...rules }) => ({
    limit: scaleLimit(direction, currentReplicas, rules),
  }));
  table<{ spec: JsonMap }>('hpa-valid', ({ spec }) => ({
    errors: autoscalerProblems(spec, {
      scaleToZero: spec.scaleToZero === true && spec.hasObjectOrExternalMetric === true,
    }),
  }));
  table<{ request: string; limit: string | null; targetUtilization: number; tolerance: number }>(
    'hpa-reachable',
    given => {
      const limit = given.limit === null ? null : parseQuantity(given.limit);
      return reachability(parseQuantity(given.request), limit, given.targetUtilization, given.tolerance) ?? {};
    },
  );
  table<{ resources: unknown; metrics: string[] }>('hpa-requests', ({ resources, metrics }) => ({
    missingRequests: missingRequests(resources, metrics),
  }));
  table<{ values: JsonMap }>('effective-replicas', ({ values }) => effectiveReplicas(values) ?? {});
});

describe('probes and termination', () => {
  table<{ probe: JsonMap }>('probe-timing', ({ probe }) => probeTiming(probe) ?? {});
  table<{ role: ProbeRole; probe: JsonMap }>('probe-valid', ({ role, probe }) => ({
    errors: probeProblems(role, probe),
  }));
  table<{ values: JsonMap }>('probe-combination', ({ values }) => ({
    findings: probeCombination(values).map(({ finding }) => finding),
  }));
  table<{ preStopSleep: number; grace: number | null; lbDrain: number }>(
    'termination',
    ({ preStopSleep, grace, lbDrain }) => ({
      findings: terminationFindings({ preStopSleep, grace, loadBalancerDrain: lbDrain }),
    }),
  );
});

describe('selectors', () => {
  table<{ selector: JsonMap | null; labels: Labels }>('label-selector', ({ selector, labels }) => ({
    matches: matchesSelector(selector, labels),
    invalid: selectorProblems(selector)[0],
  }));
  table<{ nodeSelectorTerms: JsonMap[]; nodeLabels: Labels }>('node-affinity', ({ nodeSelectorTerms, nodeLabels }) => ({
    matches: matchesNodeTerms(nodeSelectorTerms, nodeLabels),
    invalid: nodeTermsProblems(nodeSelectorTerms)[0],
  }));
  table<{ text: string }>('label-value', ({ text }) => ({ valid: isLabelValue(text) }));
  table<{ text: string }>('label-key', ({ text }) => ({ valid: isLabelKey(text) }));
  table<{ constraint: JsonMap }>('topology-spread-valid', ({ constraint }) => ({
    findings: spreadProblems(constraint),
  }));
  table<{ counts: Record<string, number>; candidate: string; maxSkew: number; minDomains?: number }>(
    'topology-spread-skew',
    given => ({
      allowed: spreadAllows(new Map(Object.entries(given.counts)), given.candidate, given.maxSkew, given.minDomains),
    }),
  );
});

describe('YAML, templates and --set', () => {
  /** One scalar with its quotes or `!!str` tag, as far as the tables use them. */
  const scalarOf = (yaml: string): ScalarValue => {
    const [, tag, quoted] = /^(!!str )?(?:"(.*)"|'.*'|.*)$/.exec(yaml) ?? [];
    const text = yaml.replace(/^!!str /, '');
    return quoted === undefined && !text.startsWith("'")
      ? typeScalar(text, tag === undefined)
      : typeScalar(text.slice(1, -1), false);
  };
  table<{ yaml: string }>('yaml-scalar', ({ yaml }) => {
    const value = scalarOf(yaml);
    return { value, type: value === null ? 'null' : typeof value };
  });
  table<{ yaml: string }>('yaml-key', ({ yaml }) => ({
    key: yaml.startsWith('"') ? yaml.slice(1, -1) : keyName(yaml),
  }));
  table<{ yaml: string; template: string }>('helm-render', ({ yaml, template }) => {
    const value = scalarOf(yaml.replace(/^v: /, ''));
    const fallback = /default "?(\w+)"?/.exec(template)?.[1];
    if (fallback !== undefined) {
      return { rendered: isEmptyValue(value) ? fallback : printScalar(value) };
    }
    if (template.includes('int64')) {
      return { rendered: printInteger(Number(value)) };
    }
    return {
      rendered: template.includes('toYaml')
        ? printYaml(value)
        : template.includes('quote')
          ? printQuoted(value)
          : printScalar(value),
    };
  });
  table<{ text: string }>('helm-set', ({ text }) => {
    const parsed = parseSet(text);
    return parsed.ok ? applySet({}, parsed.value) : parsed;
  });
});

describe('small grammars', () => {
  table<{ flavour: 'go' | 'prometheus'; text: string }>('duration', ({ flavour, text }) => {
    const value = flavour === 'go' ? parseGoDuration(text) : parsePrometheusDuration(text);
    return { valid: value !== undefined, [flavour === 'go' ? 'ns' : 'ms']: value };
  });
  table<{ image: string }>('image-ref', ({ image }) => {
    const reference = parseImageReference(image);
    return { ...reference, digest: reference?.digest !== undefined };
  });
  table<{ text: string }>('nginx-int', ({ text }) => ({
    valid: parseNginxInteger(text) !== undefined,
    value: parseNginxInteger(text),
  }));
  table<{ text: string }>('redis-size', ({ text }) => ({
    valid: parseRedisSize(text) !== undefined,
    bytes: parseRedisSize(text),
  }));
  table<{ nodes: number; replicasPerMaster: number }>(
    'redis-cluster',
    given => redisCluster(given.nodes, given.replicasPerMaster) ?? {},
  );
  table<ConnectionPool>('connection-pool', pool => connectionDemand(pool) ?? {});
  table<{ value: unknown }>('vpa-mode', ({ value }) => readVpaMode(value) ?? {});
  table<{ seconds: number }>('session-affinity-timeout', ({ seconds }) => ({
    valid: isSessionAffinityTimeout(seconds),
  }));
});

/** Merging is the work of values/stack.ts and coalesce-chart.ts, and tested there. */
const elsewhere = ['helm-merge'];

test('every table is read by a test', () => {
  const kinds = readdirSync(folder).map(file => file.replace(/\.json$/, ''));
  assert.deepEqual(kinds.toSorted(), [...covered.keys(), ...elsewhere].toSorted());
  const rows = kinds.reduce((sum, kind) => sum + rowsOf(kind).length, 0);
  assert.equal(rows, 712);
});

const recorded = new URL('../../../../shared/facts/rules/vectors.json', import.meta.url);

test('the tables hold what was recorded', {
  skip: existsSync(recorded) ? false : 'the recorded facts are not on this machine',
}, () => {
  const { vectors }: { vectors: (JsonMap & { kind: string })[] } = JSON.parse(readFileSync(recorded, 'utf8'));
  const left = new Map(
    readdirSync(folder).map(file => [file.replace(/\.json$/, ''), rowsOf<JsonMap>(file.replace(/\.json$/, ''))]),
  );
  const positions = new Map<string, number>();
  for (const { id, kind, note, source, ...fields } of vectors) {
    const position = positions.get(kind) ?? 0;
    positions.set(kind, position + 1);
    const row = left.get(kind)?.[position];
    const { reason, ...rest } = fields;
    assert.deepEqual({ ...row?.given, ...row?.expected }, fields.valid === true ? rest : fields, String(id));
  }
});

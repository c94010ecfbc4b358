import { parseQuantity } from '../kit/quantity.ts';
import { amountsOf, resourceBlocks } from '../rule/resource-blocks.ts';
import { defineRule, type RuleContext } from '../rule/rule.ts';
import { isTemplated } from '../values/node.ts';
import { formatPath, type Path } from '../values/path.ts';

export default defineRule({
  id: 'resources-quantity-invalid',
  meta: {
    summary: 'Write amounts as Kubernetes quantities.',
    why: 'The API server rejects an amount that it cannot read, and the release with it. Suffixes are case-sensitive and have no `B`: `Ki`, `Mi`, `Gi` count by 1024, `k`, `M`, `G` by 1000, and `m` is a thousandth.',
    remedy: 'Write `512Mi`, `1Gi`, `500m` or `2`, without blanks.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      invalid: "'{path}: {value}' is no quantity: Kubernetes rejects it. Write it like 512Mi, 1Gi, 500m or 2.",
      number: "'{path}: {value}' has a unit and no number: Kubernetes reads it as 0.",
      negative: "'{path}: {value}' is negative: Kubernetes rejects it.",
    },
    examples: {
      bad: 'resources:\n  requests:\n    memory: 1GB\n',
      good: 'resources:\n  requests:\n    memory: 1G\n',
    },
    sources: ['https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/'],
    fix: 'safe',
    replaces: ['schema/pattern'],
  },
  *check(context) {
    for (const { path, value } of [
      ...resourceBlocks(context).flatMap(amountsOf),
      ...bounds(context),
      ...volumeSizes(context),
    ]) {
      const quantity = parseQuantity(value);
      const message =
        quantity === undefined
          ? 'invalid'
          : quantity.numberMissing
            ? 'number'
            : quantity.nanos < 0n
              ? 'negative'
              : undefined;
      if (message === undefined || value === '' || !context.isOwn(path)) {
        continue;
      }
      const right = quantity === undefined ? respelled(String(value)) : undefined;
      yield {
        path,
        message,
        data: { path: formatPath(path), value },
        fixes: () =>
          right ? [{ title: `Write ${right}`, safety: 'safe', operations: [{ op: 'set', path, value: right }] }] : [],
      };
    }
  },
});

interface Written {
  readonly path: Path;
  readonly value: string | number;
}

/** The bounds of a VerticalPodAutoscaler. */
const bounds = ({ select }: RuleContext): readonly Written[] =>
  ['minAllowed', 'maxAllowed'].flatMap(name =>
    select(`**.${name}`).flatMap(map =>
      map.kind === 'map' ? [...map.entries.values()].flatMap(({ value }) => written(value.path, value)) : [],
    ),
  );

/** `persistence.size` and the like; a bare `size` may be anything. */
const volumeSizes = ({ select }: RuleContext): readonly Written[] =>
  ['size', 'volumeSize'].flatMap(name =>
    select(`**.${name}`).flatMap(node =>
      name === 'volumeSize' || /persistence|persistentvolume/i.test(String(node.path.at(-2)))
        ? written(node.path, node)
        : [],
    ),
  );

function written(path: Path, node: Parameters<typeof isTemplated>[0]): readonly Written[] {
  const value = node?.kind === 'scalar' && !isTemplated(node) ? node.value : undefined;
  return typeof value === 'string' || typeof value === 'number' ? [{ path, value }] : [];
}

/** `1gb`, `1 Gi`, `1K`, `512MB`, `512mi`: what was evidently meant. Undefined when nothing comes out that can be read. */
function respelled(text: string): string | undefined {
  const match = /^\s*(\d{1,12}(?:\.\d{1,6})?)\s*([a-z]{1,3})\s*$/i.exec(text);
  const units: Readonly<Record<string, string>> = {
    k: 'k',
    kb: 'k',
    kib: 'Ki',
    ki: 'Ki',
    mb: 'M',
    mib: 'Mi',
    mi: 'Mi',
    g: 'G',
    gb: 'G',
    gib: 'Gi',
    gi: 'Gi',
    t: 'T',
    tb: 'T',
    tib: 'Ti',
    ti: 'Ti',
    m: match?.[2] ?? '',
  };
  const unit = match?.[2]?.toLowerCase() ?? '';
  const right = match && Object.hasOwn(units, unit) ? `${match[1]}${units[unit]}` : undefined;
  return right !== undefined && parseQuantity(right) ? right : undefined;
}

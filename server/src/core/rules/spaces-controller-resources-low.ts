import { compareQuantities, parseQuantity } from '../kit/quantity.ts';
import { amountAt } from '../rule/remedies/read.ts';
import { defineRule } from '../rule/rule.ts';

const headroom = [
  ['requests.cpu', '500m'],
  ['requests.memory', '1Gi'],
  ['limits.cpu', '2000m'],
  ['limits.memory', '4Gi'],
] as const;

export default defineRule({
  id: 'spaces-controller-resources-low',
  meta: {
    summary: 'Give the controller headroom for spikes.',
    why: 'spaces-controller reconciles all control planes of the Space and cannot share the work among pods. When it has many at once to do, it needs far more than the defaults of the chart (250m and 500Mi, up to 1000m and 2000Mi): it is throttled, or killed and starts over.',
    remedy:
      'Request 500m CPU and 1Gi, and limit to 2000m and 4Gi, under `controller.controller.resources`. A Space with few control planes may do with less.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['spaces'],
    messages: {
      low: "The controller has {found}, below {wanted} of the high availability guide: it is throttled or killed when it reconciles many control planes. Raise 'controller.controller.resources'.",
    },
    examples: {
      bad: 'controller:\n  controller:\n    resources:\n      requests:\n        cpu: 100m\n',
      good: 'controller:\n  controller:\n    resources:\n      requests:\n        cpu: 500m\n        memory: 1Gi\n      limits:\n        cpu: "2"\n        memory: 4Gi\n',
    },
    sources: ['https://docs.upbound.io/self-hosted-spaces/howtos/configure-ha/'],
    covers: ['S0-39', 'S0-40'],
    fix: 'unsafe',
  },
  *check(context) {
    const at = (name: string) => `controller.controller.resources.${name}`;
    const low = headroom.flatMap(([name, wanted]) => {
      const found = amountAt(context, at(name));
      const below = found !== undefined && compareQuantities(parseQuantity(found), parseQuantity(wanted)) === -1;
      return below ? [{ name, wanted, found }] : [];
    });
    const [first] = low;
    // Resources at the wrong place are meant: spaces-controller-resources-misplaced says so.
    if (first === undefined || context.isOwn(context.path('controller.resources'))) {
      return;
    }
    yield {
      path: context.path(at(first.name)),
      message: 'low',
      data: {
        found: low.map(({ name, found }) => `${name} ${found}`).join(', '),
        wanted: low.map(({ wanted }) => wanted).join(', '),
      },
      fixes: () => [
        {
          title: 'Give the controller the resources of the guide',
          safety: 'unsafe',
          operations: low.map(({ name, wanted }) => ({ op: 'set', path: context.path(at(name)), value: wanted })),
        },
      ],
    };
  },
});

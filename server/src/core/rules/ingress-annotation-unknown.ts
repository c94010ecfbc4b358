import {
  albAnnotations,
  albPrefix,
  meantAnnotation,
  nginxAnnotations,
  nginxPrefix,
  ownAnnotations,
} from '../rule/ingress-annotations.ts';
import { defineRule } from '../rule/rule.ts';

const controllers = [
  { prefix: nginxPrefix, known: nginxAnnotations, name: 'ingress-nginx' },
  { prefix: albPrefix, known: albAnnotations, name: 'the AWS Load Balancer Controller' },
] as const;

export default defineRule({
  id: 'ingress-annotation-unknown',
  meta: {
    summary: 'Spell the annotations of ingress controllers right.',
    why: 'A controller ignores an annotation that it does not know, without a word: the limit, timeout or redirect is not in force.',
    remedy: 'Use the name that the controller documents.',
    severity: 'warning',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'kcp'],
    messages: {
      unknown: "{controller} has no annotation '{name}' and ignores it. Did you mean '{meant}'?",
    },
    examples: {
      bad: 'ingress:\n  annotations:\n    nginx.ingress.kubernetes.io/limit-burst: "5"\n',
      good: 'ingress:\n  annotations:\n    nginx.ingress.kubernetes.io/limit-burst-multiplier: "5"\n',
    },
    sources: [
      'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/',
      'https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/',
    ],
    covers: ['S2-02'],
    fix: 'safe',
  },
  *check(context) {
    for (const { prefix, known, name: controller } of controllers) {
      for (const { name, path, map } of ownAnnotations(context, prefix)) {
        const meant = meantAnnotation(name, known);
        if (meant === undefined) {
          continue;
        }
        const to = prefix + meant;
        yield {
          path,
          part: 'key',
          message: 'unknown',
          data: {
            controller: controller.replace(/^the/, 'The'),
            name: prefix + name,
            meant: to,
          },
          fixes: () =>
            map.entries.has(to)
              ? []
              : [{ title: `Rename to '${to}'`, safety: 'safe', operations: [{ op: 'rename', path, name: to }] }],
        };
      }
    }
  },
});

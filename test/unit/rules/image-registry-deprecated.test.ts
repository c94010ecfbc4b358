import rule from '../../../server/src/core/rules/image-registry-deprecated.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'image:\n  registry: registry.k8s.io\n',
    'mirrors:\n  k8s.gcr.io: mirror.example.com\n',
    'image:\n  repository: mirror.example.com/k8s.gcr.io/pause\n',
    { defaults: 'image:\n  registry: k8s.gcr.io\n', values: 'image:\n  tag: a\n' },
  ],
  invalid: [
    {
      values: yaml`
        image:
          repository: k8s.gcr.io/kube-state-metrics/kube-state-metrics
        #             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'image.repository' pulls from k8s.gcr.io, which is frozen…
      `,
      fixed: yaml`
        image:
          repository: registry.k8s.io/kube-state-metrics/kube-state-metrics
      `,
    },
    {
      values: yaml`
        global: { imageRegistry: "k8s.gcr.io" }
        #                        ^^^^^^^^^^^^ 'global.imageRegistry' pulls from k8s.gcr.io…
      `,
      fixed: yaml`
        global: { imageRegistry: "registry.k8s.io" }
      `,
    },
    yaml`
      sidecars:
        - image: gcr.io/google_containers/pause:3.1
      #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'sidecars[0].image' pulls from gcr.io/google_containers…
    `,
  ],
});

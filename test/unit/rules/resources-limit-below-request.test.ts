import rule from '../../../server/src/core/rules/resources-limit-below-request.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'resources:\n  requests:\n    cpu: 1\n  limits:\n    cpu: 1000m\n',
    'resources:\n  requests:\n    cpu: 2\n  limits:\n    memory: 1Gi\n',
    'resources:\n  requests:\n    cpu: 2\n  limits:\n    cpu: null\n',
    'resources:\n  requests:\n    cpu: 2\n  limits:\n    cpu: "{{ .cpu }}"\n',
    'resources:\n  requests:\n    cpu: two\n  limits:\n    cpu: 1\n',
    'job:\n  enabled: false\n  resources:\n    requests:\n      cpu: 2\n    limits:\n      cpu: 1\n',
  ],
  invalid: [
    {
      values: yaml`
        resources:
          limits:
            memory: 1G # plenty
        #           ^^ The memory limit 1G of 'resources' is below the request 1Gi: Kubernetes rejects the pod. Raise the limit to at least the request.
          requests:
            memory: 1Gi
      `,
      titles: ['Raise the limit to 1Gi', 'Lower the request to 1G'],
      fixed: yaml`
        resources:
          limits:
            memory: 1Gi # plenty
          requests:
            memory: 1Gi
      `,
    },
    {
      defaults: 'worker:\n  resources:\n    limits:\n      cpu: 500m\n',
      values: yaml`
        worker:
          resources:
        # ^^^^^^^^^ The cpu limit 500m of 'worker.resources' is below the request 2…
            requests:
              cpu: 2
      `,
      fixed: yaml`
        worker:
          resources:
            requests:
              cpu: 2
            limits:
              cpu: 2
      `,
    },
    {
      product: 'spaces@1.17.1',
      values: yaml`
        controlPlanes:
          etcd:
            resources:
              requests: { cpu: 8, memory: 8Gi }
              limits: { cpu: "4", memory: 8Gi }
        #                    ^^^ The cpu limit 4 of…
      `,
    },
  ],
});

import rule from '../../../server/src/core/rules/anti-affinity-selector-mismatch.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const web = (...components: string[]) =>
  `web:\n  replicas: 2\n  affinity:\n    podAntiAffinity:\n      requiredDuringSchedulingIgnoredDuringExecution:\n${components
    .map(
      name =>
        `        - topologyKey: kubernetes.io/hostname\n          labelSelector:\n            matchLabels:\n              app.kubernetes.io/component: ${name}\n`,
    )
    .join('')}api:\n  replicas: 2\n`;

testRule(rule, {
  valid: [
    web('web'),
    // On purpose: away from each other, and from the API.
    web('web', 'api'),
    // Nothing of that name is known: the label of the component may be another word.
    web('frontend'),
    web('"{{ .name }}"'),
  ],
  invalid: [
    {
      values: yaml`
        web:
          replicas: 2
          affinity:
            podAntiAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                - topologyKey: kubernetes.io/hostname
                  labelSelector:
                    matchLabels:
                      app.kubernetes.io/component: api
        #                                          ^^^ The anti-affinity of 'web' selects the pods of 'api', and none of its own…
        api:
          replicas: 2
      `,
      fixed: web('web'),
    },
    yaml`
      server:
        replicas: 2
        affinity:
          podAntiAffinity:
            preferredDuringSchedulingIgnoredDuringExecution:
              - weight: 1
                podAffinityTerm:
                  topologyKey: kubernetes.io/hostname
                  labelSelector: { matchLabels: { app.kubernetes.io/component: repo } }
      #                                                                        ^^^^ The anti-affinity of 'server'…
      repo:
        replicas: 2
    `,
    {
      defaults: 'api:\n  replicas: 2\n',
      values: yaml`
        web:
          replicas: 2
          affinity:
            podAntiAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                - topologyKey: kubernetes.io/hostname
                  labelSelector:
                    matchLabels:
                      app.kubernetes.io/component: "api"
        #                                          ^^^^^ The anti-affinity of 'web'…
      `,
    },
  ],
});

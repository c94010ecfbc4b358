import rule from '../../../server/src/core/rules/image-tag-missing.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'image: nginx\nimageTag: 1.27.3\n',
    // The chart may add a tag.
    'image: ghcr.io/team/app\n',
    'image:\n  repository: nginx\n  tag: ""\n',
    'initContainers:\n  - name: a\n    image: registry:5000/a@sha256:0123456789abcdef0123456789abcdef\n',
    'initContainers:\n  - name: a\n    image: "{{ .Values.image }}"\n',
    { defaults: 'image: nginx:1.27\n', values: 'a: 1\n' },
  ],
  invalid: [
    yaml`
      initContainers:
        - name: wait
          image: busybox
      #          ^^^^^^^ 'initContainers[0].image: busybox' has neither tag nor digest…
    `,
    {
      defaults: 'hook:\n  image: bitnami/kubectl:1.31\n',
      values: yaml`
        hook:
          image: registry:5000/kubectl
        #        ^^^^^^^^^^^^^^^^^^^^^ 'hook.image: registry:5000/kubectl' has neither tag nor digest…
      `,
    },
    yaml`
      server:
        extraContainers:
          - image: team/proxy
      #            ^^^^^^^^^^ 'server.extraContainers[0].image: team/proxy' has…
            name: proxy
    `,
  ],
});

import rule from '../../../server/src/core/rules/ingress-nginx-snippet.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'controller:\n  allowSnippetAnnotations: false\n',
    'ingress:\n  annotations:\n    nginx.ingress.kubernetes.io/rewrite-target: /\n',
    'ingress:\n  annotations:\n    nginx.ingress.kubernetes.io/server-snippet: ""\n',
    { defaults: 'controller:\n  allowSnippetAnnotations: true\n', values: 'a: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        controller:
          allowSnippetAnnotations: true
        #                          ^^^^ 'controller.allowSnippetAnnotations: true' lets everybody…
          config:
            allow-snippet-annotations: "true"
        #                              ^^^^^^ 'controller.config.allow-snippet-annotations: true' lets…
      `,
      fixed: yaml`
        controller:
          allowSnippetAnnotations: false
          config:
            allow-snippet-annotations: "false"
      `,
    },
    yaml`
      ingress:
        annotations:
          nginx.ingress.kubernetes.io/configuration-snippet: |
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'nginx.ingress.kubernetes.io/configuration-snippet' puts nginx configuration…
            more_set_headers "a: b";
    `,
    yaml`
      web:
        ingress:
          annotations:
            nginx.ingress.kubernetes.io/server-snippet: "return 404;"
      #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'nginx.ingress.kubernetes.io/server-snippet' puts…
    `,
  ],
});

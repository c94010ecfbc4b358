import rule from '../../../server/src/core/rules/spaces-deprecated-key.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'spaces', profile: 'default', values: 'externalTLS:\n  tlsSecret:\n    name: public\n' },
    // Not there yet.
    { product: 'spaces@1.12.0', values: 'router:\n  secretRefs:\n    tlsSecretName: public\n' },
    { product: 'spaces', values: 'router:\n  secretRefs:\n    adminValidating: mine\n' },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      profile: 'default',
      values: yaml`
        router:
          replicaCount: 2
          secretRefs:
            tlsSecretName: public # made by hand
        #   ^^^^^^^^^^^^^ 'router.secretRefs.tlsSecretName' is deprecated: the secret is named by 'externalTLS.tlsSecret.name' now…
      `,
      titles: ["Move to 'externalTLS.tlsSecret.name'"],
      fixed: yaml`
        router:
          replicaCount: 2
        externalTLS:
          tlsSecret:
            name: public # made by hand
      `,
    },
    {
      product: 'spaces@1.13.1',
      values: yaml`
        controller:
          secretRefs:
            ingressCA: ours
        #   ^^^^^^^^^ 'controller.secretRefs.ingressCA' is deprecated, and 'externalTLS.caBundleSecret.name' is set too…
        externalTLS:
          caBundleSecret:
            name: ours
      `,
      fixed: yaml`
        externalTLS:
          caBundleSecret:
            name: ours
      `,
    },
    {
      product: 'spaces@1.17.1',
      values: [
        'externalTLS: { tlsSecret: { name: public } }\n',
        "router: { secretRefs: { tlsSecretName: public } }\n#                       ^^^^^^^^^^^^^ 'router.secretRefs.tlsSecretName' is deprecated, and…\n",
      ],
    },
  ],
});

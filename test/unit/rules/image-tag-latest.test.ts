import rule from '../../../server/src/core/rules/image-tag-latest.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'image:\n  repository: nginx\n  tag: "1.27"\n',
    'image:\n  tag: ""\n',
    'image:\n  tag: latest\n  digest: sha256:0123456789abcdef0123456789abcdef\n',
    'image: nginx:latest@sha256:0123456789abcdef0123456789abcdef\n',
    'git:\n  url: https://example.com/a.git\n  tag: main\n',
    'image: registry:5000/team/app\n',
    { defaults: 'image:\n  tag: latest\n', values: 'image:\n  pullPolicy: Always\n' },
    'image:\n  tag: "{{ .tag }}"\n',
  ],
  invalid: [
    yaml`
      image:
        repository: nginx
        tag: latest
      #      ^^^^^^ 'image.tag' names 'latest', a tag that moves…
    `,
    yaml`
      sidecars:
        - image: quay.io/team/app:main
      #          ^^^^^^^^^^^^^^^^^^^^^ 'sidecars[0].image' names 'main'…
    `,
    yaml`
      worker:
        imageTag: nightly
      #           ^^^^^^^ 'worker.imageTag' names 'nightly'…
        migrations:
          image:
            repository: ghcr.io/a/b:edge
      #                 ^^^^^^^^^^^^^^^^ 'worker.migrations.image.repository' names 'edge'…
    `,
  ],
});

import assert from 'node:assert/strict';

/** Each case gets a fresh page on a fresh copy of an example. */
export const cases = [
  {
    name: 'a person sees which product a file is for',
    example: 'spaces',
    async run(person) {
      await person.open('values.yaml');
      assert.match(await person.status(), /Spaces/);
    },
  },
  {
    name: 'a person chooses product and version, and the file keeps the choice',
    example: 'spaces',
    async run(person) {
      await person.open('values.yaml');
      await person.status();
      await person.command('Production Values: Choose Product and Version');
      await person.pick('Upbound Spaces');
      await person.pick('1.16.0');
      await person.pick('In this file');
      await person.see('.tab.active.dirty');
      await person.saved('values.yaml', text => /^# production-values: .*\bproduct=spaces@1\.16\.0\b/m.test(text));
    },
  },
  {
    name: 'a person reads what is wrong and why',
    example: 'spaces',
    async run(person) {
      await person.open('production/values.yaml');
      await person.status();
      await person.squiggle('error');
      await person.goTo(9, 10);
      assert.match(await person.hover(), /controlPlanes\.ha\.enabled.*In production/s);
      await person.picture('overview.png');
      await person.press('Escape');
      await person.goTo(29, 5);
      assert.match(await person.hover(), /controller\.controller\.resources/);
    },
  },
  {
    name: 'a person takes a fix with the keyboard',
    example: 'spaces',
    async run(person) {
      await person.open('production/values.yaml');
      await person.squiggle('error');
      await person.goTo(10, 4);
      const fixes = await person.quickFixes();
      assert.ok(fixes[0].includes('Add tolerations matching taints'), fixes.join('\n'));
      await person.picture('quick-fixes.png');
      await person.press('Enter');
      await person.see('.tab.active.dirty');
      await person.saved('production/values.yaml', text =>
        /^ {4}tolerations:\n {6}- key: target\n {8}operator: Equal\n {8}value: etcd\n/m.test(text),
      );
    },
  },
  {
    name: 'a person types a setting and takes it from the list',
    example: 'spaces',
    async run(person) {
      await person.open('production/values.yaml');
      await person.squiggle('error');
      await person.goTo(39, 18);
      await person.press('End');
      await person.press('Enter');
      await person.type('targetM');
      const offered = await person.suggestions();
      assert.ok(offered[0].includes('targetMemoryUtilizationPercentage'), offered.join('\n'));
      await person.picture('completion.png');
      await person.press('Enter');
      await person.see('.tab.active.dirty');
      await person.saved('production/values.yaml', text => /^ {4}targetMemoryUtilizationPercentage: /m.test(text));
    },
  },
];

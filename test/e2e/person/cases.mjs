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
];

#!/usr/bin/env node
// Stands in for VS Code's executable where VS Code itself cannot run: takes the same flags, ends with the tests' exit code,
// and shows the workbench of the VS Code server in headless Chromium.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openPage, startServer } from './host.mjs';

const deadline = Number(process.env.VSCODE_HOST_TIMEOUT ?? 180) * 1000;
const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: { extensionDevelopmentPath: { type: 'string' }, extensionTestsPath: { type: 'string' } },
});

/** What the workbench says about itself: shown when the tests fail. What they print starts with `[e2e]` and is shown at once. */
const chatter = [];

const server = await startServer({ onStderr: text => chatter.push(text) });
const { page, close } = await openPage();
const exitCode = new Promise(done => {
  page.exposeFunction('codeAutomationExit', done);
  setTimeout(() => {
    chatter.push(`No result after ${deadline / 1000} s.`);
    done(124);
  }, deadline).unref();
});
await page.exposeFunction('codeAutomationLog', (_kind, args) => {
  const text = args.map(String).join(' ');
  if (text.startsWith('[e2e] ')) {
    console.log(text.slice('[e2e] '.length));
  } else {
    chatter.push(text);
  }
});
const paths = ['extensionDevelopmentPath', 'extensionTestsPath'].flatMap(name =>
  values[name] ? [[name, server.remote(resolve(values[name]))]] : [],
);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => end(130));
}
await page.goto(server.url({ folder: resolve(positionals[0] ?? '.'), payload: paths }));
await end(await exitCode);

async function end(code) {
  await close();
  await server.stop();
  if (code !== 0) {
    console.error(`The workbench's log:\n${chatter.join('\n')}`);
  }
  process.exit(code);
}

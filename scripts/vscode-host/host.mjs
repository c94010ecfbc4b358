// The VS Code server and a page that shows it: what code-host.mjs, the tests that act as a person and `npm start -- --editor` share.
import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { codeServer, browser as findBrowser, node } from './provision.mjs';

const run = promisify(execFile);

/** Nothing that calls out, nothing that moves while a picture is taken. */
const settings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'window.commandCenter': false,
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'chat.disableAIFeatures': true,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'git.enabled': false,
  'editor.cursorBlinking': 'solid',
  // In a browser, VS Code saves by itself after a second: tests would never know what they saved.
  'files.autoSave': 'off',
};

/**
 * Starts the VS Code server on a free port of this machine, with a folder of its own for its data, behind a random token.
 * `vsix` is a packed extension to install first; `onStderr` gets what the server complains about.
 * Returns { url({ folder, payload }), remote(path), stop() }.
 */
export async function startServer({ vsix, onStderr = () => {} } = {}) {
  const home = codeServer();
  const data = mkdtempSync(join(tmpdir(), 'vscode-host-'));
  mkdirSync(join(data, 'data/Machine'), { recursive: true });
  writeFileSync(join(data, 'data/Machine/settings.json'), JSON.stringify(settings));
  const token = randomUUID();
  const main = join(home, 'lib/vscode/out/server-main.js');
  const shared = ['--accept-server-license-terms', '--disable-telemetry', '--server-data-dir', data];
  if (vsix !== undefined) {
    await run(node, [main, ...shared, '--install-extension', vsix]);
  }
  const server = spawn(
    node,
    // The smoke test driver is what makes the built workbench accept a payload that names a folder to load as an extension.
    [
      main,
      ...shared,
      '--host',
      '127.0.0.1',
      '--port',
      '0',
      '--connection-token',
      token,
      '--disable-workspace-trust',
      '--enable-smoke-test-driver',
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  server.stderr.setEncoding('utf8').on('data', onStderr);
  const authority = `127.0.0.1:${await listeningPort(server)}`;
  const remote = path => `vscode-remote://${authority}${path}`;
  return {
    remote,
    url({ folder, payload = [] }) {
      const url = new URL(`http://${authority}/`);
      url.searchParams.set('tkn', token);
      url.searchParams.set('folder', folder);
      url.searchParams.set('payload', JSON.stringify([['skipWelcome', 'true'], ...payload]));
      return url.href;
    },
    async stop() {
      if (server.exitCode === null && server.signalCode === null) {
        const gone = new Promise(resolve => server.once('exit', resolve));
        server.kill();
        await gone;
      }
      rmSync(data, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** A page in headless Chromium. Returns { page, close() }. */
export async function openPage() {
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    args: [
      '--no-sandbox', // Chromium refuses its sandbox to root; the page shows nothing but our own server.
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  return { page, close: () => browser.close() };
}

function listeningPort(server) {
  return new Promise((resolve, reject) => {
    let printed = '';
    server.stdout.on('data', chunk => {
      printed += chunk;
      const port = /Extension host agent listening on (\d+)/.exec(printed)?.[1];
      if (port !== undefined) {
        resolve(port);
        printed = '';
      }
    });
    server.once('error', reject);
    server.once('exit', code => reject(new Error(`The VS Code server ended with ${code}: ${printed}`)));
  });
}

// Finds a VS Code to test in, or fetches one: an executable that the environment names, a downloaded VS Code, or the VS Code
// server that ships inside the npm package code-server, shown in Chromium. Everything fetched lies in a cache outside node_modules.
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { chromium } from 'playwright-core';

const codeServerVersion = '4.139.1';
/** Silence of the download host for longer than this means that it cannot be reached. */
const downloadTimeout = 15_000;
const nativeModules = [
  'python3',
  'make',
  'g++',
  'pkg-config',
  'libkrb5-dev',
  'libx11-dev',
  'libxkbfile-dev',
  'libsecret-1-dev',
];

const cache = process.env.PRODUCTION_VALUES_CACHE ?? join(homedir(), '.cache/production-values');

/** The Node that the project pins, whatever is first on the PATH. */
export const node = (() => {
  const pinned = join(import.meta.dirname, '../../node_modules/node/bin/node');
  return existsSync(pinned) ? pinned : process.execPath;
})();

/**
 * An executable that takes VS Code's `--extensionDevelopmentPath=`, `--extensionTestsPath=` and a folder.
 * Throws when there is none and none can be had.
 */
export async function provision() {
  const named = process.env.VSCODE_EXECUTABLE;
  if (named) {
    say(`VS Code from the environment: ${named}`);
    return named;
  }
  const downloaded = canShowWindows() && !existsSync(codeServerFolder()) ? await download() : undefined;
  if (downloaded) {
    return downloaded;
  }
  codeServer();
  browser();
  return join(import.meta.dirname, 'code-host.mjs');
}

/** Folder of the installed package code-server. Installs it when it is missing. */
export function codeServer() {
  const home = join(codeServerFolder(), 'node_modules/code-server');
  if (!existsSync(home)) {
    installDebianPackages(nativeModules.filter(name => !isInstalled(name)));
    installCodeServer();
  }
  return home;
}

/** Path of a Chromium-like browser. Installs Debian's when there is none. */
export function browser() {
  const found = findBrowser();
  if (found) {
    return found;
  }
  installDebianPackages(['chromium']);
  const installed = findBrowser();
  if (!installed) {
    throw new Error(
      'No Chromium found. Install chromium or google-chrome, or name one in the environment variable CHROMIUM.',
    );
  }
  return installed;
}

function codeServerFolder() {
  return join(cache, `code-server-${codeServerVersion}`);
}

/** A desktop VS Code needs a display on Linux; without one there is no point in downloading it. */
function canShowWindows() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
}

async function download() {
  try {
    return await downloadAndUnzipVSCode({ cachePath: join(cache, 'vscode'), timeout: downloadTimeout });
  } catch (error) {
    say(`VS Code cannot be downloaded (${error.message}); taking its server from npm instead.`);
    return undefined;
  }
}

/** Installs beside the final place and moves: an interrupted run leaves nothing that looks complete. */
function installCodeServer() {
  const folder = codeServerFolder();
  say(`Installing code-server ${codeServerVersion} into ${folder} (once, some minutes).`);
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(`${folder}-`);
  try {
    // npm asks that scripts which run at installation be approved; these compile the native modules.
    const approved = { private: true, allowScripts: { 'code-server': true, argon2: true } };
    writeFileSync(join(draft, 'package.json'), JSON.stringify(approved));
    run(
      'npm',
      ['install', '--no-save', '--no-package-lock', '--no-audit', '--no-fund', `code-server@${codeServerVersion}`],
      {
        cwd: draft,
        env: cleanEnvironment(),
      },
    );
    if (!existsSync(folder)) {
      renameSync(draft, folder);
    }
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** The pinned Node first on the PATH; without what an outer npm tells its scripts, which an inner npm would take as settings. */
function cleanEnvironment() {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^npm_(package|lifecycle|config_(user_agent|local_prefix))/.test(name),
  );
  return { ...Object.fromEntries(kept), PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` };
}

function findBrowser() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [
    process.env.CHROMIUM,
    ...names.flatMap(name => folders.map(folder => join(folder, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    chromium.executablePath(),
  ];
  return candidates.find(file => file && isExecutable(file));
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isInstalled(debianPackage) {
  const { stdout } = spawnSync('dpkg', ['-s', debianPackage], { encoding: 'utf8' });
  return /^Status: .* installed$/m.test(stdout ?? '');
}

function installDebianPackages(names) {
  if (names.length === 0) {
    return;
  }
  if (process.getuid?.() !== 0 || !isExecutable('/usr/bin/apt-get')) {
    say(`Needed and perhaps not there: ${names.join(' ')}. Only root on Debian can install them here.`);
    return;
  }
  say(`Installing ${names.join(' ')} by apt-get.`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update', '-q'], { env });
  run('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...names], { env });
}

/** Shows what the command printed only when it fails. */
function run(command, args, options) {
  try {
    execFileSync(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 2 ** 26 });
  } catch (error) {
    const printed = `${error.stdout ?? ''}${error.stderr ?? ''}`.trim().split('\n').slice(-30).join('\n');
    throw new Error(`${command} ${args.join(' ')} failed: ${error.message}\n${printed}`);
  }
}

function say(text) {
  console.log(`[vscode-host] ${text}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  say(`Ready: ${await provision()}`);
}

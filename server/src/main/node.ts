import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from '../lsp/server.ts';
import { nodeHost } from '../workspace/node-host.ts';
import { runCommand } from './run-command.ts';

declare const __dirname: string;

const { version } = JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8')) as { version: string };
const host = nodeHost(pathToFileURL(join(__dirname, 'schemas/')));

// The transport (--stdio, --node-ipc, --socket) is read from the arguments.
startServer(createConnection(ProposedFeatures.all), () => host, { version, run: runCommand });

// Prettier for YAML: a file of its own in dist/, read when a document is formatted for the first time.
import * as yaml from 'prettier/plugins/yaml';
import { format as prettierFormat } from 'prettier/standalone';

export const format = (text, options) => prettierFormat(text, { ...options, plugins: [yaml] });

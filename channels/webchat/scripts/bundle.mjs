// Copies the chat window out of node_modules, with its licences. The version is part of the address, so that a browser
// may keep the file and an update is never mixed with the page before it.
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';

const root = new URL('../', import.meta.url);
const from = new URL('node_modules/botframework-webchat/', root);
const { version } = JSON.parse(await readFile(new URL('package.json', from), 'utf8'));
const wanted = JSON.parse(await readFile(new URL('package.json', root), 'utf8')).devDependencies['botframework-webchat'];
if (version !== wanted) throw new Error(`botframework-webchat ${version} is installed, ${wanted} is wanted: run npm ci`);

const lib = new URL('wwwroot/lib/', root);
const to = new URL(`webchat/${version}/`, lib);
await rm(lib, { recursive: true, force: true });
await mkdir(to, { recursive: true });

// The full bundle: the minimal one (half the size) has no Markdown and so no citations, and no cards.
await copyFile(new URL('dist/webchat.js', from), new URL('webchat.js', to));
await copyFile(new URL('dist/webchat.js.LICENSE.txt', from), new URL('webchat.js.LICENSE.txt', to));
const licence = await readFile(new URL('node_modules/botframework-directlinejs/LICENSE.md', root), 'utf8');
await writeFile(
  new URL('LICENSE.txt', to),
  `botframework-webchat ${version}, Copyright (c) Microsoft Corporation, MIT licence, https://github.com/microsoft/BotFramework-WebChat\n\n${licence}`,
);
console.log(`wwwroot/lib/webchat/${version}/webchat.js`);

// One citizen with the client Web Chat is built on: starts, talks, votes, hands in a file, loses the connection, comes back.
// Usage: node talk.mjs <folder with node_modules> <address of the server>; prints one JSON object.
import { createRequire } from 'node:module';

const [folder, server] = process.argv.slice(2);
const require = createRequire(folder + '/package.json');
const sockets = [];
const WebSocket = require('ws');
globalThis.XMLHttpRequest = require('xhr2');
globalThis.WebSocket = class extends WebSocket {
  constructor(...args) {
    super(...args);
    sockets.push(this);
  }
};
const { DirectLine, ConnectionStatus } = require('botframework-directlinejs');

const domain = `${server}/v3/directline`;
const { token } = await (await fetch(`${domain}/tokens/generate`, { method: 'POST' })).json();
const directLine = new DirectLine({ domain, token, webSocket: true });

const statuses = [];
directLine.connectionStatus$.subscribe(status => statuses.push(ConnectionStatus[status]));

const seen = [];
const waiting = [];
directLine.activity$.subscribe(activity => {
  seen.push(activity);
  for (const waiter of waiting.splice(0)) (waiter.test(activity) ? waiter.done(activity) : waiting.push(waiter));
});
const arrival = test => new Promise(done => {
  const known = seen.find(test);
  if (known) done(known);
  else waiting.push({ test, done });
});
const post = activity => new Promise((done, failed) => directLine.postActivity(activity).subscribe(done, failed));
const from = { id: 'forged', role: 'bot' };

const id = await post({ type: 'message', text: '您好', from, channelData: { clientActivityID: 'c1' } });
const echo = await arrival(a => a.channelData?.clientActivityID === 'c1');
const reply = await arrival(a => a.type === 'message' && a.replyToId === id);

const vote = await post({
  type: 'event', name: 'webchat:activity-status/feedback', from, entities: [reply.entities[0].potentialAction[0]],
});
const refused = await post({ type: 'message', text: '', from }).catch(error => error.status);

const socketsBefore = sockets.length;
sockets.at(-1).terminate();
const missedId = await post({ type: 'message', text: '断线时', from, channelData: { clientActivityID: 'c2' } });
const missed = await arrival(a => a.replyToId === missedId); // the client comes back after 3 to 15 seconds

console.log(JSON.stringify({
  echoIsOurs: echo.id === id && echo.from.role === 'user' && echo.from.id !== 'forged',
  replyText: reply.text, voted: typeof vote === 'string' && vote !== 'retry', refused, missedText: missed.text,
  reconnected: sockets.length > socketsBefore, statuses,
  types: [...new Set(seen.map(a => a.type))].sort(),
}));
directLine.end();
process.exit(0);

// One citizen's conversation with the server: found again after a reload, picked up again after a break.
//
// DirectLineJS picks up a broken connection by itself, but not well enough for this page: it says "online" until 3 to 15 seconds
// after the break, then asks once every 20 seconds, and is dead for good after a refused token. So the socket is watched here,
// and after any break a new DirectLine is made for the same conversation. What is on the screen and in the send box stays:
// it lives in Web Chat's store, not in the connection.
import * as kept from './kept-conversation.js';

const API = `${location.origin}/v3/directline`;

// DirectLineJS, ConnectionStatus: expired token, failed to connect.
const REFUSED = [3, 4];

const SLOWEST_ANSWER = 10_000;
const SLOWEST_SOCKET = 10_000;
const POLLING = 2_000;
const POLLING_CHECK = 15_000;

/**
 * Calls `onLine(directLine, { replaced })` with each new connection to draw – `replaced` when the old conversation was refused and
 * this is another one – `onOnline()` when messages can pass, and `onLost(why)` as soon as they cannot: 'broken' or 'busy', and it is
 * tried again, or 'elsewhere', and it is not.
 */
export class Conversation {
  #createDirectLine;
  #onLine;
  #onOnline;
  #onLost;
  #attempt = 0;
  #timer;
  #opening = false;
  #socketFails = 0;
  directLine;
  isOnline = false;
  isElsewhere = false;

  constructor({ createDirectLine, onLine, onOnline, onLost }) {
    this.#createDirectLine = createDirectLine;
    this.#onLine = onLine;
    this.#onOnline = onOnline;
    this.#onLost = onLost;

    // The moment the phone is back is the moment to try, not at the end of a pause.
    const tryNow = () => !this.isOnline && document.visibilityState === 'visible' && this.open();
    addEventListener('online', tryNow);
    document.addEventListener('visibilitychange', tryNow);
    addEventListener('pagehide', () => this.#keep());
  }

  async open() {
    if (this.#opening || this.isElsewhere) return;
    clearTimeout(this.#timer);
    this.#opening = true;
    try {
      const found = await findOrStart(this.directLine);
      this.#connect(found);
    } catch (failure) {
      this.#lose(failure instanceof Busy ? 'busy' : 'broken', failure.wait);
    } finally {
      this.#opening = false;
    }
  }

  #connect({ conversationId, token, replaced, watermark }) {
    // Some office networks let no WebSocket through.
    const webSocket = this.#socketFails < 2;
    const directLine = this.#createDirectLine({ domain: API, conversationId, token, watermark, webSocket, pollingInterval: POLLING });
    if (webSocket) this.#watchSocket(directLine);
    else this.#watchPolling(directLine);

    directLine.connectionStatus$.subscribe(status => {
      if (this.directLine !== directLine) return;
      this.#keep();
      if (REFUSED.includes(status)) this.#lose('broken');
    });

    this.directLine = directLine;
    this.#keep();
    if (!webSocket) {
      this.#attempt = 0;
      this.isOnline = true;
    }
    this.#onLine(directLine, { replaced });
  }

  // The one thing DirectLineJS does not tell. `services` is not in its documentation; the version is pinned and a test looks.
  #watchSocket(directLine) {
    const conversation = this;
    let newest;
    directLine.services.WebSocket = class extends WebSocket {
      constructor(address) {
        super(address);
        newest = this;
        let opened = false;
        const patience = setTimeout(() => this.close(), SLOWEST_SOCKET);
        this.addEventListener('open', () => {
          opened = true;
          clearTimeout(patience);
          conversation.#socketFails = 0;
          conversation.#connected(directLine);
        });
        this.addEventListener('close', ({ reason }) => {
          clearTimeout(patience);
          // An older one of our own makes way for a newer one just as for another window's.
          if (conversation.directLine !== directLine || newest !== this) return;
          if (reason === 'collision') return conversation.#giveUp(directLine);
          if (!opened) conversation.#socketFails++;
          conversation.#lose('broken');
        });
      }
    };
  }

  // Polling ends silently at the first failed request.
  #watchPolling(directLine) {
    const check = setInterval(async () => {
      if (this.directLine !== directLine) return clearInterval(check);
      try {
        await ask(`/conversations/${directLine.conversationId}`, directLine.token);
      } catch {
        clearInterval(check);
        if (this.directLine === directLine) this.#lose('broken');
      }
    }, POLLING_CHECK);
  }

  #connected(directLine) {
    if (this.directLine !== directLine) return;
    this.#attempt = 0;
    this.isOnline = true;
    this.#keep();
    this.#onOnline();
  }

  #lose(why, wait) {
    this.isOnline = false;
    this.#onLost(why);
    // 1, 2, 4, 8, 15 s; a little apart from each other, or all phones of the city come back in the same second.
    const pause = wait ?? Math.min(15_000, 1_000 * 2 ** this.#attempt++);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.open(), pause * (0.75 + Math.random() / 2));
  }

  // Two windows would take the conversation from each other for ever. The one opened last has it; DirectLineJS, too, must not try again.
  #giveUp(directLine) {
    this.isOnline = false;
    this.isElsewhere = true;
    clearTimeout(this.#timer);
    directLine.end();
    this.#onLost('elsewhere');
  }

  // DirectLineJS renews its token every quarter of an hour and tells nobody.
  #keep() {
    const { conversationId, token } = this.directLine ?? {};
    if (conversationId && token) kept.write({ conversationId, token });
  }
}

class Busy extends Error {
  constructor(wait) {
    super('busy');
    this.wait = wait;
  }
}

class Refused extends Error {}

async function findOrStart(before) {
  const known = kept.read();
  if (known) {
    try {
      // On the same page only what is new; after a reload everything.
      const watermark = before?.conversationId === known.conversationId ? before.watermark : '';
      const { token } = await ask(`/conversations/${known.conversationId}?watermark=${encodeURIComponent(watermark)}`, known.token);
      return { conversationId: known.conversationId, token, watermark };
    } catch (failure) {
      if (!(failure instanceof Refused)) throw failure;
      kept.forget();
    }
  }

  const { token } = await ask('/tokens/generate', null, 'POST');
  const started = await ask('/conversations', token, 'POST');
  return { conversationId: started.conversationId, token: started.token, replaced: Boolean(known) };
}

async function ask(path, token, method = 'GET') {
  const hangUp = new AbortController();
  const patience = setTimeout(() => hangUp.abort(), SLOWEST_ANSWER);
  try {
    const answer = await fetch(API + path, {
      method,
      headers: token ? { authorization: `Bearer ${token}` } : {},
      cache: 'no-store',
      signal: hangUp.signal,
    });
    if (answer.ok) return await answer.json();
    if (answer.status === 429) throw new Busy(1_000 * (Number(answer.headers.get('retry-after')) || 5));
    if ([400, 401, 403, 404].includes(answer.status)) throw new Refused(String(answer.status));
    throw new Error(String(answer.status));
  } finally {
    clearTimeout(patience);
  }
}

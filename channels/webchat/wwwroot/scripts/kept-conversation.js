// The conversation survives a reload and a restart of the server, and ends with the tab: on a shared computer the next person
// must not find it.
const key = 'conversation';

export function read() {
  try {
    const { conversationId, token } = JSON.parse(sessionStorage.getItem(key)) ?? {};
    return conversationId && token ? { conversationId, token } : undefined;
  } catch {
    return undefined;
  }
}

export function write(conversation) {
  try {
    sessionStorage.setItem(key, JSON.stringify(conversation));
  } catch {
    // No storage in this window: the conversation lasts as long as the page.
  }
}

export function forget() {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // As above.
  }
}

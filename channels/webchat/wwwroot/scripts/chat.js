// The chat page: read this file first. Microsoft's Web Chat draws the conversation; this file brings it up and adds what it does
// not have: first questions, words while the assistant works, and a line that says what is going on.
import { Conversation } from './conversation.js';
import { labelCopies } from './copied-label.js';
import { locale, styleOptions, words, workingWords } from './look.js';
import { haveNotesChanged } from './service-notes.js';

const WEB_CHAT = '/lib/webchat/4.18.1/webchat.js';
const SEND_BOX = '.webchat__send-box-text-box__html-text-area';
const LARGEST_UPLOAD = 4 * 1024 * 1024;

const element = id => document.getElementById(id);
const [starters, chat, line, notYet] = ['starters', 'chat', 'line', 'not-yet'].map(element);

let store;
let conversation;
let isDrawn = false;
let held;
let clearing;

wirePage();
bringUp();

async function bringUp() {
  try {
    await loadScript(WEB_CHAT);
  } catch {
    notYet.classList.add('failed');
    return;
  }

  store = window.WebChat.createStore({}, watch);
  conversation = new Conversation({ createDirectLine: window.WebChat.createDirectLine, onLine: draw, onOnline, onLost });
  conversation.open();
}

function draw(directLine, { replaced }) {
  isDrawn = false;
  notYet.hidden = true;
  chat.hidden = false;
  window.WebChat.renderWebChat(
    {
      directLine,
      store,
      locale,
      overrideLocalizedStrings: words.webChat,
      styleOptions,
      typingIndicatorMiddleware: () => () => ({ visible }) => visible && workingWords(),
      // Whom the messages are from is known from the token; this only keeps Web Chat from inventing a new name at each connection.
      userID: 'citizen',
      role: 'region',
    },
    chat,
  );
  if (replaced) say(words.replaced, 20_000);
}

function onOnline() {
  if (!canSend()) return;
  if (line.dataset.about === 'connection') say(words.back, 5_000);
  if (held) store.dispatch(held);
  held = undefined;
}

// Web Chat drops what it is given before it has taken up a new connection.
function canSend() {
  return conversation?.isOnline && isDrawn;
}

function onLost(why) {
  if (why === 'elsewhere') held = undefined;
  say(why === 'elsewhere' ? words.elsewhere : held ? words.held : why === 'busy' ? words.busy : words.lost);
  line.dataset.about = 'connection';
}

// What is sent while nothing can be sent goes out as soon as it can. One thing: who taps twice has changed their mind.
function hold(action) {
  if (conversation?.isElsewhere) {
    say(words.elsewhere);
  } else {
    held = action;
    say(words.held);
  }
  line.dataset.about = 'connection';
}

// Sees every action of Web Chat before Web Chat does.
function watch() {
  return next => action => {
    switch (action.type) {
      case 'WEB_CHAT/SUBMIT_SEND_BOX':
      case 'WEB_CHAT/SEND_MESSAGE':
        // Web Chat would drop the one and mark the other as failed.
        if (!canSend()) return hold(action);
        break;

      case 'WEB_CHAT/SET_SEND_BOX':
        // Whoever goes on writing is not done: it stays in the box.
        if (held?.type === 'WEB_CHAT/SUBMIT_SEND_BOX') held = undefined;
        break;

      case 'WEB_CHAT/SET_SEND_BOX_ATTACHMENTS':
        action = { ...action, payload: { attachments: take(action.payload.attachments) } };
        break;

      case 'DIRECT_LINE/CONNECT_FULFILLED':
        isDrawn = true;
        queueMicrotask(onOnline);
        break;

      case 'DIRECT_LINE/POST_ACTIVITY_PENDING':
      case 'DIRECT_LINE/INCOMING_ACTIVITY':
        notice(action.payload.activity);
        break;
    }
    return next(action);
  };
}

// Web Chat shows a chosen file by a tick on the paper clip and nothing else.
function take(attachments) {
  const small = attachments.filter(({ blob }) => blob.size <= LARGEST_UPLOAD);
  if (small.length < attachments.length) say(words.tooLarge, 10_000);
  else if (small.length > 0) say(words.chosen(small.length));
  else if (line.dataset.about === 'files') say('');
  if (small.length > 0) line.dataset.about = 'files';
  return small;
}

function notice(activity) {
  if (activity.type === 'message' && document.body.classList.replace('fresh', 'under-way')) starters.open = false;

  // The vote's echo from the server, so it is said only once it is stored.
  if (activity.type === 'event' && activity.name === 'feedback') say(activity.value?.useful ? words.useful : words.notUseful, 8_000);
}

function ask(question) {
  const message = { type: 'WEB_CHAT/SEND_MESSAGE', payload: { method: 'keyboard', text: question } };
  if (starters.contains(document.activeElement)) starters.querySelector('summary').focus({ preventScroll: true });
  if (store) store.dispatch(message);
  else hold(message);
  if (canSend()) starters.open = false;
}

function say(text, forMilliseconds) {
  clearTimeout(clearing);
  delete line.dataset.about;
  // The same words set again would be read out again.
  if (line.textContent !== text) line.textContent = text;
  if (forMilliseconds) clearing = setTimeout(() => (line.textContent = ''), forMilliseconds);
}

// Pressed before it is connected, Web Chat's "send" does nothing that could be seen.
function holdEarlySubmit(event) {
  if (canSend() || !chat.querySelector(SEND_BOX)?.value.trim()) return;
  event.preventDefault();
  event.stopPropagation();
  hold({ type: 'WEB_CHAT/SUBMIT_SEND_BOX', payload: { method: 'keyboard' } });
}

function wirePage() {
  labelCopies(chat);
  element('notes-changed').hidden = !haveNotesChanged();
  // Capturing, to be there before Web Chat. Not "keydown": Enter also picks a word in a Chinese keyboard.
  chat.addEventListener('keypress', event => event.key === 'Enter' && !event.shiftKey && event.target.matches(SEND_BOX) && holdEarlySubmit(event), true);
  chat.addEventListener('click', event => event.target.closest('.webchat__send-button') && holdEarlySubmit(event), true);
  for (const button of document.querySelectorAll('[data-question]')) button.addEventListener('click', () => ask(button.dataset.question));
  element('person').addEventListener('click', () => ask('转人工'));
  element('skip').addEventListener('click', event => {
    event.preventDefault();
    chat.querySelector(SEND_BOX)?.focus();
  });
}

function loadScript(address) {
  return new Promise((loaded, failed) => {
    const script = document.createElement('script');
    script.src = address;
    script.onload = () => (window.WebChat ? loaded() : failed(new Error('the chat window did not start')));
    script.onerror = failed;
    document.head.append(script);
  });
}

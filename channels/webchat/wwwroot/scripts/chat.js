// The chat page: read this file first. Microsoft's Web Chat draws the conversation; this file brings it up and adds what it does
// not have: first questions, words while the assistant works, and a line that says what is going on.
import { Conversation } from './conversation.js';
import { labelCopies } from './copied-label.js';
import { locale, styleOptions, words, workingWords } from './look.js';

const WEB_CHAT = '/lib/webchat/4.18.1/webchat.js';
const LARGEST_UPLOAD = 4 * 1024 * 1024;

const element = id => document.getElementById(id);
const [starters, chat, line, notYet] = ['starters', 'chat', 'line', 'not-yet'].map(element);

let store;
let conversation;
let waitingQuestion;
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

function draw(directLine = conversation.directLine, { replaced } = {}) {
  notYet.hidden = true;
  chat.hidden = false;
  window.WebChat.renderWebChat(
    {
      directLine,
      store,
      locale,
      overrideLocalizedStrings: words.webChat,
      styleOptions: styleOptions(),
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
  if (line.dataset.about === 'connection') say(words.back, 5_000);
  if (waitingQuestion) ask(waitingQuestion);
}

function onLost(why) {
  say(why === 'busy' ? words.busy : words.lost);
  line.dataset.about = 'connection';
}

// Sees every action of Web Chat before Web Chat does.
function watch({ dispatch }) {
  return next => action => {
    switch (action.type) {
      case 'WEB_CHAT/SUBMIT_SEND_BOX':
        // Not sent, not lost: it stays in the box until the line is back.
        if (!conversation.isOnline) return;
        break;

      case 'WEB_CHAT/SEND_MESSAGE':
        if (!conversation.isOnline) return dispatch({ type: 'WEB_CHAT/SET_SEND_BOX', payload: { text: action.payload.text } });
        break;

      case 'WEB_CHAT/SET_SEND_BOX_ATTACHMENTS':
        action = { ...action, payload: { attachments: action.payload.attachments.filter(isSmallEnough) } };
        break;

      case 'DIRECT_LINE/POST_ACTIVITY_PENDING':
      case 'DIRECT_LINE/INCOMING_ACTIVITY':
        notice(action.payload.activity);
        break;
    }
    return next(action);
  };
}

function isSmallEnough({ blob }) {
  if (blob.size <= LARGEST_UPLOAD) return true;
  say(words.tooLarge, 10_000);
  return false;
}

function notice(activity) {
  if (activity.type === 'message' && document.body.classList.replace('fresh', 'under-way')) starters.open = false;

  // The vote's echo from the server, so it is said only once it is stored.
  if (activity.type === 'event' && activity.name === 'feedback') say(activity.value?.useful ? words.useful : words.notUseful, 8_000);
}

function ask(question) {
  if (!conversation?.isOnline) {
    waitingQuestion = question;
    say(words.willBeSent);
    line.dataset.about = 'connection';
    return;
  }

  waitingQuestion = undefined;
  if (starters.contains(document.activeElement)) starters.querySelector('summary').focus({ preventScroll: true });
  store.dispatch({ type: 'WEB_CHAT/SEND_MESSAGE', payload: { method: 'keyboard', text: question } });
  starters.open = false;
}

function say(text, forMilliseconds) {
  clearTimeout(clearing);
  delete line.dataset.about;
  // The same words set again would be read out again.
  if (line.textContent !== text) line.textContent = text;
  if (forMilliseconds) clearing = setTimeout(() => (line.textContent = ''), forMilliseconds);
}

function wirePage() {
  labelCopies(chat);
  for (const button of document.querySelectorAll('[data-question]')) button.addEventListener('click', () => ask(button.dataset.question));
  element('person').addEventListener('click', () => ask('转人工'));
  element('skip').addEventListener('click', event => {
    event.preventDefault();
    chat.querySelector('.webchat__send-box-text-box__html-text-area')?.focus();
  });
  // Phones get one suggestion a line, wide windows several.
  matchMedia('(min-width: 48rem)').addEventListener('change', () => conversation?.directLine && draw());
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

// Takes a complaint about the assistant and shows what became of it. The server's words for a refusal are written for citizens.
const element = id => document.getElementById(id);
const day = new Intl.DateTimeFormat('zh-CN', { dateStyle: 'long', timeZone: 'Asia/Shanghai' });
const NOT_REACHED = '没有连上，您写的内容还在。请检查网络后再试一次。';

element('file').addEventListener('submit', async event => {
  event.preventDefault();
  const text = element('text').value.trim();
  if (!text) return refuse('file', 'text', '请写一写是什么情况。');

  const answer = await send('file', '/complaints', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: `【${element('kind').value}】${text}`, contact: element('contact').value.trim() }),
  });
  if (!answer) return;

  element('receipt-code').textContent = answer.code;
  element('receipt-due').textContent = inWords(answer.due);
  element('code').value = answer.code;
  element('file').reset();
  show('receipt');
});

element('copy-receipt').addEventListener('click', async () => {
  const words = `重庆政务智能助手 投诉和反馈 查询编号：${element('receipt-code').textContent}，答复期限：${element('receipt-due').textContent}`;
  try {
    await navigator.clipboard.writeText(words);
    element('copied').textContent = '已复制。';
  } catch {
    element('copied').textContent = '这个浏览器不让复制，请抄下来或截图。';
  }
});

element('find').addEventListener('submit', async event => {
  event.preventDefault();
  element('found').hidden = true;
  const code = element('code').value.replace(/\s/g, '');
  if (!code) return refuse('find', 'code', '请写上查询编号。');

  const answer = await send('find', `/complaints/${encodeURIComponent(code)}`, { cache: 'no-store' });
  if (!answer) return;

  element('found-state').textContent = answer.answer ? '已答复' : '已收到，正在处理';
  element('found-code').textContent = answer.code;
  element('found-received').textContent = inWords(answer.receivedAt);
  element('found-due').textContent = inWords(answer.due);
  element('found-answer').textContent = answer.answer ? `答复：${answer.answer}` : '';
  show('found');
});

async function send(form, address, request) {
  const button = element(form).querySelector('button');
  refuse(form, null, '');
  button.disabled = true;
  try {
    const answer = await fetch(address, request);
    const body = await answer.json();
    if (answer.ok) return body;
    refuse(form, null, body.error?.message ?? NOT_REACHED);
  } catch {
    refuse(form, null, NOT_REACHED);
  } finally {
    button.disabled = false;
  }
}

function refuse(form, field, words) {
  element(`${form}-error`).textContent = words;
  if (field) element(field).focus();
}

// Focused, so that it is read out and a keyboard goes on from there.
function show(card) {
  element(card).hidden = false;
  element(card).focus();
}

function inWords(moment) {
  // A bare day is that day everywhere; noon keeps it from slipping over a time zone.
  return day.format(new Date(moment.length === 10 ? `${moment}T12:00:00+08:00` : moment));
}

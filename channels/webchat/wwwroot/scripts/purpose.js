// The service notes. Who runs this deployment is data, filled in by the authority in operator.json.
import { markNotesRead } from './service-notes.js';

markNotesRead();
const places = document.querySelectorAll('[data-operator]');
try {
  const operator = await (await fetch('/operator.json', { cache: 'no-cache' })).json();
  for (const place of places) place.textContent = operator[place.dataset.operator] || '尚未填写';
} catch {
  for (const place of places) place.textContent = '没有读取到，请刷新页面。';
}

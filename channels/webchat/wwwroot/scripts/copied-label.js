// What is copied out of an answer carries the AI label, also when only part of the answer was selected (标识办法, art. 4).
const LABEL = 'AI辅助生成，以主管部门公布为准';

export function labelCopies(chat) {
  document.addEventListener('copy', event => {
    const selection = getSelection();
    const text = selection?.toString() ?? '';
    if (!text.trim() || text.includes(LABEL) || !touchesAnswer(selection)) return;
    event.clipboardData.setData('text/plain', `${text}\n（${LABEL}）`);
    event.preventDefault();
  });

  function touchesAnswer(selection) {
    return [...chat.querySelectorAll('.webchat__bubble:not(.webchat__bubble--from-user)')].some(answer => selection.containsNode(answer, true));
  }
}

// Whoever has read the service notes is told when they have changed since.
const key = 'service-notes-read';

/** The day of the notes' last change; the same as on purpose.html. */
export const notesOf = '2026-11-20';

export function haveNotesChanged() {
  try {
    const read = localStorage.getItem(key);
    return read !== null && read !== notesOf;
  } catch {
    return false; // No storage: the notes are offered before every conversation anyway.
  }
}

export function markNotesRead() {
  try {
    localStorage.setItem(key, notesOf);
  } catch {
    // As above.
  }
}

// The days a complaint is answered in, from the server that counts them. Without it the page's own words stay, which name no number.
try {
  const { days } = await (await fetch('/complaints/promise', { cache: 'no-cache' })).json();
  if (Number.isInteger(days))
    for (const place of document.querySelectorAll('[data-promise]')) place.textContent = place.dataset.promise.replace('{days}', days);
} catch {
  // As above.
}

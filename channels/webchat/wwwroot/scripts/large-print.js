// Not a module: it runs before the page is drawn, so that large print never flashes small first.
(function () {
  var key = 'large-print';

  function isKept() {
    try {
      return localStorage.getItem(key) === 'yes';
    } catch (closed) {
      return false; // Private windows may refuse storage; the button still works for this page.
    }
  }

  function set(on) {
    document.documentElement.classList.toggle('large-print', on);
    var button = document.getElementById('large-print');
    if (button) button.setAttribute('aria-pressed', String(on));
  }

  set(isKept());
  document.addEventListener('DOMContentLoaded', function () {
    set(isKept());
    document.getElementById('large-print').addEventListener('click', function () {
      var on = !document.documentElement.classList.contains('large-print');
      set(on);
      try {
        localStorage.setItem(key, on ? 'yes' : 'no');
      } catch (closed) {
        // As above.
      }
    });
  });
})();

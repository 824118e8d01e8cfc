// What the circuit cannot do in time or at all: keys, the draft, opening a passage, the reconnect dialog.
(() => {
  const draftKey = 'ragqa.draft';
  const maxLines = 4;
  const question = () => document.querySelector('textarea[data-question]');

  const keep = (text) => {
    try {
      if (text) sessionStorage.setItem(draftKey, text); else sessionStorage.removeItem(draftKey);
    } catch {
      // storage is off: the draft is lost on reload, nothing else
    }
  };

  const grow = (area) => {
    if (CSS.supports('field-sizing', 'content')) return;
    const style = getComputedStyle(area);
    const frame = area.offsetHeight - area.clientHeight + parseFloat(style.paddingTop) + parseFloat(style.paddingBottom);
    area.style.height = 'auto';
    area.style.height = `${Math.min(area.scrollHeight, maxLines * parseFloat(style.lineHeight) + frame)}px`;
  };

  window.ragqa = {
    draft() {
      try {
        return sessionStorage.getItem(draftKey);
      } catch {
        return null;
      }
    },
    // What was asked is no draft any more; what has been typed since is.
    clearDraft(asked) {
      if (this.draft()?.trim() === asked) keep('');
    },
    // A question that the server knows and the field does not: an example, an opened answer.
    writeQuestion(text) {
      const area = question();
      if (!area || area.value === text) return;
      area.value = text;
      grow(area);
    },
    // The collection chosen in Settings.
    defaultCollection() {
      return read('ragqa.collection');
    },
    // Not on a touch screen, where the keyboard would cover the answer.
    focusQuestion() {
      if (!matchMedia('(pointer: coarse)').matches) question()?.focus();
    },
  };

  // The source stands beside the answer where there is room, and over it where there is none.
  window.ragqa.openPanel = () => {
    const panel = document.getElementById('source-panel');
    if (!panel) return;
    if (!panel.open) {
      if (matchMedia('(min-width: 992px)').matches) panel.show(); else panel.showModal();
    }
    const place = panel.querySelector('[data-scroll-here]');
    if (place) panel.scrollTop += place.getBoundingClientRect().top - panel.getBoundingClientRect().top - panel.clientHeight / 3;
  };

  document.addEventListener('input', (event) => {
    if (event.target.matches?.('textarea[data-question]')) {
      keep(event.target.value);
      grow(event.target);
    }
  });

  const read = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // storage is off: defaults hold
    }
  };

  const say = (words) => {
    const place = document.getElementById('toast');
    if (!place) return;
    place.textContent = words;
    clearTimeout(say.timer);
    say.timer = setTimeout(() => { place.textContent = ''; }, 4000);
  };

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      say('Copied');
    } catch {
      say('The browser did not allow copying');
    }
  };

  // Single keys: what they do on the ask page. They can be switched off in Settings and never work in a field.
  const passages = () => [...document.querySelectorAll('details.passage > summary')].filter((s) => s.checkVisibility?.() ?? true);
  const reveal = (summary) => {
    summary.scrollIntoView({ block: 'nearest' });
    summary.focus({ preventScroll: true });
  };
  const step = (by) => {
    const list = passages();
    const at = list.findIndex((s) => s.parentElement.contains(document.activeElement));
    const next = list[at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(Math.max(at + by, 0), list.length - 1)];
    if (next) reveal(next);
  };
  const focusedPassage = () => document.activeElement?.closest?.('details.passage');
  const stepMark = (by) => {
    const marks = [...document.querySelectorAll('main mark')].filter((m) => m.checkVisibility?.() ?? true);
    if (marks.length === 0) return;
    const at = marks.findIndex((m) => m === document.activeElement);
    const next = marks[(at < 0 ? (by > 0 ? 0 : marks.length - 1) : at + by + marks.length) % marks.length];
    next.tabIndex = -1;
    next.scrollIntoView({ block: 'center' });
    next.focus({ preventScroll: true });
  };
  const singleKeys = {
    '/': () => { const area = question(); if (area) { area.focus(); area.select(); } },
    '?': () => document.getElementById('help')?.showModal(),
    j: () => step(1),
    k: () => step(-1),
    n: () => stepMark(1),
    p: () => stepMark(-1),
    o: () => { const card = focusedPassage(); if (card) card.open = !card.open; },
    s: () => (focusedPassage() ?? document.querySelector('.answer'))?.querySelector('[data-source]')?.click(),
    c: () => (focusedPassage()?.querySelector('[data-copy]') ?? document.querySelector('[data-copy-main]'))?.click(),
    f: () => { const filters = document.querySelector('[data-filters]'); if (filters) { filters.open = true; filters.querySelector('summary').focus(); } },
  };
  let wentBy = 0;

  const single = (event) => {
    if (read('ragqa.keys') === 'off' || document.querySelector('dialog:modal')) return false;
    const key = event.key;
    if (event.timeStamp - wentBy < 1500 && (key === 'h' || key === 'a')) {
      wentBy = 0;
      location.assign(key === 'h' ? '/history' : '/');
      return true;
    }
    if (key === 'g') {
      wentBy = event.timeStamp;
      return true;
    }
    if (key >= '1' && key <= '9') {
      const chosen = passages()[Number(key) - 1];
      if (chosen) { chosen.parentElement.open = true; reveal(chosen); }
      return true;
    }
    singleKeys[key]?.();
    return key in singleKeys;
  };

  document.addEventListener('keydown', (event) => {
    const area = question();
    const typing = event.target.matches?.('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]');
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
    if (event.target === area && event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      document.querySelector('[data-ask]:not(:disabled)')?.click();
    } else if (area && event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      area.focus();
      area.select();
    } else if (event.key === 'Escape') {
      const menu = document.querySelector('details.menu[open]');
      if (menu) {
        menu.open = false;
        menu.querySelector('summary').focus();
      } else if (document.querySelector('dialog[open]:not(:modal)')) {
        document.querySelector('dialog[open]:not(:modal)').close();
      } else if (!document.querySelector('dialog[open]')) {
        document.querySelector('[data-stop]')?.click();
      }
    } else if (plain && !typing && single(event)) {
      event.preventDefault();
    }
  });

  document.addEventListener('click', (event) => {
    const at = (selector) => event.target.closest?.(selector);
    for (const menu of document.querySelectorAll('details.menu[open]')) {
      if (!menu.contains(event.target) || at('.menu li > *')) menu.open = false;
    }
    const link = at('a[data-passage]');
    const card = link && document.getElementById(link.dataset.passage);
    if (card) {
      event.preventDefault();
      for (let outer = card.parentElement; outer; outer = outer.parentElement) {
        if (outer.tagName === 'DETAILS') outer.open = true;
      }
      card.open = true;
      card.scrollIntoView({ block: 'start' });
      card.querySelector('summary').focus({ preventScroll: true });
      return;
    }
    const source = at('[data-copy]');
    if (source) copy((read('ragqa.citation') === 'harvard' && source.dataset.copyHarvard) || source.dataset.copy);
    const address = at('[data-copy-address]');
    if (address) copy(new URL(address.dataset.copyAddress, location.origin).href);
    if (at('[data-focus-question]')) question()?.focus();
    if (at('[data-help]')) document.getElementById('help')?.showModal();
    if (at('[data-close]')) at('dialog')?.close();
    if (at('[data-print]')) print();
    if (at('a[data-skip-link]')) {
      event.preventDefault();
      document.getElementById('content').focus();
    }
    if (at('[data-reconnect]')) reconnect();
  });

  const reconnect = async () => {
    try {
      // False: the server is there but no longer knows this circuit.
      if (!await Blazor.reconnect() && !await Blazor.resumeCircuit()) location.reload();
    } catch {
      document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && reconnect(), { once: true });
    }
  };

  document.getElementById('components-reconnect-modal')?.addEventListener('components-reconnect-state-changed', (event) => {
    const dialog = event.currentTarget;
    const state = event.detail.state;
    if (state === 'show') {
      if (!dialog.open) dialog.showModal();
    } else if (state === 'hide') {
      dialog.close();
    } else if (state === 'failed') {
      document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && reconnect(), { once: true });
    } else if (state === 'rejected') {
      location.reload();
    }
  });

  // State of the server in the footer: a word, and a dot of the same meaning.
  const stateInterval = 30000;
  const showState = async () => {
    if (document.visibilityState !== 'visible') return;
    let state = 'Unavailable';
    try {
      const reply = await fetch('/health/ready', { cache: 'no-store' });
      if (reply.ok) state = await reply.text();
    } catch {
      // not reachable: that is the state
    }
    const place = document.getElementById('server-state');
    if (place) {
      place.dataset.state = state;
      place.textContent = state;
    }
  };
  // Twice: the live page may take the place of the prerendered one in between.
  for (const wait of [1000, 4000]) setTimeout(showState, wait);
  setInterval(showState, stateInterval);

  // The reader scrolls to the quoted passage even where the address has no fragment.
  document.querySelector('main [data-scroll-here]')?.scrollIntoView({ block: 'center' });
})();

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
    clearDraft: () => keep(''),
    // Not on a touch screen, where the keyboard would cover the answer.
    focusQuestion() {
      if (!matchMedia('(pointer: coarse)').matches) question()?.focus();
    },
  };

  document.addEventListener('input', (event) => {
    if (event.target.matches?.('textarea[data-question]')) {
      keep(event.target.value);
      grow(event.target);
    }
  });

  document.addEventListener('keydown', (event) => {
    const area = question();
    const typing = event.target.matches?.('input, textarea, select, [contenteditable]');
    if (event.target === area && event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      document.querySelector('[data-ask]:not(:disabled)')?.click();
    } else if (area && ((event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey)
      || (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)))) {
      event.preventDefault();
      area.focus();
      area.select();
    } else if (event.key === 'Escape') {
      document.querySelector('[data-stop]')?.click();
    }
  });

  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[data-passage]');
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
    if (event.target.closest?.('a[data-skip-link]')) {
      event.preventDefault();
      document.getElementById('content').focus();
    }
    if (event.target.closest?.('[data-reconnect]')) reconnect();
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

  // The reader scrolls to the quoted passage even where the address has no fragment.
  document.querySelector('[data-scroll-here]')?.scrollIntoView({ block: 'center' });
})();

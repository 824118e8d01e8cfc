// Loaded before the style sheets, so that the page never flashes in the wrong colours.
(() => {
  const key = 'ragqa.theme';
  const root = document.documentElement;
  const systemDark = matchMedia('(prefers-color-scheme: dark)');
  const choices = [
    ['system', 'System colours', '<rect x="2" y="3" width="12" height="8" rx="1.5"/><path d="M6 13.5h4"/>'],
    ['light', 'Light', '<circle cx="8" cy="8" r="3"/><path d="M8 1.5v1.6M8 12.9v1.6M1.5 8h1.6M12.9 8h1.6M3.4 3.4l1.1 1.1M11.5 11.5l1.1 1.1M12.6 3.4l-1.1 1.1M4.5 11.5l-1.1 1.1"/>'],
    ['dark', 'Dark', '<path d="M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z"/>'],
  ];

  const stored = () => {
    try {
      return localStorage.getItem(key) ?? 'system';
    } catch {
      return 'system'; // storage is off: the choice lasts as long as the page
    }
  };
  let choice = stored();

  // Choices of the Settings page beside the theme: each is an attribute that style sheets look at.
  const looks = ['density', 'streaming'];
  const read = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null; // storage is off: defaults hold
    }
  };

  const apply = () => {
    for (const look of looks) root.dataset[look] = read(`ragqa.${look}`) ?? '';
    root.dataset.bsTheme = choice === 'dark' || (choice === 'system' && systemDark.matches) ? 'dark' : 'light';
    for (const button of document.querySelectorAll('ragqa-theme button')) {
      button.setAttribute('aria-pressed', String(button.value === choice));
    }
  };

  const choose = (value) => {
    choice = value;
    try {
      localStorage.setItem(key, value);
    } catch {
      // storage is off: see above
    }
    apply();
    showChoices();
  };

  // An element of its own, so that it survives the moment when the live page replaces the prerendered one.
  customElements.define('ragqa-theme', class extends HTMLElement {
    connectedCallback() {
      this.setAttribute('role', 'group');
      this.setAttribute('aria-label', 'Theme');
      this.innerHTML = choices.map(([value, label, shape]) =>
        `<button type="button" value="${value}" aria-label="${label}" title="${label}"><svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">${shape}</svg></button>`).join('');
      this.onclick = (event) => {
        const button = event.target.closest('button');
        if (button) choose(button.value);
      };
      apply();
    }
  });

  // Radio buttons whose name is a key of the storage and whose value is what it holds; the first of a group is the default.
  const showChoices = () => {
    for (const input of document.querySelectorAll('input[data-choice]')) {
      const first = document.querySelector(`input[data-choice][name="${input.name}"]`);
      input.checked = (read(input.name) ?? first.value) === input.value;
    }
    for (const list of document.querySelectorAll('select[data-choice]')) {
      const kept = read(list.name) ?? '';
      list.value = [...list.options].some((o) => o.value === kept) ? kept : '';
    }
  };

  document.addEventListener('DOMContentLoaded', showChoices);
  document.addEventListener('change', (event) => {
    const input = event.target;
    if (!input.matches?.('[data-choice]')) return;
    if (input.name === key) {
      choose(input.value);
      return;
    }
    try {
      localStorage.setItem(input.name, input.value);
    } catch {
      // storage is off: the choice does not last
    }
    apply();
  });

  systemDark.addEventListener('change', apply);
  addEventListener('storage', (event) => {
    if (event.key === key) {
      choice = stored();
      apply();
    }
  });
  apply();
})();

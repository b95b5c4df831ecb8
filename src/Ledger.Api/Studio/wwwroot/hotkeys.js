// Ctrl+S and Ctrl+Shift+S in the editor. The studio brings a script for them inside its page, which the security policy
// does not let run; this one does the same, and stays when the studio's is let run.
export function giveHotkeys() {
  let listener = null;
  const keys = {
    register(component) {
      keys.dispose();
      listener = event => {
        if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's' || document.documentElement.dataset.view !== 'definition') return;
        event.preventDefault();
        component.invokeMethodAsync(event.shiftKey ? 'OnHotKeysCtrlShiftS' : 'OnHotKeysCtrlS');
      };
      window.addEventListener('keydown', listener);
    },
    dispose() {
      if (listener !== null) window.removeEventListener('keydown', listener);
      listener = null;
    },
  };
  Object.defineProperty(window, 'editorHotkeys', { value: Object.freeze(keys), writable: false });
}

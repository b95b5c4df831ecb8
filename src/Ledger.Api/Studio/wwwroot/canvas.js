// The studio's canvas, seen from our panels.

/** Selects an activity on the canvas as a click of a person does, when it stands on the shown one. */
export function selectActivity(activityId) {
  const node = document.querySelector(`#stage .x6-node[data-cell-id="${CSS.escape(activityId)}"]`);
  if (node === null) return false;
  const box = node.getBoundingClientRect();
  const at = { bubbles: true, cancelable: true, clientX: box.x + box.width / 2, clientY: box.y + 12, button: 0, view: window };
  const target = node.querySelector('foreignObject *') ?? node;
  for (const name of ['mousedown', 'mouseup', 'click']) target.dispatchEvent(new MouseEvent(name, at));
  return true;
}

/** Fits the drawing to its frame as soon as it is drawn, by the toolbar's own button. */
export function fitWhenDrawn(stage) {
  const observer = new MutationObserver(() => {
    const button = stage.querySelector('.rz-splitter-vertical .mud-toolbar button');
    if (button === null || stage.querySelector('.x6-node .elsa-activity') === null) return;
    observer.disconnect();
    setTimeout(() => button.click(), 600); // the nodes are measured first
  });
  observer.observe(stage, { childList: true, subtree: true });
}

// Beside the viewer of an instance.
export function mount() {}

export function unmount() {}

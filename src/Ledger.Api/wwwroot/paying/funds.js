// The keyboard of the grid of funds, as in a spreadsheet: Enter and the arrows go up and down, Ctrl+D copies from above,
// Ctrl+Shift+D down to the end. And a draft of what was filled in, so that a reload loses nothing.

const isText = element => element.matches("input[type=text], input[type=search]");

const at = cell => ({ row: Number(cell.dataset.r), column: Number(cell.dataset.c) });

const find = (root, row, column) => root.querySelector(`[data-cell][data-r="${row}"][data-c="${column}"]:not(:disabled)`);

const enter = cell => {
    cell.focus();
    cell.select?.();
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
};

export function attach(root, page) {
    let last = null;
    let isOpen = false; // a list that hangs open has the arrows for itself

    const rows = () => [...new Set([...root.querySelectorAll("[data-cell]")].map(c => Number(c.dataset.r)))].filter(r => r >= 0).sort((a, b) => a - b);

    const vertical = (from, step) => {
        const { row, column } = at(from);
        const all = rows();
        for (let next = row + step; all.includes(next); next += step) {
            const cell = find(root, next, column);
            if (cell) {
                enter(cell);
                return;
            }
        }
        page.invokeMethodAsync("Go", step > 0 ? all[all.length - 1] + 1 : all[0] - 1, column);
    };

    const horizontal = (from, step) => {
        const { row, column } = at(from);
        const cells = [...root.querySelectorAll(`[data-cell][data-r="${row}"]:not(:disabled)`)].sort((a, b) => a.dataset.c - b.dataset.c);
        const next = cells[cells.findIndex(c => Number(c.dataset.c) === column) + step];
        if (next) {
            enter(next);
        }
        return !!next;
    };

    // What is in the field counts before it is copied.
    const commit = cell => {
        if (isText(cell)) {
            cell.blur();
            cell.focus();
        }
    };

    const copy = (cell, toEnd) => {
        commit(cell);
        const { row, column } = at(cell);
        if (row >= 0) {
            page.invokeMethodAsync("CopyAsync", row, column, toEnd);
        }
    };

    root.fundsCopy = toEnd => {
        if (last?.isConnected) {
            copy(last, toEnd);
        }
    };

    root.addEventListener("focusin", event => {
        if (event.target.matches?.("[data-cell]")) {
            last = event.target;
            isOpen = false;
        }
    });
    root.addEventListener("mousedown", event => { isOpen = event.target.matches?.("select"); });
    root.addEventListener("change", () => { isOpen = false; });

    root.addEventListener("keydown", event => {
        const cell = event.target;
        if (!cell.matches?.("[data-cell]") || at(cell).row < 0) {
            return;
        }
        const taken = () => {
            event.preventDefault();
            event.stopPropagation();
        };
        if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "d") {
            taken();
            copy(cell, event.shiftKey);
            return;
        }
        if (cell.matches("select") && (event.key === " " || event.key === "F4" || (event.altKey && event.key === "ArrowDown"))) {
            isOpen = true;
            return;
        }
        if (isOpen && (event.key === "Escape" || event.key === "Enter")) {
            isOpen = false;
            return;
        }
        if (isOpen || event.ctrlKey || event.metaKey || event.altKey) {
            return;
        }
        if (event.key === "Enter" || event.key === "ArrowDown" || event.key === "ArrowUp") {
            taken();
            vertical(cell, event.key === "ArrowUp" || event.shiftKey ? -1 : 1);
        } else if ((event.key === "ArrowLeft" || event.key === "ArrowRight") && !cell.matches("[type=date]")) {
            const isRight = event.key === "ArrowRight";
            const isAll = isText(cell) && cell.value.length > 0 && cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;
            const isAtEnd = !isText(cell) || isAll || (isRight ? cell.selectionStart === cell.value.length : cell.selectionEnd === 0);
            if (isAtEnd && horizontal(cell, isRight ? 1 : -1)) {
                taken();
            }
        }
    });
}

export function copy(root, toEnd) {
    root.fundsCopy?.(toEnd);
}

export function focusAt(root, row, column) {
    const cell = find(root, row, column);
    if (cell) {
        enter(cell);
    }
}

export function focusProblem(root) {
    const cell = root.querySelector("[aria-invalid=true]") ?? root.querySelector(".problem");
    cell?.focus?.();
    cell?.scrollIntoView({ block: "center" });
}

export function keep(key, draft) {
    try {
        localStorage.setItem(key, draft);
    } catch (error) {
        console.warn("What was filled in could not be kept.", error); // private windows may forbid it
    }
}

export function kept(key) {
    try {
        return localStorage.getItem(key);
    } catch (error) {
        console.warn("What was filled in could not be found.", error);
        return null;
    }
}

export function forget(key) {
    try {
        localStorage.removeItem(key);
    } catch (error) {
        console.warn("What was filled in could not be forgotten.", error);
    }
}

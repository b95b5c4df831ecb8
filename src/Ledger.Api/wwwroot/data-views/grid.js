// What a grid does in the browser by itself: the keyboard inside it, dragging columns, widths. What changes the data asked
// for is told to the page.

const isField = element => element.matches?.("input:not([type=checkbox]), textarea, select");

export function attach(root, page) {
    const cells = () => [...root.querySelectorAll("tbody tr")].map(row => [...row.querySelectorAll("[data-dv-cell]")]).filter(row => row.length > 0);

    const focusCell = (row, column) => {
        const all = cells();
        if (all.length === 0) {
            return;
        }
        const line = all[Math.min(Math.max(row, 0), all.length - 1)];
        const cell = line[Math.min(Math.max(column, 0), line.length - 1)];
        for (const other of root.querySelectorAll("[data-dv-cell][tabindex='0']")) {
            other.tabIndex = -1;
        }
        cell.tabIndex = 0;
        cell.focus();
        cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    };

    const place = cell => {
        const all = cells();
        const row = all.findIndex(line => line.includes(cell));
        return row < 0 ? null : { row, column: all[row].indexOf(cell), rows: all.length, columns: all[row].length };
    };

    // The page's own short cuts must not act on keys that were meant for the grid.
    const taken = event => {
        event.preventDefault();
        event.stopPropagation();
    };

    root.addEventListener("keydown", event => {
        const target = event.target;
        const letter = event.key.toLowerCase();
        if ((event.ctrlKey || event.metaKey) && !event.altKey && (letter === "a" || letter === "d") && !isField(target)) {
            taken(event);
            page.invokeMethodAsync("ChooseAllAsync", letter === "a");
            return;
        }
        const open = target.closest("details[open]");
        if (event.key === "Escape" && open) {
            taken(event);
            open.open = false;
            open.querySelector("summary").focus();
            return;
        }
        const head = target.closest("[data-dv-head]");
        if (head && event.altKey && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
            taken(event);
            const column = head.dataset.dvHead;
            page.invokeMethodAsync("ShiftColumnAsync", column, event.key === "ArrowLeft" ? -1 : 1)
                .then(() => root.querySelector(`[data-dv-head="${CSS.escape(column)}"]`)?.focus());
            return;
        }
        if (head && event.key === "ArrowDown") {
            taken(event);
            focusCell(0, 0);
            return;
        }
        const cell = target.closest("[data-dv-cell]");
        const at = cell && place(cell);
        if (!at || isField(target)) {
            return;
        }
        const moves = {
            ArrowUp: [at.row - 1, at.column], ArrowDown: [at.row + 1, at.column],
            ArrowLeft: [at.row, at.column - 1], ArrowRight: [at.row, at.column + 1],
            Home: [event.ctrlKey ? 0 : at.row, 0], End: [event.ctrlKey ? at.rows - 1 : at.row, at.columns - 1],
        };
        if (event.key in moves) {
            taken(event);
            focusCell(...moves[event.key]);
        } else if (event.key === "PageDown" || event.key === "PageUp") {
            taken(event);
            page.invokeMethodAsync("TurnPageAsync", event.key === "PageDown" ? 1 : -1).then(() => focusCell(0, at.column));
        } else if (event.key === " " && target === cell) {
            const box = cell.closest("tr").querySelector("input[type=checkbox]");
            if (box) {
                taken(event);
                box.click();
            }
        } else if (event.key === "Enter" && target === cell) {
            const opener = cell.closest("tr").querySelector(".dv-open, [data-dv-go]") ?? cell.closest("tr").querySelector(".dv-row-menu > summary");
            if (opener) {
                taken(event);
                opener.click();
            }
        }
    });

    root.addEventListener("dblclick", event => {
        if (!event.target.closest?.("a, button, input, summary, .dv-panel")) {
            event.target.closest?.("tbody tr")?.querySelector("[data-dv-go]")?.click();
        }
    });

    // Shift and a tick: all rows between the last tick and this one, as the tick is now.
    let ticked = null;
    root.addEventListener("click", event => {
        const box = event.target.closest?.("tbody .dv-check input");
        if (!box) {
            return;
        }
        const row = box.closest("tr");
        const rows = [...root.querySelectorAll("tbody tr[data-dv-key]")];
        const from = rows.findIndex(r => r.dataset.dvKey === ticked);
        const to = rows.indexOf(row);
        if (event.shiftKey && from >= 0 && from !== to) {
            const between = rows.slice(Math.min(from, to), Math.max(from, to) + 1).map(r => r.dataset.dvKey);
            page.invokeMethodAsync("ChooseRangeAsync", between, box.checked);
        }
        ticked = row.dataset.dvKey;
    });

    // Ctrl+A works as soon as the grid is there, before anything in it has the focus.
    const fromPage = event => {
        if (!root.isConnected) {
            document.removeEventListener("keydown", fromPage, true);
            return;
        }
        const letter = event.key.toLowerCase();
        if (event.ctrlKey && !event.altKey && (letter === "a" || letter === "d") && !root.contains(event.target)
            && (event.target === document.body || event.target.matches?.("h1, main"))) {
            taken(event);
            page.invokeMethodAsync("ChooseAllAsync", letter === "a");
        }
    };
    document.addEventListener("keydown", fromPage, true);

    // Only one menu is open at a time.
    root.addEventListener("toggle", event => {
        if (event.target.open) {
            for (const other of root.querySelectorAll("details[open]")) {
                if (other !== event.target && !other.contains(event.target)) {
                    other.open = false;
                }
            }
            const panel = event.target.querySelector(".dv-panel");
            panel?.classList.toggle("dv-left-panel", event.target.getBoundingClientRect().left < 260);
            if (event.target.closest(".dv-scroll") && panel) {
                // A menu inside the scrolled table would be cut off at its edge.
                const box = event.target.getBoundingClientRect();
                panel.style.position = "fixed";
                panel.style.top = Math.max(8, Math.min(box.bottom, innerHeight - panel.offsetHeight - 8)) + "px";
                panel.style.left = Math.max(8, Math.min(box.left, innerWidth - panel.offsetWidth - 8)) + "px";
                panel.style.right = "auto";
            }
        }
    }, true);
    const closeOutside = event => {
        if (!root.isConnected) {
            document.removeEventListener("pointerdown", closeOutside);
            return;
        }
        for (const open of root.querySelectorAll("details[open]")) {
            if (!open.contains(event.target)) {
                open.open = false;
            }
        }
    };
    document.addEventListener("pointerdown", closeOutside);

    let dragged = null;
    root.addEventListener("dragstart", event => {
        const head = event.target.closest?.("th[data-column]");
        if (!head) {
            return;
        }
        dragged = head.dataset.column;
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", dragged);
    });
    const spot = event => event.target.closest?.("th[data-column], [data-dv-drop=group]");
    const clear = () => root.querySelectorAll(".dv-drop").forEach(e => e.classList.remove("dv-drop"));
    root.addEventListener("dragover", event => {
        const on = dragged && spot(event);
        clear();
        if (on) {
            event.preventDefault();
            on.classList.add("dv-drop");
        }
    });
    root.addEventListener("drop", event => {
        const on = dragged && spot(event);
        clear();
        if (!on) {
            return;
        }
        event.preventDefault();
        if (on.dataset.column === undefined) {
            page.invokeMethodAsync("GroupColumnAsync", dragged);
        } else if (on.dataset.column !== dragged) {
            page.invokeMethodAsync("DropColumnAsync", dragged, on.dataset.column);
        }
    });
    root.addEventListener("dragend", () => { dragged = null; clear(); });

    root.addEventListener("pointerdown", event => {
        const grip = event.target.closest?.("[data-dv-resize]");
        if (!grip) {
            return;
        }
        event.preventDefault();
        const column = grip.dataset.dvResize;
        const head = grip.closest("th");
        const col = root.querySelector(`col[data-col="${CSS.escape(column)}"]`);
        const start = event.clientX;
        const width = head.offsetWidth;
        let now = width;
        head.draggable = false;
        const move = moved => {
            now = Math.min(1200, Math.max(40, Math.round(width + moved.clientX - start)));
            col.style.width = now + "px";
        };
        const end = () => {
            removeEventListener("pointermove", move);
            head.draggable = true;
            if (now !== width) {
                page.invokeMethodAsync("WidenColumnAsync", column, now);
            }
        };
        addEventListener("pointermove", move);
        addEventListener("pointerup", end, { once: true });
    });

    root.dataset.attached = ""; // from now on keys are heard
}

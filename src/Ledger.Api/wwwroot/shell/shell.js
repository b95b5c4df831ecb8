// What every page of Ledger does in the browser: the connection to its circuit, language, theme, company, menus, and
// keeping what a person typed over a reload. Pages reach it as window.ledger.
(() => {
    "use strict";

    const keptKey = "ledger.kept:" + location.pathname;
    const year = 365 * 24 * 60 * 60;

    // ---- What a person typed, over a reload. An input says data-keep="name" to be kept.

    const keep = () => {
        const kept = {};
        for (const field of document.querySelectorAll("[data-keep]")) {
            const input = field.matches("input, textarea, select") ? field : field.querySelector("input, textarea, select");
            if (input && input.value && input.type !== "password" && input.type !== "file") {
                kept[field.dataset.keep] = input.value;
            }
        }
        try {
            if (Object.keys(kept).length > 0) {
                sessionStorage.setItem(keptKey, JSON.stringify(kept));
            }
        } catch (error) {
            console.warn("What was typed could not be kept.", error); // private windows may forbid it
        }
    };

    const giveBack = () => {
        let kept;
        try {
            kept = JSON.parse(sessionStorage.getItem(keptKey) ?? "null");
            sessionStorage.removeItem(keptKey);
        } catch (error) {
            console.warn("What was typed could not be given back.", error);
        }
        if (!kept) {
            return;
        }
        // The fields appear when the page has read its data.
        const fill = () => {
            for (const field of document.querySelectorAll("[data-keep]")) {
                const name = field.dataset.keep;
                const input = field.matches("input, textarea, select") ? field : field.querySelector("input, textarea, select");
                if (input && name in kept) {
                    if (!input.value || field.dataset.keepOver !== undefined) { // "over": later than what the server has
                        input.value = kept[name];
                        input.dispatchEvent(new Event("input", { bubbles: true }));
                        input.dispatchEvent(new Event("change", { bubbles: true }));
                    }
                    delete kept[name];
                }
            }
            if (Object.keys(kept).length === 0) {
                watcher.disconnect();
            }
        };
        const watcher = new MutationObserver(fill);
        watcher.observe(document.getElementById("app"), { childList: true, subtree: true });
        setTimeout(() => watcher.disconnect(), 30_000);
        fill();
    };

    // A page that is loaded anew by itself keeps what it has; nobody is asked whether to leave it.
    let isReloading = false;
    addEventListener("beforeunload", event => {
        if (isReloading) {
            event.stopImmediatePropagation();
        }
    }, true);

    // A page that shows data-unsaved has something that was not accepted yet. It is in the drawing itself: a lock that is
    // set by a call after it would let go who closes the page in between.
    addEventListener("beforeunload", event => {
        if (document.querySelector("[data-unsaved]")) {
            event.preventDefault();
        }
    });

    const reload = () => {
        keep();
        isReloading = true;
        location.reload();
    };

    // ---- The circuit. A line that broke is taken up again; a server that was restarted has forgotten the circuit, and
    // the page loads anew.

    // Some browsers close the line before they leave, which is not a line that broke. Whoever was asked and stayed, or only fetched
    // a file, is still there afterwards.
    let isLeaving = false;
    addEventListener("beforeunload", () => {
        isLeaving = true;
        setTimeout(() => { isLeaving = false; }, 5_000);
    });

    const wait = milliseconds => new Promise(done => setTimeout(done, milliseconds));
    const banner = document.getElementById("connection");
    const say = key => { document.getElementById("connection-text").textContent = document.getElementById("connection-text").dataset[key]; };

    const isServerThere = async () => {
        try {
            return (await fetch("health/ready", { cache: "no-store" })).ok;
        } catch {
            return false; // it is away, which is the answer
        }
    };

    let isDown = false;
    const reconnect = async () => {
        for (let round = 0; isDown; round++) {
            await wait(Math.min(250 * 2 ** round, 5_000));
            if (!isDown || !await isServerThere()) {
                continue;
            }
            try {
                if (await Blazor.reconnect()) {
                    return;
                }
            } catch (error) {
                console.warn("The circuit could not be taken up.", error);
                continue;
            }
            say("reloading");
            reload();
            return;
        }
    };

    const handler = {
        onConnectionDown: () => {
            if (isLeaving || isDown) {
                return;
            }
            isDown = true;
            say("lost");
            banner.hidden = false;
            reconnect();
        },
        onConnectionUp: () => {
            isDown = false;
            banner.hidden = true;
        },
    };

    // A first connection that fails (a server that is just restarting) is tried again by loading anew.
    Blazor.start({ circuit: { reconnectionHandler: handler } }).catch(async error => {
        console.error("The page could not start.", error);
        banner.hidden = false;
        while (!await isServerThere()) {
            await wait(1_000);
        }
        await wait(1_000);
        location.reload();
    });
    giveBack();

    // ---- Settings of the person.

    const post = async (path, body) => {
        const answer = await fetch(path, {
            method: "POST",
            headers: { "Content-Type": "application/json", "X-Requested-With": "ledger" },
            body: JSON.stringify(body),
        });
        if (!answer.ok && answer.status !== 401) {
            throw new Error(path + ": " + answer.status);
        }
    };

    // What one tab changes about the session counts in the others too, whose circuits would not hear of it.
    const tabs = new BroadcastChannel("ledger");
    tabs.addEventListener("message", event => {
        if (event.data === "signed-out") {
            location.reload();
        } else if (event.data === "company") {
            location.assign("/");
        }
    });

    const cookie = (name, value) => {
        document.cookie = name + "=" + value + ";path=/;max-age=" + year + ";samesite=lax" + (location.protocol === "https:" ? ";secure" : "");
    };

    const isDark = () => {
        const chosen = document.documentElement.dataset.theme;
        return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    };

    const setTheme = name => {
        cookie("ledger.theme", name);
        document.documentElement.dataset.theme = name;
        for (const sheet of document.querySelectorAll("link[data-theme-sheet]")) {
            sheet.media = sheet.dataset.themeSheet === name ? "all" : "not all";
        }
    };

    const closeMenus = except => {
        for (const menu of document.querySelectorAll("details.menu[open]")) {
            if (menu !== except) {
                menu.open = false;
            }
        }
    };

    const showNavigation = isShown => {
        document.body.classList.toggle("navigation-shown", isShown);
        document.querySelector("[data-toggle-navigation]")?.setAttribute("aria-expanded", String(isShown));
    };

    document.addEventListener("click", async event => {
        const target = event.target instanceof Element ? event.target : null;
        const hit = selector => target?.closest(selector);
        closeMenus(hit("details.menu a") ? null : hit("details.menu")); // a link inside has led where it leads
        if (hit("[data-reload]")) {
            event.preventDefault();
            reload();
        } else if (hit("[data-go-company]")) {
            await post("/api/auth/company", { company: hit("[data-go-company]").dataset.goCompany });
            tabs.postMessage("company");
            location.assign("/administration/companies");
        } else if (hit("[data-copy]")) {
            await navigator.clipboard?.writeText(hit("[data-copy]").dataset.copy); // plain http to another machine has no clipboard
        } else if (hit("[data-set-language]")) {
            await post("/api/auth/language", { language: hit("[data-set-language]").dataset.setLanguage });
            reload();
        } else if (hit("[data-toggle-theme]")) {
            setTheme(isDark() ? "light" : "dark");
        } else if (hit("[data-sign-out]")) {
            await post("/api/auth/sign-out", {});
            tabs.postMessage("signed-out");
            location.assign("/sign-in");
        } else if (hit("[data-toggle-navigation]")) {
            showNavigation(!document.body.classList.contains("navigation-shown"));
        } else if (!hit("#navigation") || hit("#navigation a")) {
            showNavigation(false);
        }
    });

    document.addEventListener("change", async event => {
        if (event.target instanceof Element && event.target.matches("[data-set-company]")) {
            await post("/api/auth/company", { company: event.target.value });
            tabs.postMessage("company");
            location.assign("/"); // what is open belongs to the other company
        }
    });

    // ---- Keys. A page names its own with data-key on the button or link that does the same; ? lists them.

    const isTyping = element => element instanceof HTMLElement
        && (element.isContentEditable || element.matches("input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select"));

    const rows = () => [...document.querySelectorAll("[data-row]")];

    const move = step => {
        const all = rows();
        if (all.length === 0) {
            return;
        }
        const at = all.indexOf(document.activeElement?.closest?.("[data-row]"));
        const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)];
        (next.matches("a, button, [tabindex]") ? next : next.querySelector("a, button")).focus();
        next.scrollIntoView({ block: "nearest" });
    };

    document.addEventListener("keydown", event => {
        if (event.key === "Escape") {
            const open = document.querySelector("details.menu[open]");
            if (open) {
                open.open = false;
                open.querySelector("summary").focus();
            }
            showNavigation(false);
            // A page's own way out; what is open above it closes first.
            if (!open && !document.querySelector(".rz-dialog-wrapper, dialog[open]")) {
                [...document.querySelectorAll("[data-key=Escape]")].find(e => !e.disabled && e.offsetParent !== null)?.click();
            }
            return;
        }
        if (event.key === "F10" && !document.querySelector("dialog[open]")) {
            const accept = document.querySelector("[data-key=F10]");
            if (accept && !accept.disabled) {
                event.preventDefault();
                document.activeElement?.blur?.(); // what is being typed is told to the page first
                accept.click();
            }
            return;
        }
        if (event.ctrlKey || event.metaKey || event.altKey || (isTyping(event.target) && event.key !== "F3") || document.querySelector(".rz-dialog-wrapper, dialog[open]")) {
            return;
        }
        const inList = event.target.closest?.("[data-rows]") || event.target === document.body || event.target.matches?.("h1, main");
        if (event.key === "j" || (event.key === "ArrowDown" && inList)) {
            event.preventDefault();
            move(1);
        } else if (event.key === "k" || (event.key === "ArrowUp" && inList)) {
            event.preventDefault();
            move(-1);
        } else if (event.key === "x" && document.activeElement?.closest?.("[data-row]")?.querySelector("[data-row-check]")) {
            event.preventDefault();
            document.activeElement.closest("[data-row]").querySelector("[data-row-check]").click();
        } else {
            const target = [...document.querySelectorAll("[data-key]")].find(e => e.dataset.key.split(" ").includes(event.key) && !e.disabled && e.offsetParent !== null);
            if (target) {
                event.preventDefault();
                if (target.matches("input, textarea, select")) {
                    target.focus();
                    target.select?.();
                } else {
                    target.click();
                }
            }
        }
    });

    // ---- For pages. A dialog is closed by the page, so Escape presses its button.

    let hadFocus = null;
    document.addEventListener("cancel", event => {
        if (event.target.matches?.("dialog.modal")) {
            event.preventDefault();
            event.target.querySelector("[data-dialog-close]")?.click();
        }
    }, true);

    window.ledger = {
        focus: selector => document.querySelector(selector)?.focus(),
        showDialog: dialog => {
            hadFocus = document.activeElement;
            if (!dialog.open) {
                dialog.showModal();
            }
        },
        giveFocusBack: () => {
            if (hadFocus?.isConnected) {
                hadFocus.focus();
            }
        },
    };
})();

// Looks at the page as people with poor sight, a keyboard or a screen reader meet it. Each function answers what is wrong, in words.
window.looks = (() => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const colors = new Map();

    // Any css colour as red, green, blue (0 to 255) and opacity (0 to 1).
    function parse(color) {
        if (!colors.has(color)) {
            canvas.clearRect(0, 0, 1, 1);
            canvas.fillStyle = "#000";
            canvas.fillStyle = color;
            canvas.fillRect(0, 0, 1, 1);
            const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
            colors.set(color, [r, g, b, a / 255]);
        }
        return colors.get(color);
    }

    const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);

    function luminance([r, g, b]) {
        const [x, y, z] = [r, g, b].map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    }

    function contrast(a, b) {
        const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
        return (light + 0.05) / (dark + 0.05);
    }

    // What stands behind an element: the backgrounds of it and all around it, one over the other.
    function background(element) {
        const layers = [];
        for (let e = element; e; e = e.parentElement) {
            const color = parse(getComputedStyle(e).backgroundColor);
            if (color[3] > 0) {
                layers.push(color);
                if (color[3] === 1) {
                    break;
                }
            }
        }
        return layers.reverse().reduce((below, top) => over(top, below), parse(getComputedStyle(document.documentElement).colorScheme.includes("dark") ? "#121212" : "#fff"));
    }

    function opacity(element) {
        let value = 1;
        for (let e = element; e; e = e.parentElement) {
            value *= Number(getComputedStyle(e).opacity);
        }
        return value;
    }

    function visible(element) {
        if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) {
            return false;
        }
        const box = element.getBoundingClientRect();
        return box.width > 1 && box.height > 1 && getComputedStyle(element).clipPath === "none" && !element.closest(".sr-only");
    }

    const words = element => (element.innerText ?? element.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 50);
    const place = element => element.tagName.toLowerCase() + (element.id ? "#" + element.id : "") + [...element.classList].map(c => "." + c).join("");
    // What is switched off need not be read (WCAG 1.4.3).
    const isOff = element => element.closest(":disabled, [aria-disabled=true], [inert]");

    function contrasts() {
        const found = new Map();
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        for (let node; (node = walker.nextNode());) {
            const element = node.parentElement;
            if (!node.data.trim() || !visible(element) || isOff(element) || element.closest("script, style, noscript, option")) {
                continue;
            }
            const style = getComputedStyle(element);
            const drawn = element instanceof SVGElement ? style.fill : style.color;
            const below = background(element instanceof SVGElement ? element.closest("svg").parentElement : element);
            const color = parse(drawn);
            const shown = over([...color.slice(0, 3), color[3] * opacity(element)], below);
            const ratio = contrast(shown, below);
            const size = parseFloat(style.fontSize);
            const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
            if (ratio < (large ? 3 : 4.5)) {
                found.set(place(element) + words(element), `contrast ${ratio.toFixed(2)} of ${place(element)} "${words(element)}" (${drawn} on rgb(${below.slice(0, 3).map(Math.round)}))`);
            }
        }
        for (const field of document.querySelectorAll("input:not([type=checkbox], [type=radio], [type=file], [type=hidden]), select, textarea")) {
            if (visible(field) && !isOff(field)) {
                const below = background(field);
                for (const [what, color] of [["text", getComputedStyle(field).color], ["placeholder", field.placeholder ? getComputedStyle(field, "::placeholder").color : null]]) {
                    if (color && contrast(over(parse(color), below), below) < 4.5) {
                        found.set(place(field) + what, `contrast ${contrast(over(parse(color), below), below).toFixed(2)} of the ${what} of ${place(field)} "${field.placeholder ?? ""}"`);
                    }
                }
            }
        }
        return [...found.values()];
    }

    function nameOf(element) {
        const labelled = (element.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean).map(id => document.getElementById(id)?.textContent ?? "").join(" ");
        const labels = [...(element.labels ?? [])].map(l => l.textContent).join(" ");
        const content = element.matches("input, select, textarea") ? "" : (element.textContent ?? "");
        const icons = [...element.querySelectorAll?.("[aria-hidden=true]") ?? []].map(i => i.textContent).join("");
        const value = element.matches("input[type=submit], input[type=button]") ? element.value : "";
        return (labelled || element.getAttribute("aria-label") || labels || value || (icons && content.trim() === icons.trim() ? "" : content)
            || element.querySelector?.("img[alt]")?.alt || element.title || "").trim();
    }

    function names() {
        const wrong = [];
        for (const element of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=checkbox], [role=tab], dialog[open], [tabindex='0']:not([role=group])")) {
            if (visible(element) && nameOf(element) === "") {
                wrong.push(`no name: ${place(element)} ${element.outerHTML.slice(0, 120)}`);
            }
        }
        return wrong;
    }

    function structure() {
        const wrong = [];
        const heads = [...document.querySelectorAll("h1")].filter(h => h.checkVisibility());
        if (heads.length !== 1) {
            wrong.push(`${heads.length} h1: ${heads.map(words).join(" | ")}`);
        }
        if (!/^(es|en)$/.test(document.documentElement.lang)) {
            wrong.push(`lang is "${document.documentElement.lang}"`);
        }
        if (document.title.trim().length < 3) {
            wrong.push("no title");
        }
        const ids = [...document.querySelectorAll("[id]")].map(e => e.id);
        for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i))) {
            wrong.push(`the id ${id} is there twice`);
        }
        for (const table of document.querySelectorAll("table")) {
            if (table.checkVisibility() && !table.querySelector("th")) {
                wrong.push(`a table without headings: ${place(table)}`);
            }
        }
        let level = 1;
        for (const head of [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(h => h.checkVisibility() && !h.closest("dialog"))) {
            const now = Number(head.tagName[1]);
            if (now > level + 1) {
                wrong.push(`${head.tagName} "${words(head)}" comes after H${level}`);
            }
            level = now;
        }
        if (/\bpage\.[a-z]+\.[a-z.-]+/.test(document.body.innerText) || /\bviews\.[a-z]+\.[a-z.-]+/.test(document.body.innerText)) {
            wrong.push("a text is missing: " + document.body.innerText.match(/\b(page|views)\.[a-z]+\.[a-z.-]+/)[0]);
        }
        return wrong;
    }

    // What has the keyboard must be seen to have it.
    function focus() {
        const wrong = new Set();
        const before = document.activeElement;
        for (const element of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")) {
            if (!visible(element) || isOff(element)) {
                continue;
            }
            const look = () => [element, element.parentElement, element.closest("tr, label, .field, .upload")].filter(Boolean).flatMap(e => [getComputedStyle(e), getComputedStyle(e, "::after")])
                .map(s => [s.outlineStyle === "none" ? "" : s.outlineWidth + s.outlineColor, s.boxShadow, s.borderColor, s.backgroundColor].join()).join("|");
            element.blur();
            const off = look();
            element.focus({ focusVisible: true, preventScroll: true });
            if (document.activeElement === element && look() === off) {
                wrong.add(`focus is not seen on ${place(element)}`);
            }
        }
        before?.focus?.({ preventScroll: true });
        return [...wrong];
    }

    function fits() {
        const width = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= width) {
            return [];
        }
        const wide = [...document.querySelectorAll("main *, header *")].filter(e => e.getBoundingClientRect().right > width + 1 && visible(e))
            .filter(e => { for (let p = e.parentElement; p; p = p.parentElement) { if (/auto|scroll|hidden/.test(getComputedStyle(p).overflowX) && p !== document.documentElement && p !== document.body) { return false; } } return true; });
        return [`scrolls sideways (${document.documentElement.scrollWidth} > ${width}): ${[...new Set(wide.map(place))].slice(0, 6).join(", ")}`];
    }

    return { look: () => [...contrasts(), ...names(), ...structure(), ...focus()], fits };
})();

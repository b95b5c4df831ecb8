// The form of the first visit. What decides is on the server; this shows the rules while one types and sends the form.
(() => {
    "use strict";

    const form = document.getElementById("welcome");
    const refusal = document.getElementById("refusal");
    const button = form.querySelector("[type=submit]");
    const field = name => form.elements[name];
    const isDemo = () => form.elements.start.value === "demo";
    const delay = milliseconds => new Promise(done => setTimeout(done, milliseconds));

    document.querySelector("[data-language]").addEventListener("click", event => {
        document.cookie = "ledger.language=" + event.currentTarget.dataset.language + ";path=/;max-age=31536000;samesite=lax"
            + (location.protocol === "https:" ? ";secure" : "");
        location.reload();
    });

    const rules = () => {
        const [user, password, again] = ["userName", "password", "passwordAgain"].map(n => field(n).value);
        return {
            length: password.length >= 12,
            name: password !== "" && (user.trim() === "" || !password.toLowerCase().includes(user.trim().toLowerCase())),
            same: password !== "" && password === again,
        };
    };

    const showRules = () => {
        for (const [name, kept] of Object.entries(rules())) {
            form.querySelector(`[data-rule=${name}]`).classList.toggle("kept", kept);
        }
    };

    // Modulus 11 with the weights 2 to 7 from the units.
    const isRut = text => {
        const plain = text.replace(/[.\s-]/g, "").toUpperCase();
        if (!/^\d{1,8}[\dK]$/.test(plain)) {
            return false;
        }
        let sum = 0;
        [...plain.slice(0, -1)].reverse().forEach((digit, i) => { sum += Number(digit) * (2 + i % 6); });
        return "0K987654321"[sum % 11] === plain.at(-1);
    };

    const mark = (input, message) => {
        input.setAttribute("aria-invalid", "true");
        input.parentElement.querySelector("small.problem")?.remove();
        if (message) {
            const said = document.createElement("small");
            said.className = "problem";
            said.textContent = message;
            input.after(said);
        }
    };

    const unmark = input => {
        input.removeAttribute("aria-invalid");
        input.parentElement.querySelector("small.problem")?.remove();
    };

    const choose = () => {
        document.getElementById("own").hidden = isDemo();
        document.getElementById("own").style.display = isDemo() ? "none" : "";
        document.getElementById("demo").hidden = !isDemo();
    };

    form.addEventListener("input", event => {
        unmark(event.target);
        showRules();
    });
    form.addEventListener("change", event => {
        if (event.target.name === "start") {
            choose();
        } else if (event.target.name === "rut" && event.target.value.trim() !== "" && !isRut(event.target.value)) {
            mark(event.target, event.target.dataset.wrong);
        }
    });

    const refuse = (message, name) => {
        refusal.textContent = message;
        refusal.hidden = false;
        const input = name && field(name);
        if (input) {
            mark(input);
            input.focus();
        } else {
            refusal.scrollIntoView({ block: "nearest" });
        }
    };

    const isComplete = () => {
        const missing = [...form.elements].filter(e => e.required && e.value.trim() === "" && !(isDemo() && e.closest("#own")));
        missing.forEach(e => mark(e));
        const broken = Object.values(rules()).every(kept => kept) ? [] : [field("password")];
        broken.forEach(e => mark(e));
        const first = missing[0] ?? broken[0] ?? form.querySelector("[aria-invalid]:not([name=rut])");
        first?.focus();
        return !first;
    };

    const fill = async () => {
        form.hidden = true;
        form.style.display = "none";
        const section = document.getElementById("filling");
        section.hidden = false;
        for (;;) {
            const answer = await fetch("/api/setup/filling", { cache: "no-store" }).catch(() => null); // the server may be restarting
            const state = answer?.ok ? await answer.json() : null;
            if (state) {
                section.querySelector("progress").max = state.total;
                section.querySelector("progress").value = state.done;
                if (state.hasFailed) {
                    document.getElementById("filling-failed").hidden = false;
                    return;
                }
                if (!state.isRunning) {
                    location.replace("/");
                    return;
                }
            }
            await delay(500);
        }
    };

    form.addEventListener("submit", async event => {
        event.preventDefault();
        refusal.hidden = true;
        if (!isComplete()) {
            return;
        }
        const label = button.textContent;
        button.disabled = true;
        button.textContent = form.dataset.working;
        try {
            const data = Object.fromEntries([...new FormData(form)].filter(([name]) => name !== "start"));
            const answer = await fetch("/api/setup", {
                method: "POST",
                headers: { "Content-Type": "application/json", "X-Requested-With": "ledger" },
                body: JSON.stringify({ ...data, isDemo: isDemo() }),
            });
            if (!answer.ok) {
                const problem = await answer.json().catch(() => null); // an answer of something between here and the server
                refuse(problem?.detail ?? String(answer.status), problem?.field);
                return;
            }
            if ((await answer.json()).isDemo) {
                await fill();
            } else {
                location.replace("/");
            }
        } catch (error) {
            console.warn("The form could not be sent.", error);
            refuse(form.dataset.network);
        } finally {
            button.disabled = false;
            button.textContent = label;
        }
    });

    choose();
    showRules();
    field("displayName").focus();
})();

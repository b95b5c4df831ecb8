// Sends chosen or dropped folio files to the import, some at a time: a message to the page must stay small, and a broken line costs
// only the files that were under way. Each file has its verdict on the server before the next ones go.

const AT_ONCE = 10;
const TRIES = 3;

// Not crypto.randomUUID: a server in the house is often reached without https.
const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map(b => b.toString(16).padStart(2, "0")).join("");

const send = async (files, bytesMax) => {
    const headers = { "X-Requested-With": "Ledger", "Idempotency-Key": newKey(), "Accept-Language": document.documentElement.lang };
    for (let tries = 1; ; tries++) {
        const body = new FormData();
        for (const file of files) {
            // Of a file that is too large only so much is sent that its verdict can say so.
            body.append("files", file.size > bytesMax ? file.slice(0, bytesMax + 1) : file, file.name);
        }
        try {
            return await fetch("api/folios/imports", { method: "POST", headers, body });
        } catch (error) {
            if (tries === TRIES) {
                throw error;
            }
        }
    }
};

const refusalOf = async answer => {
    try {
        return (await answer.json()).code ?? "";
    } catch {
        return "";
    }
};

export function attach(input, page, filesMax, bytesMax) {
    const upload = async () => {
        const files = [...input.files];
        input.value = ""; // takes the same files a second time
        if (files.length === 0) {
            return;
        }
        if (files.length > filesMax) {
            await page.invokeMethodAsync("EndAsync", "folio-import.too-many");
            return;
        }
        await page.invokeMethodAsync("Begin", files.length);
        for (let i = 0; i < files.length; i += AT_ONCE) {
            let answer;
            try {
                answer = await send(files.slice(i, i + AT_ONCE), bytesMax);
            } catch {
                await page.invokeMethodAsync("EndAsync", ""); // told on the page, with what to do
                return;
            }
            if (!answer.ok) {
                await page.invokeMethodAsync("EndAsync", await refusalOf(answer));
                return;
            }
            const judged = (await answer.json()).files;
            await page.invokeMethodAsync("Judged", judged.map(f => f.fileName), judged.map(f => f.verdict), judged.map(f => f.message));
        }
        await page.invokeMethodAsync("EndAsync", null);
    };
    input.addEventListener("change", upload);
}

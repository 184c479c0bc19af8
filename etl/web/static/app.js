"use strict";
(() => {
    const $ = (selector, root = document) => root.querySelector(selector);
    const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
    let rows = [];
    const steps = [];
    let at = -1;
    let fading = 0;

    function make(name, attributes, ...children) {
        const made = document.createElement(name);
        for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
        made.append(...children);
        return made;
    }

    function say(text) {
        $("#said").textContent = text;
        clearTimeout(fading);
        fading = setTimeout(() => { $("#said").textContent = ""; }, 6000);
    }

    async function call(path, method, body) {
        const asked = { method: method || "GET", headers: { "Content-Type": "application/json" } };
        if (body) asked.body = JSON.stringify(body);
        const answer = await fetch(path, asked);
        const told = await answer.json();
        if (!answer.ok) throw new Error(told.error || "That did not work.");
        return told;
    }

    const chats = (number) => `${number.toLocaleString("en-US")} ${number === 1 ? "chat" : "chats"}`;
    const keyOf = (row) => Object.fromEntries(new URLSearchParams(row.dataset.key));
    const boxOf = (row) => $("input[name=item]", row);

    /* The list: one row can be tabbed to, the others by j and k */
    function go(index) {
        if (!rows.length) return;
        at = Math.max(0, Math.min(rows.length - 1, index));
        rows.forEach((row, place) => { row.tabIndex = place === at ? 0 : -1; });
        rows[at].focus();
        rows[at].scrollIntoView({ block: "nearest" });
    }

    function chosen() {
        const ticked = rows.filter((row) => boxOf(row).checked);
        return ticked.length ? ticked : at >= 0 ? [rows[at]] : [];
    }

    function count(name, by) {
        const place = $(`[data-count=${name}]`);
        if (place) place.textContent = (Number(place.textContent.replace(/,/g, "")) + by).toLocaleString("en-US");
    }

    async function mark(some, done, step = true) {
        const changed = some.filter((row) => row.classList.contains("done") !== done);
        if (!changed.length) return;
        await call("/api/marks", "POST", { items: changed.map(keyOf), done });
        for (const row of changed) {
            row.classList.toggle("done", done);
            const tick = $(".tick", row);
            tick.setAttribute("aria-pressed", String(done));
            tick.name = done ? "open" : "done";
        }
        count("done", done ? changed.length : -changed.length);
        count("open", done ? -changed.length : changed.length);
        if (step) steps.push(() => mark(changed, !done, false));
        say(`${changed.length} marked ${done ? "done" : "open"}.${step ? " u takes it back." : ""}`);
    }

    function names() {
        return $$("#list select[name=category] option").map((option) => option.value);
    }

    function colour(category) {
        const option = $$("#list select[name=category] option").find((one) => one.value === category);
        return `tag ${(option && option.dataset.hue) || ""}`;
    }

    async function move(some, category) {
        const told = await call("/api/moves", "POST", { items: some.map(keyOf), category });
        for (const row of some) {
            row.dataset.category = category;
            boxOf(row).checked = false;
            const label = $("[data-label]", row);
            for (const told of $$("[title^='because: ']", row)) told.removeAttribute("title");
            if (label) { label.textContent = category; label.className = colour(category); }
            else $(".title", row).append(" ", make("span", { class: colour(category) }, `→ ${category}`));
        }
        steps.push(moveBack);
        tell();
        say(`${told.moved} moved to ${category}. u takes it back.`);
    }

    /* The server knows moves of earlier days as well */
    async function moveBack() {
        await call("/api/undo", "POST", {});
        await refresh();
        say("The last move is taken back.");
    }

    function choose(some) {
        if (!some.length) return;
        const dialog = make("dialog", { "aria-label": "Move to a category" });
        const list = make("div", { class: "choices" });
        names().forEach((name, place) => {
            const key = place < 9 ? make("kbd", {}, String(place + 1)) : "";
            const button = make("button", { type: "button" }, key, name);
            if (name === some[0].dataset.category) button.autofocus = true;
            button.addEventListener("click", () => { dialog.close(); attempt(move(some, name)); });
            list.append(button);
        });
        const what = some.length === 1 ? $(".title a", some[0]).textContent : `${some.length} chats`;
        dialog.append(make("h2", { class: "flat" }, `Move ${what} to`), list);
        dialog.addEventListener("keydown", (event) => {
            const place = Number(event.key) - 1;
            if (place >= 0 && place < 9 && list.children[place]) list.children[place].click();
            const step = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
            if (!step) return;
            event.preventDefault();
            const all = [...list.children];
            all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
        });
        open(dialog);
    }

    function help() {
        const list = $("[data-keys]").cloneNode(true);
        list.hidden = false;
        const close = make("button", { type: "button" }, "Close");
        const dialog = make("dialog", { "aria-label": "Keys" }, make("h2", { class: "flat" }, "Keys"), list, close);
        close.addEventListener("click", () => dialog.close());
        open(dialog);
    }

    function open(dialog) {
        dialog.addEventListener("close", () => { dialog.remove(); if (at >= 0) rows[at].focus(); });
        document.body.append(dialog);
        dialog.showModal();
    }

    function attempt(promise) {
        promise.catch((error) => say(error.message));
    }

    function tell() {
        const place = $("[data-chosen]");
        if (!place) return;
        const ticked = rows.filter((row) => boxOf(row).checked);
        for (const row of rows) row.classList.toggle("chosen", boxOf(row).checked);
        for (const bar of $$("[data-bulk]")) bar.hidden = !ticked.length;
        place.textContent = ticked.length ? `With the ${ticked.length} chosen:` : "With the chosen:";
    }

    function bind() {
        rows = $$(".row[data-key]");
        rows.forEach((row, place) => {
            row.tabIndex = place ? -1 : 0;
            row.addEventListener("focus", () => { at = place; });
            $(".tick", row).addEventListener("click", (event) => {
                event.preventDefault();
                attempt(mark([row], !row.classList.contains("done")));
            });
            /* A row is one stop of Tab: what is in it has its keys */
            for (const inner of $$("input, button, a", row)) inner.tabIndex = -1;
            boxOf(row).addEventListener("change", tell);
        });
        const all = $("[data-all]");
        if (all) {
            all.hidden = false;
            all.setAttribute("aria-label", "Choose all on this page");
            all.addEventListener("change", () => { for (const row of rows) boxOf(row).checked = all.checked; tell(); });
        }
        for (const button of $$("[data-help]")) {
            button.hidden = false;
            button.addEventListener("click", help);
        }
        for (const form of $$("[data-sort]")) {
            form.addEventListener("submit", (event) => { event.preventDefault(); attempt(sort(form)); });
        }
        tell();
    }

    /* The list as it is now, in its place: the page stays where it is */
    async function refresh() {
        const next = await new Promise((resolve, reject) => {
            const request = new XMLHttpRequest();
            request.open("GET", location.pathname + location.search);
            request.responseType = "document";
            request.addEventListener("load", () => (request.status === 200 ? resolve(request.response) : reject(new Error("The list cannot be read anew."))));
            request.addEventListener("error", () => reject(new Error("The program does not answer.")));
            request.send();
        });
        const key = rows[at]?.dataset.key;
        for (const id of ["count", "found"]) document.getElementById(id)?.replaceWith(next.getElementById(id));
        bind();
        at = rows.findIndex((row) => row.dataset.key === key);
        if (at >= 0) go(at);
    }

    async function sort(form) {
        for (const button of $$("button", form)) button.disabled = true;
        progress(form, 0, "Sorting…");
        const body = new FormData();
        body.append("organize_mode", "category");
        const answer = await fetch("/api/categorize", { method: "POST", body });
        const told = await answer.json();
        if (!answer.ok) throw new Error(told.error);
        await watch(form, told.job_id, () => "Sorting…");
        await refresh();
    }

    for (const select of $$(".filters select")) select.addEventListener("change", () => select.form.requestSubmit());
    for (const button of $$("[data-show]")) button.hidden = true;
    for (const fold of $$(".filters .fold")) {
        fold.open = sessionStorage.getItem("filters") === "open";
        fold.addEventListener("toggle", () => sessionStorage.setItem("filters", fold.open ? "open" : ""));
    }

    const acts = {
        "/": () => { const box = $("[data-search]") || $(".find input"); box.focus(); box.select(); },
        "?": help,
        j: () => go(at + 1),
        k: () => go(at - 1),
        ArrowDown: () => go(at + 1),
        ArrowUp: () => go(at - 1),
        x: () => { const some = chosen(); if (some.length) attempt(mark(some, !some.every((row) => row.classList.contains("done")))); },
        m: () => choose(chosen()),
        u: () => attempt((steps.pop() || moveBack)()),
        " ": () => { if (at >= 0) { boxOf(rows[at]).checked = !boxOf(rows[at]).checked; tell(); } },
        Enter: () => { if (at >= 0) location.assign($(".title a", rows[at]).href); },
    };
    /* Back from a chat, its row is where one was */
    const left = rows.findIndex((row) => row.id && `#${encodeURIComponent(row.id)}` === location.hash);
    if (left >= 0) go(left);

    const everywhere = $("[data-keys]") ? ["/", "?"] : ["/"];
    document.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || $("dialog[open]")) return;
        const target = event.target;
        if (target.matches("input:not([type=checkbox]), textarea, select")) {
            if (event.key === "Escape") target.blur();
            return;
        }
        const isRow = target.matches(".row");
        if ((event.key === " " || event.key === "Enter" || event.key.startsWith("Arrow")) && !isRow) return;
        const act = acts[event.key];
        if (!act || (!rows.length && !everywhere.includes(event.key))) return;
        event.preventDefault();
        act();
    });

    /* Search while one types */
    function marked(text, marks, room) {
        const letters = [...text];
        const part = (from, to) => letters.slice(from, to).join("");
        let at = marks.length ? Math.max(0, marks[0][0] - room) : 0;
        const parts = at ? ["…"] : [];
        for (const [from, to] of marks) {
            parts.push(part(at, from), make("mark", {}, part(from, to)));
            at = to;
        }
        return [...parts, part(at)];
    }

    const summary = (told) => told.conversations
        ? `${told.instead ? `Only ${told.instead} is found: ` : ""}${told.at_least ? "at least " : ""}${chats(told.conversations)}; Enter shows all`
        : "No chat holds this.";

    for (const box of $$(".find input[type=search], [data-search]")) {
        const found = make("ul", { class: "hits", role: "list", hidden: "" });
        box.parentElement.classList.add("over-hits");
        box.parentElement.append(found);
        let wait = 0;
        let turn = 0;
        const search = async () => {
            const text = box.value.trim();
            const mine = ++turn;
            if (text.length < 2) { found.hidden = true; return; }
            const told = await call(`/api/search?q=${encodeURIComponent(text)}`).catch((error) => ({ results: [], sentence: error.message }));
            if (mine !== turn || document.activeElement !== box) return;
            found.replaceChildren(...told.results.slice(0, 8).map((hit) => {
                const asked = new URLSearchParams({ provider: hit.provider, account_id: hit.account_id, conversation_id: hit.conversation_id });
                if (hit.node_id) asked.set("at", hit.node_id);
                const place = hit.node_id ? `#n-${encodeURIComponent(hit.node_id)}` : "";
                const link = make("a", { href: `/conversations/one?${asked}${place}` }, ...marked(hit.title || "Untitled", hit.title_marks, 200));
                if (hit.snippet) link.append(make("span", { class: "muted small" }, ...marked(hit.snippet, hit.snippet_marks, 24)));
                return make("li", {}, link);
            }), make("li", { class: "muted small" }, told.sentence || summary(told)));
            found.hidden = false;
        };
        box.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(() => attempt(search()), 180); });
        box.addEventListener("keydown", (event) => {
            if (event.key === "Escape") found.hidden = true;
            if (event.key === "ArrowDown" && !found.hidden) { event.preventDefault(); $("a", found)?.focus(); }
        });
        found.addEventListener("keydown", (event) => {
            const links = $$("a", found);
            const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
            if (event.key === "Escape") { found.hidden = true; box.focus(); }
            if (!step) return;
            event.preventDefault();
            (links[links.indexOf(document.activeElement) + step] || box).focus();
        });
        document.addEventListener("click", (event) => { if (!box.parentElement.contains(event.target)) found.hidden = true; });
    }

    /* Exports that are dropped: sent, loaded, sorted, shown */
    const pause = (time) => new Promise((resolve) => { setTimeout(resolve, time); });

    function send(form, body) {
        return new Promise((resolve, reject) => {
            const request = new XMLHttpRequest();
            request.open("POST", "/api/loads");
            request.responseType = "json";
            request.upload.addEventListener("progress", (event) => {
                if (event.lengthComputable) progress(form, 100 * event.loaded / event.total, "Reading the files…");
            });
            request.addEventListener("load", () => {
                if (request.status === 202) resolve(request.response.job_id);
                else reject(new Error(request.response?.error || "The files were refused."));
            });
            request.addEventListener("error", () => reject(new Error("The upload stopped; try again.")));
            request.send(body);
        });
    }

    function progress(form, percent, text) {
        $("[data-progress]", form).hidden = false;
        $("progress", form).value = percent;
        $("[data-told]", form).textContent = text;
    }

    async function watch(form, job, tell) {
        for (;;) {
            const told = await call(`/api/progress/${job}`);
            if (told.state === "failed" || told.state === "cancelled") throw new Error(told.message);
            progress(form, told.percent, tell(told));
            if (told.state === "done") return;
            await pause(400);
        }
    }

    async function follow(form, job) {
        $("[data-cancel]", form).onclick = () => attempt(call(`/api/cancel/${job}`, "POST", {}));
        await watch(form, job, (told) => `${chats(told.conversations)} read`);
        progress(form, 100, "Sorting into categories…");
        await fetch("/conversations/sort", { method: "POST", body: new URLSearchParams({ back: "" }), redirect: "manual" });
        location.assign("/");
    }

    function load(form, started) {
        const buttons = $$("button.main", form);
        buttons.forEach((button) => { button.disabled = true; });
        started.then((job) => follow(form, job)).catch((error) => {
            progress(form, 0, error.message);
            buttons.forEach((button) => { button.disabled = false; });
        });
    }

    for (const form of $$("[data-drop]")) {
        const upload = (files) => {
            const body = new FormData();
            for (const file of files) body.append("file", file);
            load(form, send(form, body));
        };
        form.addEventListener("submit", (event) => { event.preventDefault(); upload($("input[type=file]", form).files); });
        for (const name of ["dragenter", "dragover"]) form.addEventListener(name, (event) => { event.preventDefault(); form.classList.add("over"); });
        form.addEventListener("dragleave", () => form.classList.remove("over"));
        form.addEventListener("drop", (event) => {
            event.preventDefault();
            form.classList.remove("over");
            if (event.dataTransfer.files.length) upload(event.dataTransfer.files);
        });
    }
    for (const form of $$("[data-sample]")) {
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            const drop = $("[data-drop]");
            progress(drop, 0, "Loading the sample…");
            load(drop, call("/api/loads/sample", "POST", {}).then((told) => told.job_id));
        });
    }

    for (const place of $$("[data-job]")) {
        const told = watch(place, place.dataset.job, (job) => job.message || "Asking the first ones…");
        told.catch(() => {}).then(() => location.reload());
    }

    for (const box of $$("[data-run]")) {
        box.addEventListener("keydown", (event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) box.form.requestSubmit();
        });
    }
    bind();
})();

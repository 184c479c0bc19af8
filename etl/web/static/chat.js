"use strict";
(() => {
    const $ = (selector, root = document) => root.querySelector(selector);
    const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
    const talk = $("[data-chat]");
    const turns = $$(".turn", talk);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

    function button(text, label, act) {
        const made = document.createElement("button");
        made.type = "button";
        made.textContent = text;
        made.setAttribute("aria-label", label);
        made.addEventListener("click", act);
        return made;
    }

    async function copy(text, from) {
        const before = from.textContent;
        try {
            await navigator.clipboard.writeText(text);
            from.textContent = "Copied";
        } catch {
            from.textContent = "Not allowed";
        }
        setTimeout(() => { from.textContent = before; }, 1500);
    }

    /* What can be copied, and where it is */
    for (const code of $$("figure.code")) {
        const head = $("figcaption", code);
        const name = head.textContent;
        const pre = $("pre", code);
        if (pre.scrollWidth > pre.clientWidth) {
            const wrap = button("Wrap", `Wrap the lines of this ${name}`, () => wrap.setAttribute("aria-pressed", String(code.classList.toggle("wrapped"))));
            wrap.setAttribute("aria-pressed", "false");
            head.append(wrap);
        }
        const taken = button("Copy", `Copy this ${name}`, () => copy(pre.textContent.replace(/\n$/, ""), taken));
        head.append(taken);
    }
    /* As one reads it, formulas as they were written, code without its heading */
    function saidBy(turn) {
        const aside = document.createElement("div");
        aside.className = "unseen taken";
        aside.append(...$$("[data-copy]", turn).map((said) => said.cloneNode(true)));
        for (const head of $$("figcaption", aside)) head.remove();
        for (const math of $$("math", aside)) {
            const sign = math.getAttribute("display") === "block" ? "$$" : "$";
            math.replaceWith(`${sign}${math.getAttribute("alttext")}${sign}`);
        }
        document.body.append(aside);
        const text = aside.innerText.trim();
        aside.remove();
        return text;
    }
    for (const turn of turns) {
        const foot = $(".meta", turn);
        if (!$("[data-copy]", turn)) continue;
        const taken = button("Copy", "Copy this message", () => copy(saidBy(turn), taken));
        const id = $(".said[id]", turn)?.id;
        foot.append(taken);
        if (id) {
            const link = button("Link", "Copy a link to this message", () => {
                const asked = new URLSearchParams(location.search);
                asked.delete("page");
                asked.set("at", id.slice(2));
                copy(`${location.origin}${location.pathname}?${asked}#${encodeURIComponent(id)}`, link);
            });
            foot.append(link);
        }
    }

    /* Another version, or a chat that was filed, stays where it was on the screen */
    const STAY = "chatlake-stay";
    function keep(place) {
        sessionStorage.setItem(STAY, JSON.stringify({ top: place.getBoundingClientRect().top, y: scrollY }));
    }
    for (const link of $$("[data-stay]")) link.addEventListener("click", () => keep(link.closest(".turn")));
    for (const form of $$(".filing")) form.addEventListener("submit", () => keep(form));
    const kept = JSON.parse(sessionStorage.getItem(STAY) || "null");
    sessionStorage.removeItem(STAY);
    if (kept) {
        const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
        const turn = target && target.closest(".turn");
        const settle = () => scrollTo({ top: turn ? scrollY + turn.getBoundingClientRect().top - kept.top : kept.y, behavior: "instant" });
        settle();
        addEventListener("load", settle);
    }

    /* Where one is among the questions */
    const links = new Map($$(".outline a[href^='#']").map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
    const seen = new IntersectionObserver((entries) => {
        for (const entry of entries) {
            if (!entry.isIntersecting) continue;
            for (const link of links.values()) link.removeAttribute("aria-current");
            links.get(entry.target.id)?.setAttribute("aria-current", "true");
        }
    }, { rootMargin: "-10% 0px -70% 0px" });
    for (const id of links.keys()) {
        const place = document.getElementById(id);
        if (place) seen.observe(place);
    }
    const here = $(".beside [aria-current]");
    const listed = $$(".beside a");
    if (listed.indexOf(here) > 4) here.closest(".beside").scrollTop = listed[listed.indexOf(here) - 4].offsetTop;

    /* Words that are looked for are marked without touching the page */
    const words = $("[data-find]")?.value.trim().toLowerCase();
    if (words && window.CSS?.highlights) {
        const ranges = [];
        const walk = document.createTreeWalker(talk, NodeFilter.SHOW_TEXT);
        for (let node = walk.nextNode(); node && ranges.length < 2000; node = walk.nextNode()) {
            if (!node.parentElement.closest(".prose, .part, .found")) continue;
            const text = node.data.toLowerCase();
            for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) {
                const range = new Range();
                range.setStart(node, at);
                range.setEnd(node, at + words.length);
                ranges.push(range);
            }
        }
        CSS.highlights.set("found", new Highlight(...ranges));
    }

    /* Keys */
    function nearest() {
        const focused = document.activeElement.closest?.(".turn");
        if (focused) return turns.indexOf(focused);
        return turns.findLastIndex((turn) => turn.getBoundingClientRect().top <= 80);
    }
    function go(by) {
        const turn = turns[Math.max(0, Math.min(turns.length - 1, nearest() + by))];
        if (!turn) return;
        turn.focus({ preventScroll: true, focusVisible: true });
        turn.scrollIntoView({ block: "start", behavior: still ? "instant" : "smooth" });
    }
    const follow = (selector) => { const link = $(selector); if (link) location.assign(link.href); };
    function move() {
        const select = $(".filing select");
        const dialog = document.createElement("dialog");
        dialog.setAttribute("aria-label", "Move to a category");
        const head = document.createElement("h2");
        head.className = "flat";
        head.textContent = "Move this chat to";
        const list = document.createElement("div");
        list.className = "choices";
        for (const { value, selected } of select.options) {
            if (!value) continue;
            const choice = button(value, value, () => {
                dialog.close();
                select.value = value;
                select.form.requestSubmit($("[data-move]"));
            });
            choice.autofocus = selected;
            list.append(choice);
        }
        dialog.append(head, list);
        dialog.addEventListener("close", () => dialog.remove());
        document.body.append(dialog);
        dialog.showModal();
    }
    const file = (which) => { const pressed = $(which); pressed.hidden = false; pressed.form.requestSubmit(pressed); };
    const acts = {
        j: () => go(1),
        k: () => go(-1),
        "[": () => follow("[rel=prev]"),
        "]": () => follow("[rel=next]"),
        f: () => { $("[data-find]").focus(); $("[data-find]").select(); },
        x: () => file("[data-done]"),
        u: () => file("[data-undo]"),
        m: move,
        c: () => { const turn = turns[Math.max(0, nearest())]; $(".meta button", turn)?.click(); },
        Escape: () => follow("[data-back]"),
    };
    document.addEventListener("keydown", (event) => {
        const isTyping = event.target.matches("input, textarea, select");
        if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping || $("dialog[open]")) return;
        const act = acts[event.key];
        if (!act) return;
        event.preventDefault();
        act();
    });
})();

"use strict";
/* Ctrl-K: pages, what one can do, and chats, by a few letters of them */
(() => {
    const make = (name, attributes, ...children) => {
        const made = document.createElement(name);
        for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
        made.append(...children);
        return made;
    };
    const pages = () => [...document.querySelectorAll(".top nav a")].map((link) => [link.textContent.trim(), "page", link.href]);
    const actions = [
        ["Load exports", "do", "/loads"], ["Let a model sort the chats", "do", "/conversations/model"],
        ["Chats that are open", "see", "/conversations?done=open"], ["Chats by month", "see", "/conversations?by=month"],
        ["Chats by model", "see", "/conversations?by=model"], ["Longest chats", "see", "/conversations?sort=longest"],
        ["Plans you paid", "do", "/costs#plans"], ["Tokens by day", "see", "/?metric=tokens"], ["Dollars by day", "see", "/?metric=cost"],
        ["Manual", "page", "/manual"], ["The year as a story", "page", "/year"],
    ];
    const fits = (name, text) => text.toLowerCase().split(/\s+/).every((word) => name.toLowerCase().includes(word));

    async function chats(text) {
        if (text.length < 2) return [];
        const answer = await fetch(`/api/search?q=${encodeURIComponent(text)}`);
        if (!answer.ok) return [];
        return (await answer.json()).results.slice(0, 7).map((hit) => {
            const asked = new URLSearchParams({ provider: hit.provider, account_id: hit.account_id, conversation_id: hit.conversation_id });
            return [hit.title || "Untitled", (hit.day || "chat"), `/conversations/one?${asked}`];
        });
    }

    function open() {
        const box = make("input", { type: "search", placeholder: "A page, an action, a chat…", "aria-label": "Go to", role: "combobox", "aria-expanded": "true", "aria-controls": "palette", autocomplete: "off" });
        const list = make("ul", { id: "palette", role: "listbox", class: "plain-list", "aria-label": "What is found" });
        const dialog = make("dialog", { class: "palette", "aria-label": "Go to" }, box, list);
        let chosen = 0;
        let turn = 0;
        let wait = 0;

        function choose(place) {
            const all = [...list.children];
            chosen = (place + all.length) % (all.length || 1);
            all.forEach((item, number) => item.setAttribute("aria-selected", String(number === chosen)));
            all[chosen]?.scrollIntoView({ block: "nearest" });
            box.setAttribute("aria-activedescendant", all[chosen]?.id || "");
        }
        function show(found) {
            list.replaceChildren(...found.map(([name, kind, href], number) => {
                const item = make("li", { role: "option", id: `palette-${number}` }, make("span", {}, name), make("span", { class: "muted small" }, kind));
                item.addEventListener("click", () => location.assign(href));
                item.addEventListener("pointermove", () => choose(number));
                return item;
            }));
            choose(0);
        }
        async function look() {
            const text = box.value.trim();
            const mine = ++turn;
            const own = [...pages(), ...actions].filter(([name]) => !text || fits(name, text));
            show(own);
            clearTimeout(wait);
            wait = setTimeout(async () => {
                const found = await chats(text).catch(() => []);
                if (mine === turn) show([...own.slice(0, text ? 5 : own.length), ...found]);
            }, 120);
        }
        box.addEventListener("input", look);
        box.addEventListener("keydown", (event) => {
            if (event.key === "ArrowDown") choose(chosen + 1);
            else if (event.key === "ArrowUp") choose(chosen - 1);
            else if (event.key === "Enter") list.children[chosen]?.click();
            else return;
            event.preventDefault();
        });
        dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
        dialog.addEventListener("close", () => dialog.remove());
        document.body.append(dialog);
        dialog.showModal();
        look();
    }

    document.addEventListener("keydown", (event) => {
        if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
        event.preventDefault();
        if (!document.querySelector("dialog[open]")) open();
    });
})();

"use strict";
/* Pages with figures: asks now and then whether another database was published, and puts its figures in their place */
(() => {
    const SOON = 2000, LATE = 10000, LOST = 60000, MINUTE = 60000;
    const parts = (root) => [...root.querySelectorAll("[data-live]")];
    const versionOf = (root) => root.querySelector("meta[name=version]")?.content;
    const outer = (root) => parts(root).filter((part) => !part.parentElement.closest("[data-live]"));
    let version = versionOf(document);
    let renewed = Date.now();
    let pause = SOON;
    let timer = 0;
    let tag = "";
    let isDue = false;

    function isShown(watch) {
        const place = document.getElementById("watch");
        return !watch || !place || (place.dataset.state === watch.state && place.textContent.includes(watch.message));
    }

    /* 304 where nothing changed: then no more is read */
    async function look() {
        const answer = await fetch("/api/version", { headers: tag ? { "If-None-Match": tag } : {} });
        if (answer.status === 304) return false;
        if (!answer.ok) throw new Error(String(answer.status));
        const told = await answer.json();
        tag = answer.headers.get("ETag") || "";
        return (told.version || "") !== version || !isShown(told.watch);
    }

    /* A document that the browser itself reads: no script in it runs, and no text becomes markup here */
    function fresh() {
        return new Promise((resolve, reject) => {
            const request = new XMLHttpRequest();
            request.open("GET", location.pathname + location.search);
            request.responseType = "document";
            request.addEventListener("load", () => {
                if (request.status === 200 && request.response) resolve(request.response);
                else reject(new Error(String(request.status)));
            });
            request.addEventListener("error", () => reject(new Error("lost")));
            request.send();
        });
    }

    /* Nobody's marked text is taken away */
    function isRead() {
        const marked = getSelection();
        return !marked.isCollapsed && outer(document).some((part) => marked.containsNode(part, true));
    }

    const STEPS = "a, button, summary, [tabindex]";

    function replace(old, next) {
        const both = (selector) => {
            const [before, after] = [old, next].map((root) => [...root.querySelectorAll(selector)]);
            return before.map((each, place) => [each, after[place]]).filter((pair) => pair[1]);
        };
        for (const [before, after] of both("details")) after.open = before.open;
        const focused = both(STEPS).find((pair) => pair[0] === document.activeElement);
        const scrolled = both(".scroll, pre").map(([before, after]) => [after, before.scrollLeft, before.scrollTop]);
        old.replaceWith(next);
        for (const [after, left, top] of scrolled) [after.scrollLeft, after.scrollTop] = [left, top];
        if (focused) focused[1].focus({ preventScroll: true });
    }

    async function renew() {
        const got = await fresh();
        const pairs = outer(document).map((part) => [part, got.getElementById(part.id)]);
        if (!pairs.length || pairs.some((pair) => !pair[1]) || pairs.length !== outer(got).length) {
            location.reload();
            return;
        }
        for (const [old, next] of pairs) replace(old, document.adoptNode(next));
        version = versionOf(got);
        renewed = Date.now();
        isDue = false;
    }

    async function turn() {
        clearTimeout(timer);
        timer = 0;
        if (document.hidden) return;
        try {
            isDue = await look() || isDue;
            const isOld = document.querySelector("[data-clock]") && Date.now() - renewed > MINUTE;
            pause = isDue ? SOON : Math.min(LATE, pause * 1.3);
            if ((isDue || isOld) && !isRead()) await renew();
        } catch {
            pause = Math.min(LOST, pause * 2);
        }
        if (!timer) timer = setTimeout(turn, pause);
    }

    document.addEventListener("visibilitychange", () => {
        pause = SOON;
        if (!document.hidden) turn();
    });
    timer = setTimeout(turn, pause);
})();

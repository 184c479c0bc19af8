"use strict";
/* Charts: what a mark means, by mouse and by touch; and the chats of a day or month, at a click. */
(() => {
    const tip = document.createElement("div");
    tip.className = "tip";
    tip.hidden = true;
    document.body.append(tip);
    let shown = null;

    /* The browser's own hint would come a second time. */
    function said(mark) {
        const title = mark.querySelector(":scope > title");
        if (title) {
            mark.dataset.tip = title.textContent;
            mark.setAttribute("aria-label", title.textContent);
            title.remove();
        }
        return mark.dataset.tip || "";
    }

    function show(mark, x, y) {
        shown = mark;
        tip.textContent = said(mark);
        tip.hidden = !tip.textContent;
        const box = tip.getBoundingClientRect();
        const left = Math.max(8, Math.min(x - box.width / 2, innerWidth - box.width - 8));
        tip.style.left = `${left}px`;
        tip.style.top = `${y - box.height - 14 < 0 ? y + 20 : y - box.height - 14}px`;
    }

    function hide() {
        tip.hidden = true;
        shown = null;
    }

    const markAt = (event) => {
        const svg = event.target.closest("svg.chart");
        if (!svg) return null;
        const mark = event.target.closest("rect, circle, path, g");
        return mark && (mark.dataset.tip || mark.querySelector(":scope > title")) ? mark : mark?.parentElement?.closest("g:has(> title), g[data-tip]");
    };

    document.addEventListener("pointermove", (event) => {
        if (event.pointerType === "touch") return;
        const mark = markAt(event);
        if (mark) show(mark, event.clientX, event.clientY); else if (!tip.hidden) hide();
    });
    document.addEventListener("click", (event) => {
        const mark = markAt(event);
        if (!mark) { hide(); return; }
        const days = mark.closest("[data-days]")?.dataset.days;
        const isTouch = event.pointerType === "touch";
        /* A finger sees first what it would open, and opens it at the second touch. */
        if (days && (!isTouch || shown === mark)) {
            const [since, until] = days.split("/");
            location.assign(`/conversations?${new URLSearchParams({ since, until })}`);
        } else if (isTouch) show(mark, event.clientX, event.clientY);
    });
    document.addEventListener("scroll", hide, { passive: true, capture: true });

    const open = () => {
        const place = document.getElementById(location.hash.slice(1))?.closest("details.more");
        if (place) place.open = true;
    };
    addEventListener("hashchange", open);
    open();
})();

// Measurements on an open page that axe-core does not make. Each returns the parts that fail.
(() => {
  "use strict";
  const shown = (item) => item.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const name = (item) => item.outerHTML.replace(/\s+/g, " ").slice(0, 120);
  const scrolls = (item) => ["auto", "scroll"].includes(getComputedStyle(item).overflowX);

  // A link in a sentence is as high as its line; WCAG 2.5.8 leaves it out.
  const inSentence = (item) => {
    const inline = getComputedStyle(item).display === "inline";
    const around = item.closest("p, li, td, th, dd, figcaption, legend, label, summary, div");
    return inline && around && around.innerText.trim().length > item.innerText.trim().length + 3;
  };

  window.audit = {
    smallTargets: (least) =>
      [...document.querySelectorAll("a[href], button, input, select, summary")]
        .filter((item) => shown(item) && !inSentence(item))
        // A label is part of its field's target.
        .filter((item) => {
          const boxes = [item, ...(item.labels ?? [])].map((part) => part.getBoundingClientRect());
          return !boxes.some((box) => box.width >= least && box.height >= least);
        })
        .map(name),

    // What sticks out sideways and cannot be scrolled to.
    wideParts: () => {
      const wide = document.documentElement.clientWidth;
      const inBox = (item) => item.parentElement && (scrolls(item.parentElement) || inBox(item.parentElement));
      const drawer = (item) => item.closest("dialog, .bd-sidebar-secondary, .bd-sidebar-primary");
      return [...document.querySelectorAll("main :not(svg *)")]
        .filter((item) => !drawer(item))
        .filter((item) => item.getBoundingClientRect().right > wide + 1 && shown(item) && !inBox(item))
        .map(name);
    },

    // Text that its box cuts off.
    cutText: () =>
      [...document.querySelectorAll("body *")]
        .filter((item) => {
          const { overflowX, overflowY } = getComputedStyle(item);
          const cutX = ["hidden", "clip"].includes(overflowX) && item.scrollWidth > item.clientWidth + 1;
          const cutY = ["hidden", "clip"].includes(overflowY) && item.scrollHeight > item.clientHeight + 1;
          return (cutX || cutY) && item.clientWidth > 1 && item.innerText?.trim() && shown(item);
        })
        .map(name),

    // Headings that skip a level, and a page without exactly one h1.
    headingJumps: () => {
      const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
        .filter((item) => item.closest("main") && item.checkVisibility())
        .map((item) => [+item.tagName[1], item.innerText]);
      const jumps = levels.filter(([level], place) => level > (levels[place - 1]?.[0] ?? 0) + 1);
      const tops = levels.filter(([level]) => level === 1);
      return [...jumps, ...(tops.length === 1 ? [] : [["h1", tops.length]])].map(String);
    },

    // The theme gives what scrolls sideways a tab stop, a moment after the window changed.
    scrollersReady: () =>
      [...document.querySelectorAll("[tabindex='-1']")].every(
        (item) => !scrolls(item) || item.scrollWidth <= item.clientWidth
      ),

    // Keep one word of each kind of token and surface; the others only repeat its colours.
    thinCode: () => {
      const seen = new Set();
      for (const token of document.querySelectorAll("div.highlight pre span")) {
        const key = token.className + getComputedStyle(token.closest("div.highlight")).backgroundColor;
        if (seen.has(key)) token.replaceWith(...token.childNodes);
        seen.add(key);
      }
    },
  };
})();
